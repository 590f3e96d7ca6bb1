package io.github.cameltimelines.erasure;

import io.github.cameltimelines.erasure.Progress.Step;
import io.github.cameltimelines.ledger.Dialect;
import io.github.cameltimelines.ledger.Ledger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/** The rows of {@code timelines_erasure}. Thread-safe. */
final class ErasureStore {

    private final JdbcTemplate jdbc;
    private final String lock;

    ErasureStore(Ledger ledger) {
        jdbc = new JdbcTemplate(ledger.dataSource());
        lock = ledger.dialect() == Dialect.POSTGRESQL ? " FOR UPDATE SKIP LOCKED" : "";
    }

    /** Of all that is in the ledger now. */
    int insert(
            Connection connection,
            int workspaceId,
            String member,
            Subject subject,
            String hash,
            Instant now)
            throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "INSERT INTO timelines_erasure (workspace_id, member, asked_at_ms, kind, subject,"
                                + " subject_hash, step, reached, reach_to, events, deliveries, attempts)"
                                + " SELECT ?, ?, ?, ?, ?, ?, ?, 0, COALESCE(MAX(event_id), 0), 0, 0, 0"
                                + " FROM timelines_event",
                        new String[] {"erasure_id"})) {
            insert.setInt(1, workspaceId);
            insert.setString(2, member);
            insert.setLong(3, now.toEpochMilli());
            insert.setString(4, subject.kind().name());
            insert.setString(5, subject.json());
            insert.setString(6, hash);
            insert.setString(7, Progress.firstOf(subject).name());
            insert.executeUpdate();
            try (ResultSet id = insert.getGeneratedKeys()) {
                id.next();
                return id.getInt(1);
            }
        }
    }

    boolean isAnyOpen() {
        return !jdbc.queryForList(
                        "SELECT erasure_id FROM timelines_erasure WHERE done_at_ms IS NULL LIMIT 1")
                .isEmpty();
    }

    /** The oldest that is not done and that no other node works on. */
    Optional<Progress> next(Connection connection) throws SQLException {
        try (PreparedStatement select =
                        connection.prepareStatement(
                                "SELECT erasure_id, workspace_id, subject, step, reached, reach_to, events,"
                                        + " deliveries, attempts FROM timelines_erasure WHERE done_at_ms IS NULL"
                                        + " ORDER BY erasure_id LIMIT 1"
                                        + lock);
                ResultSet row = select.executeQuery()) {
            return row.next()
                    ? Optional.of(
                            new Progress(
                                    row.getInt(1),
                                    row.getInt(2),
                                    Subject.of(row.getString(3)),
                                    Step.valueOf(row.getString(4)),
                                    row.getLong(5),
                                    row.getLong(6),
                                    row.getInt(7),
                                    row.getInt(8),
                                    row.getInt(9)))
                    : Optional.empty();
        }
    }

    /** When it is done, what was erased is forgotten with it. */
    void save(Connection connection, Progress progress, Instant now) throws SQLException {
        boolean done = progress.step() == Step.DONE;
        try (PreparedStatement update =
                connection.prepareStatement(
                        "UPDATE timelines_erasure SET subject = ?, step = ?, reached = ?, reach_to = ?, events = ?,"
                                + " deliveries = ?, attempts = ?, done_at_ms = ? WHERE erasure_id = ?")) {
            update.setString(1, done ? null : progress.subject().json());
            update.setString(2, progress.step().name());
            update.setLong(3, progress.reached());
            update.setLong(4, progress.reachTo());
            update.setInt(5, progress.events());
            update.setInt(6, progress.deliveries());
            update.setInt(7, progress.attempts());
            update.setObject(8, done ? now.toEpochMilli() : null, Types.BIGINT);
            update.setInt(9, progress.id());
            update.executeUpdate();
        }
    }

    Optional<Erasure> byId(int id) {
        return jdbc
                .query("SELECT * FROM timelines_erasure WHERE erasure_id = ?", this::read, id)
                .stream()
                .findFirst();
    }

    /**
     * The latest.
     *
     * @param workspaceId null for all
     */
    List<Erasure> latest(Integer workspaceId, int max) {
        return workspaceId == null
                ? jdbc.query(
                        "SELECT * FROM timelines_erasure ORDER BY erasure_id DESC LIMIT ?",
                        this::read,
                        max)
                : jdbc.query(
                        "SELECT * FROM timelines_erasure WHERE workspace_id = ?"
                                + " ORDER BY erasure_id DESC LIMIT ?",
                        this::read,
                        workspaceId,
                        max);
    }

    private Erasure read(ResultSet row, int number) throws SQLException {
        long done = row.getLong("done_at_ms");
        return new Erasure(
                row.getInt("erasure_id"),
                row.getInt("workspace_id"),
                row.getString("member"),
                Instant.ofEpochMilli(row.getLong("asked_at_ms")),
                Subject.Kind.valueOf(row.getString("kind")),
                row.getString("subject_hash"),
                row.getInt("events"),
                row.getInt("deliveries"),
                row.getInt("attempts"),
                done == 0 ? null : Instant.ofEpochMilli(done));
    }
}
