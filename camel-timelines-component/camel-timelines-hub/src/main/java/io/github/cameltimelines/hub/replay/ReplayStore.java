package io.github.cameltimelines.hub.replay;

import io.github.cameltimelines.hub.replay.Replay.State;
import io.github.cameltimelines.ledger.HeldConnection;
import io.github.cameltimelines.ledger.Ledger;
import io.github.cameltimelines.ledger.LedgerUnavailableException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * The table of replays. What the API changes is on the disk when it is answered. The node that
 * works on a replay holds it; what a dead node held is another's for the taking, as everywhere by
 * the table of nodes. Thread-safe.
 */
final class ReplayStore {

    private static final String SELECT =
            "SELECT replay_id, workspace_id, member, wish, state, place, end_place, resent, skipped, error,"
                    + " ended_at_ms FROM timelines_replay WHERE ";

    private final Ledger ledger;
    private final JdbcTemplate jdbc;

    ReplayStore(Ledger ledger) {
        this.ledger = ledger;
        jdbc = new JdbcTemplate(ledger.dataSource());
    }

    private int change(String sql, Object... values) {
        try (HeldConnection connection = ledger.holdSynced()) {
            return connection.transact(open -> in(open).update(sql, values));
        } catch (SQLException e) {
            throw new LedgerUnavailableException("The replays cannot be changed", e);
        }
    }

    private static JdbcTemplate in(Connection connection) {
        return new JdbcTemplate(new SingleConnectionDataSource(connection, true));
    }

    // ---- for the API

    void insert(Replay replay) {
        change(
                "INSERT INTO timelines_replay (replay_id, workspace_id, member, wish, state, holder, place,"
                        + " end_place, resent, skipped) VALUES (?, ?, ?, ?, ?, 0, ?, ?, 0, 0)",
                replay.id(),
                replay.workspaceId(),
                replay.member(),
                replay.wish(),
                replay.state().name(),
                replay.place(),
                replay.end());
    }

    /** Of a workspace, the newest first. */
    List<Replay> before(int workspaceId, Long before, int limit) {
        return jdbc.query(
                SELECT + "workspace_id = ? AND replay_id < ? ORDER BY replay_id DESC LIMIT ?",
                ReplayStore::read,
                workspaceId,
                before == null ? Long.MAX_VALUE : before,
                limit);
    }

    Optional<Replay> byId(int workspaceId, long id) {
        return jdbc
                .query(
                        SELECT + "workspace_id = ? AND replay_id = ?",
                        ReplayStore::read,
                        workspaceId,
                        id)
                .stream()
                .findFirst();
    }

    int unfinished(int workspaceId) {
        Integer count =
                jdbc.queryForObject(
                        "SELECT COUNT(*) FROM timelines_replay WHERE workspace_id = ?"
                                + " AND state IN ('RUNNING', 'PAUSED')",
                        Integer.class,
                        workspaceId);
        return count == null ? 0 : count;
    }

    /** Answers whether it was in that state. */
    boolean change(int workspaceId, long id, State from, State to, Instant now) {
        boolean ends = to == State.CANCELLED;
        return change(
                        "UPDATE timelines_replay SET state = ?, ended_at_ms = ? WHERE workspace_id = ?"
                                + " AND replay_id = ? AND state = ?",
                        to.name(),
                        ends ? now.toEpochMilli() : null,
                        workspaceId,
                        id,
                        from.name())
                == 1;
    }

    // ---- for the runner

    boolean anyRunning() {
        return !jdbc.queryForList(
                        "SELECT replay_id FROM timelines_replay WHERE state = 'RUNNING' LIMIT 1",
                        Long.class)
                .isEmpty();
    }

    /** Takes what nobody works on, and answers what this node works on now. */
    List<Replay> adopt(Connection connection) {
        JdbcTemplate in = in(connection);
        in.update(
                "UPDATE timelines_replay SET holder = ? WHERE state = 'RUNNING' AND holder <> ?"
                        + " AND holder NOT IN (SELECT node_id FROM timelines_node)",
                ledger.node(),
                ledger.node());
        return in.query(
                SELECT + "state = 'RUNNING' AND holder = ? ORDER BY replay_id",
                ReplayStore::read,
                ledger.node());
    }

    /**
     * Says how far it has come; locks it until the end of the transaction.
     *
     * @return false if it is not as it was: paused, ended, or another node's
     */
    boolean advance(Connection connection, Replay replay, long place) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement(
                        "UPDATE timelines_replay SET place = ? WHERE replay_id = ? AND place = ? AND holder = ?"
                                + " AND state = 'RUNNING'")) {
            update.setLong(1, place);
            update.setLong(2, replay.id());
            update.setLong(3, replay.place());
            update.setInt(4, ledger.node());
            return update.executeUpdate() == 1;
        }
    }

    /** Counts what it did in the same transaction. */
    void count(Connection connection, Replay replay, Instant now) {
        boolean done = replay.place() >= replay.end();
        in(connection)
                .update(
                        "UPDATE timelines_replay SET resent = ?, skipped = ?, state = ?, ended_at_ms = ?"
                                + " WHERE replay_id = ?",
                        replay.resent(),
                        replay.skipped(),
                        (done ? State.DONE : State.RUNNING).name(),
                        done ? now.toEpochMilli() : null,
                        replay.id());
    }

    void fail(long id, String error, Instant now) {
        change(
                "UPDATE timelines_replay SET state = 'FAILED', error = ?, ended_at_ms = ? WHERE replay_id = ?"
                        + " AND holder = ? AND state = 'RUNNING'",
                error,
                now.toEpochMilli(),
                id,
                ledger.node());
    }

    void deleteEndedBefore(Instant time) {
        change(
                "DELETE FROM timelines_replay WHERE state IN ('DONE', 'CANCELLED', 'FAILED') AND ended_at_ms < ?",
                time.toEpochMilli());
    }

    private static Replay read(ResultSet row, int number) throws SQLException {
        Long ended = row.getObject(11, Long.class);
        return new Replay(
                row.getLong(1),
                row.getInt(2),
                row.getString(3),
                row.getString(4),
                State.valueOf(row.getString(5)),
                row.getLong(6),
                row.getLong(7),
                row.getLong(8),
                row.getLong(9),
                row.getString(10),
                ended == null ? null : Instant.ofEpochMilli(ended));
    }
}
