package io.github.cameltimelines.log;

import io.github.cameltimelines.ledger.Dialect;
import io.github.cameltimelines.ledger.HeldConnection;
import io.github.cameltimelines.ledger.Ledger;
import io.github.cameltimelines.ledger.LedgerUnavailableException;
import io.github.cameltimelines.ledger.TimeOrderedIds;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Alerts that were claimed and are still to be told. Each becomes an event first, and is then told
 * by the one node that holds it; those of one subscription in their order. What a node holds that
 * is gone from the table of nodes, any other may take: within the lease, and without comparing
 * clocks. Thread-safe.
 */
public final class UntoldAlerts {

    private static final String SELECT =
            "SELECT alert_id, subscription_id, recovered, tries FROM timelines_alert a WHERE ";

    private static final String FREE =
            """
            published AND due_ms <= ?
            AND (holder = 0 OR holder = ? OR NOT EXISTS (SELECT 1 FROM timelines_node n WHERE n.node_id = a.holder))
            AND NOT EXISTS (SELECT 1 FROM timelines_alert b
                            WHERE b.subscription_id = a.subscription_id AND b.alert_id < a.alert_id)
            ORDER BY due_ms, alert_id LIMIT 1\
            """;

    private final Ledger ledger;
    private final JdbcTemplate jdbc;

    /**
     * What an owner is to be told of a subscription.
     *
     * @param recovered whether it has recovered; else it fails
     * @param tries how often it was begun to be told
     */
    public record Alert(long id, int subscriptionId, boolean recovered, int tries) {
        /** When it was claimed. */
        public Instant at() {
            return TimeOrderedIds.timeOf(id);
        }
    }

    public UntoldAlerts(Ledger ledger) {
        this.ledger = ledger;
        jdbc = new JdbcTemplate(ledger.dataSource());
    }

    static void add(JdbcTemplate in, long id, int subscriptionId, boolean recovered) {
        in.update(
                "INSERT INTO timelines_alert (alert_id, subscription_id, recovered, published, tries,"
                        + " holder, due_ms) VALUES (?, ?, ?, FALSE, 0, 0, 0)",
                id,
                subscriptionId,
                recovered);
    }

    /** Those that are events already need not be told any more: a newer one says all of it. */
    static void replace(JdbcTemplate in, int subscriptionId) {
        in.update(
                "DELETE FROM timelines_alert WHERE subscription_id = ? AND published",
                subscriptionId);
    }

    /** Those that are no events yet, the oldest first. */
    public List<Alert> unpublished() {
        return jdbc.query(SELECT + "NOT published ORDER BY alert_id", UntoldAlerts::read);
    }

    /** It is an event now, and may be told. */
    public void published(Alert alert) {
        update("UPDATE timelines_alert SET published = TRUE WHERE alert_id = ?", alert.id());
    }

    /**
     * Takes the next that is due, for this node to tell it: another node gets it only once this one
     * is gone. What this node has taken before and neither told nor put off, it gets again.
     */
    public Optional<Alert> take(Instant now) {
        if (free(jdbc, "", now).isEmpty()) {
            return Optional.empty(); // nearly always, and without a commit
        }
        String locked = ledger.dialect() == Dialect.POSTGRESQL ? " FOR UPDATE SKIP LOCKED" : "";
        return transact(
                in -> {
                    Optional<Alert> free = free(in, locked, now);
                    free.ifPresent(
                            alert ->
                                    in.update(
                                            "UPDATE timelines_alert SET holder = ?, tries = tries + 1"
                                                    + " WHERE alert_id = ?",
                                            ledger.node(),
                                            alert.id()));
                    return free.map(UntoldAlerts::begun);
                });
    }

    private Optional<Alert> free(JdbcTemplate in, String locked, Instant now) {
        return in
                .query(
                        SELECT + FREE + locked,
                        UntoldAlerts::read,
                        now.toEpochMilli(),
                        ledger.node())
                .stream()
                .findFirst();
    }

    private static Alert begun(Alert alert) {
        return new Alert(alert.id(), alert.subscriptionId(), alert.recovered(), alert.tries() + 1);
    }

    /** It was told, or there is nobody to tell it to: whoever holds it, it is done. */
    public void told(Alert alert) {
        update("DELETE FROM timelines_alert WHERE alert_id = ?", alert.id());
    }

    /** It could not be told; any node may try from then on. */
    public void putOff(Alert alert, Instant until) {
        update(
                "UPDATE timelines_alert SET holder = 0, due_ms = ? WHERE alert_id = ? AND holder = ?",
                until.toEpochMilli(),
                alert.id(),
                ledger.node());
    }

    /** Gives up what was claimed before that; answers it to the one caller who did. */
    public List<Alert> giveUp(Instant before) {
        return jdbc
                .query(
                        SELECT + "alert_id < ? ORDER BY alert_id",
                        UntoldAlerts::read,
                        TimeOrderedIds.firstOf(before))
                .stream()
                .filter(old -> update("DELETE FROM timelines_alert WHERE alert_id = ?", old.id()))
                .toList();
    }

    private boolean update(String sql, Object... parameters) {
        return transact(in -> in.update(sql, parameters) == 1);
    }

    /** In one transaction, on the disk when this returns: what was told is not told again. */
    <R> R transact(Function<JdbcTemplate, R> work) {
        try (HeldConnection connection = ledger.holdSynced()) {
            return connection.transact(
                    open ->
                            work.apply(
                                    new JdbcTemplate(new SingleConnectionDataSource(open, true))));
        } catch (SQLException e) {
            throw new LedgerUnavailableException(
                    "The alerts cannot be changed: " + e.getMessage(), e);
        }
    }

    private static Alert read(ResultSet row, int number) throws SQLException {
        return new Alert(row.getLong(1), row.getInt(2), row.getBoolean(3), row.getInt(4));
    }
}
