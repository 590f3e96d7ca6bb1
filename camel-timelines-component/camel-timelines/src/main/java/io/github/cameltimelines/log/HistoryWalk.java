package io.github.cameltimelines.log;

import io.github.cameltimelines.ledger.Ledger;
import io.github.cameltimelines.ledger.SqlArrays;
import io.github.cameltimelines.log.DeliveryView.Status;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;

/**
 * Goes through deliveries or events from the oldest on, for a replay: a part at a time, each of a
 * bounded number of rows, however little of them a filter lets through. What was erased is not
 * found. Thread-safe.
 */
public final class HistoryWalk {

    /** Rows of each table that a part goes over. */
    static final int STEP = 1_000;

    /** Events of a part: their payloads come with them. */
    static final int EVENTS = 32;

    private static final String OPEN =
            "SELECT a.delivery_id, a.event_id, e.event_type, e.chat_id, a.subscription_id, a.attempts, a.holder, a.turn,"
                    + " a.resent_after, OCTET_LENGTH(e.payload) FROM timelines_delivery a JOIN timelines_event e"
                    + " ON e.event_id = a.event_id WHERE a.queue >= 0 AND %s"
                    + " AND OCTET_LENGTH(e.payload) > 0 AND e.workspace_id = ?";

    private static final String DELIVERED =
            "SELECT a.delivery_id, a.event_id, e.event_type, e.chat_id, a.subscription_id, a.attempts,"
                    + " OCTET_LENGTH(e.payload) FROM (SELECT a.delivery_id, a.event_id, a.subscription_id,"
                    + " MAX(a.attempt) AS attempts, MIN(a.outcome) AS outcome FROM timelines_attempt a WHERE %s"
                    + " GROUP BY a.delivery_id, a.event_id, a.subscription_id) a JOIN timelines_event e"
                    + " ON e.event_id = a.event_id WHERE a.outcome = "
                    + AttemptRecord.Outcome.DELIVERED.ordinal()
                    + " AND OCTET_LENGTH(e.payload) > 0 AND e.workspace_id = ?";

    private static final String BETWEEN = "a.delivery_id > ? AND a.delivery_id <= ?";
    private static final String LISTED = "a.delivery_id = ANY(?)";

    private static final String LAST_OF_STEP =
            "SELECT MAX(id) FROM (SELECT %1$s AS id FROM %2$s WHERE %1$s > ? AND %1$s <= ? ORDER BY %1$s LIMIT "
                    + STEP
                    + ") a HAVING COUNT(*) = "
                    + STEP;

    /**
     * A delivery that was found.
     *
     * @param eventId the number behind the public form
     * @param bytes of the payload
     */
    public record Found(DeliveryView view, long eventId, int bytes) {}

    /**
     * An event that was found.
     *
     * @param payload as received
     */
    public record FoundEvent(long eventId, String chatId, byte[] payload) {}

    /**
     * What was found in a part.
     *
     * @param to up to that id all has been gone over
     */
    public record Part<T>(List<T> found, long to) {}

    private final JdbcTemplate jdbc;

    public HistoryWalk(Ledger ledger) {
        jdbc = new JdbcTemplate(ledger.dataSource());
    }

    /**
     * The next deliveries behind that id, the oldest first; none that is pending.
     *
     * @param filter its times do not matter
     * @param to the last id that is wanted
     */
    public Part<Found> deliveries(HistoryFilter filter, long after, long to) {
        boolean delivered = filter.status() == null || filter.status() == Status.DELIVERED;
        boolean open = filter.status() != Status.DELIVERED;
        long end = to;
        if (delivered) {
            end = Math.min(end, lastOfStep("timelines_attempt", "delivery_id", after, to));
        }
        if (open) {
            end = Math.min(end, lastOfStep("timelines_delivery", "delivery_id", after, to));
        }
        return new Part<>(select(filter, BETWEEN, after, end), end);
    }

    /** Of those deliveries, what is the workspace's and not pending; the oldest first. */
    public List<Found> deliveries(int workspaceId, List<Long> ids) {
        return select(HistoryFilter.all(workspaceId), LISTED, SqlArrays.bigints(ids));
    }

    private List<Found> select(HistoryFilter filter, String which, Object... bounds) {
        NavigableMap<Long, Found> found = new TreeMap<>();
        if (filter.status() != Status.DELIVERED) {
            String status = DeliveryRow.where(filter.status(), "a");
            query(OPEN.formatted(which) + status, filter, HistoryWalk::open, bounds)
                    .forEach(one -> found.put(one.view().deliveryId(), one));
        }
        if (filter.status() == null || filter.status() == Status.DELIVERED) {
            query(DELIVERED.formatted(which), filter, HistoryWalk::delivered, bounds)
                    .forEach(one -> found.putIfAbsent(one.view().deliveryId(), one));
        }
        return found.values().stream()
                .filter(one -> one.view().status() != Status.PENDING)
                .toList();
    }

    private <T> List<T> query(
            String sql, HistoryFilter filter, RowMapper<T> mapper, Object... bounds) {
        List<Object> parameters = new ArrayList<>(List.of(bounds));
        parameters.add(filter.workspaceId());
        String conditions =
                DeliveryHistory.ofDelivery(filter, parameters)
                        + DeliveryHistory.ofEvent(filter, parameters);
        return jdbc.query(sql + conditions, mapper, parameters.toArray());
    }

    /**
     * The next events behind that id, the oldest first, with their payloads.
     *
     * @param filter its times do not matter
     * @param to the last id that is wanted
     */
    public Part<FoundEvent> events(HistoryFilter filter, long after, long to) {
        long end = lastOfStep("timelines_event", "event_id", after, to);
        List<Object> parameters = new ArrayList<>(List.of(after, end, filter.workspaceId()));
        String sql =
                "SELECT e.event_id, e.chat_id, e.payload FROM timelines_event e WHERE e.event_id > ?"
                        + " AND e.event_id <= ? AND OCTET_LENGTH(e.payload) > 0 AND e.workspace_id = ?"
                        + DeliveryHistory.ofEvent(filter, parameters)
                        + " ORDER BY e.event_id LIMIT "
                        + EVENTS;
        List<FoundEvent> found = jdbc.query(sql, HistoryWalk::event, parameters.toArray());
        boolean cut = found.size() == EVENTS;
        return new Part<>(found, cut ? found.get(EVENTS - 1).eventId() : end);
    }

    /** Of those events, what is the workspace's; the oldest first. */
    public List<FoundEvent> events(int workspaceId, List<Long> ids) {
        return jdbc.query(
                "SELECT e.event_id, e.chat_id, e.payload FROM timelines_event e WHERE e.event_id = ANY(?)"
                        + " AND OCTET_LENGTH(e.payload) > 0 AND e.workspace_id = ? ORDER BY e.event_id",
                HistoryWalk::event,
                SqlArrays.bigints(ids),
                workspaceId);
    }

    private long lastOfStep(String table, String id, long after, long to) {
        return jdbc.queryForList(LAST_OF_STEP.formatted(id, table), Long.class, after, to).stream()
                .findFirst()
                .orElse(to);
    }

    private static Found open(ResultSet row, int number) throws SQLException {
        return new Found(DeliveryRow.open(row, number), row.getLong(2), row.getInt(10));
    }

    private static Found delivered(ResultSet row, int number) throws SQLException {
        return new Found(DeliveryRow.delivered(row, number), row.getLong(2), row.getInt(7));
    }

    private static FoundEvent event(ResultSet row, int number) throws SQLException {
        return new FoundEvent(row.getLong(1), row.getString(2), row.getBytes(3));
    }
}
