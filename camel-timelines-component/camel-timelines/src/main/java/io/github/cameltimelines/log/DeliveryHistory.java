package io.github.cameltimelines.log;

import io.github.cameltimelines.ledger.EventIds;
import io.github.cameltimelines.ledger.Ledger;
import io.github.cameltimelines.ledger.TimeOrderedIds;
import io.github.cameltimelines.log.DeliveryView.Status;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;

/**
 * Events, deliveries and attempts, newest first. A page goes back over at most {@link #SCAN_MAX}
 * rows of each table in the order of their ids, whatever it is asked for: what a filter lets
 * through seldom takes several pages, and no page is slow. No index is written for it but the one
 * of a delivery's attempts. Thread-safe.
 */
public final class DeliveryHistory {

    /** Rows that a page goes back over. */
    public static final int SCAN_MAX = 5_000;

    /** One that was delivered is in the log only, with all its attempts. */
    private static final String DELIVERED =
            """
            SELECT a.delivery_id, a.event_id, e.event_type, e.chat_id, a.subscription_id, a.attempts
            FROM (SELECT delivery_id, event_id, subscription_id, MAX(attempt) AS attempts, MIN(outcome) AS outcome
                  FROM (SELECT delivery_id, event_id, subscription_id, attempt, outcome FROM timelines_attempt
                        WHERE delivery_id >= ? AND delivery_id < ? ORDER BY delivery_id DESC, attempt_id DESC LIMIT ?) r
                  GROUP BY delivery_id, event_id, subscription_id) a
            """;

    private static final String OPEN =
            """
            SELECT a.delivery_id, a.event_id, e.event_type, e.chat_id, a.subscription_id, a.attempts, a.holder, a.turn,
                   a.resent_after
            FROM (SELECT delivery_id, event_id, subscription_id, attempts, holder, turn, queue, resent_after
                  FROM timelines_delivery
                  WHERE delivery_id >= ? AND delivery_id < ? ORDER BY delivery_id DESC LIMIT ?) a
            """;

    /** One that is resent is owed again and not delivered. */
    private static final String NOT_OPEN =
            " AND NOT EXISTS (SELECT 1 FROM timelines_delivery d WHERE d.delivery_id = a.delivery_id)";

    private static final String EVENT =
            " JOIN timelines_event e ON e.event_id = a.event_id WHERE e.workspace_id = ?";

    private static final String LAST_READ =
            "SELECT MIN(id) FROM (SELECT %1$s AS id FROM %2$s WHERE %1$s >= ? AND %1$s < ? ORDER BY %1$s DESC"
                    + " LIMIT ?) a HAVING COUNT(*) = ?";

    private static final String OWED =
            "SELECT COUNT(CASE WHEN holder <> -1 THEN 1 END), COUNT(CASE WHEN holder = -1 THEN 1 END),"
                    + " MIN(CASE WHEN holder = 0 AND attempts > 0 THEN turn END) FROM timelines_delivery"
                    + " WHERE queue = 0 AND subscription_id = ?";
    private static final int LEISURE_S = 5;

    private final JdbcTemplate jdbc;
    private final JdbcTemplate atLeisure;

    /**
     * What one subscription is owed.
     *
     * @param waiting deliveries that are still to be made
     * @param givenUp deliveries that are tried no more, but kept
     * @param nextTry when one is tried again, perhaps some time ago already; null where none waits
     *     for that
     */
    public record Owed(int waiting, int givenUp, Instant nextTry) {}

    public DeliveryHistory(Ledger ledger) {
        jdbc = new JdbcTemplate(ledger.dataSource());
        atLeisure = new JdbcTemplate(ledger.dataSource());
        atLeisure.setQueryTimeout(LEISURE_S);
    }

    /** The attempts of a delivery, the first one first. */
    public List<LoggedAttempt> attempts(long deliveryId) {
        return jdbc.query(
                "SELECT a.attempt_id, a.delivery_id, a.event_id, e.event_type, a.attempt, a.outcome, a.status,"
                        + " a.duration_ms, a.error FROM timelines_attempt a LEFT JOIN timelines_event e"
                        + " ON e.event_id = a.event_id WHERE a.delivery_id = ? ORDER BY a.attempt_id",
                SubscriptionFigures::logged,
                deliveryId);
    }

    /**
     * What a webhook is owed. Reads all that is owed over HTTP, so ask seldom.
     *
     * @throws org.springframework.dao.QueryTimeoutException if that is too much for a few seconds
     */
    public Owed owed(int subscriptionId) {
        return atLeisure.queryForObject(
                OWED,
                (row, number) ->
                        new Owed(
                                row.getInt(1),
                                row.getInt(2),
                                row.getObject(3) == null
                                        ? null
                                        : Instant.ofEpochMilli(row.getLong(3))),
                subscriptionId);
    }

    /**
     * Deliveries, the newest first.
     *
     * @param before of the page before; null for the first
     * @param limit items at the most
     */
    public Slice<DeliveryView> deliveries(HistoryFilter filter, Long before, int limit) {
        Bounds bounds = Bounds.of(filter, before);
        boolean delivered = filter.status() == null || filter.status() == Status.DELIVERED;
        boolean open = filter.status() != Status.DELIVERED;
        long end =
                Math.max(
                        delivered ? lastRead("timelines_attempt", "delivery_id", bounds) : 0,
                        open ? lastRead("timelines_delivery", "delivery_id", bounds) : 0);
        // Rows of one delivery must not be cut in two by the end of what is read of its attempts.
        Bounds read = new Bounds(Math.max(bounds.from(), end), bounds.before());
        NavigableMap<Long, DeliveryView> found = new TreeMap<>(Comparator.reverseOrder());
        if (open) { // first, so that one that is delivered meanwhile is found all the same
            for (DeliveryView view :
                    select(
                            OPEN,
                            " AND a.queue >= 0" + DeliveryRow.where(filter.status(), "a"),
                            filter,
                            read,
                            limit,
                            DeliveryRow::open)) {
                found.put(view.deliveryId(), view);
            }
        }
        if (delivered) {
            for (DeliveryView view :
                    select(
                            DELIVERED,
                            " AND a.outcome = "
                                    + AttemptRecord.Outcome.DELIVERED.ordinal()
                                    + (open ? "" : NOT_OPEN),
                            filter,
                            read,
                            limit,
                            DeliveryRow::delivered)) {
                found.putIfAbsent(view.deliveryId(), view);
            }
        }
        List<DeliveryView> items = found.values().stream().limit(limit).toList();
        return slice(items, found.size() >= limit, DeliveryView::deliveryId, end);
    }

    /** Events, the newest first. */
    public Slice<EventView> events(HistoryFilter filter, Long before, int limit) {
        Bounds bounds = Bounds.of(filter, before);
        long end = lastRead("timelines_event", "event_id", bounds);
        List<Object> parameters =
                new ArrayList<>(List.of(bounds.from(), bounds.before(), SCAN_MAX));
        parameters.add(filter.workspaceId());
        String sql =
                "SELECT e.event_id, e.event_type, e.chat_id FROM (SELECT event_id, workspace_id, event_type, chat_id"
                        + " FROM timelines_event WHERE event_id >= ? AND event_id < ? ORDER BY event_id DESC LIMIT ?) e"
                        + " WHERE e.workspace_id = ?"
                        + ofEvent(filter, parameters)
                        + " ORDER BY e.event_id DESC LIMIT ?";
        parameters.add(limit);
        List<EventView> items = jdbc.query(sql, DeliveryHistory::event, parameters.toArray());
        return slice(items, items.size() >= limit, EventView::id, end);
    }

    private <T> List<T> select(
            String rows,
            String condition,
            HistoryFilter filter,
            Bounds bounds,
            int limit,
            RowMapper<T> mapper) {
        List<Object> parameters =
                new ArrayList<>(List.of(bounds.from(), bounds.before(), SCAN_MAX));
        parameters.add(filter.workspaceId());
        String owed = ofDelivery(filter, parameters);
        String sql =
                rows
                        + EVENT
                        + condition
                        + owed
                        + ofEvent(filter, parameters)
                        + " ORDER BY a.delivery_id DESC LIMIT ?";
        parameters.add(limit);
        return jdbc.query(sql, mapper, parameters.toArray());
    }

    static String ofDelivery(HistoryFilter filter, List<Object> parameters) {
        String sql = "";
        if (filter.subscriptionId() != null) {
            sql += " AND a.subscription_id = ?";
            parameters.add(filter.subscriptionId());
        }
        if (filter.eventId() != null) {
            sql += " AND a.event_id = ?";
            parameters.add(filter.eventId());
        }
        return sql;
    }

    static String ofEvent(HistoryFilter filter, List<Object> parameters) {
        String sql = "";
        if (filter.eventType() != null) {
            sql += " AND e.event_type = ?";
            parameters.add(filter.eventType());
        }
        if (filter.chatId() != null) {
            sql += " AND e.chat_id = ?";
            parameters.add(filter.chatId());
        }
        return sql;
    }

    /** The id down to which a page reads; 0 when it reads all there is. */
    private long lastRead(String table, String id, Bounds bounds) {
        return jdbc
                .queryForList(
                        LAST_READ.formatted(id, table),
                        Long.class,
                        bounds.from(),
                        bounds.before(),
                        SCAN_MAX,
                        SCAN_MAX)
                .stream()
                .findFirst()
                .orElse(0L);
    }

    private static <T> Slice<T> slice(List<T> items, boolean full, ToLongFunction<T> id, long end) {
        Long next = end == 0 ? null : Long.valueOf(end);
        return new Slice<>(
                items, full ? Long.valueOf(id.applyAsLong(items.get(items.size() - 1))) : next);
    }

    /** From that id on, below that one. */
    private record Bounds(long from, long before) {
        static Bounds of(HistoryFilter filter, Long before) {
            long end = before == null ? Long.MAX_VALUE : before;
            long begin = filter.from() == null ? 0 : TimeOrderedIds.firstOf(filter.from());
            if (filter.eventId() != null) { // no delivery is older than its event
                begin =
                        Math.max(
                                begin,
                                TimeOrderedIds.firstOf(TimeOrderedIds.timeOf(filter.eventId())));
            }
            return new Bounds(
                    begin,
                    filter.to() == null ? end : Math.min(end, TimeOrderedIds.firstOf(filter.to())));
        }
    }

    private static EventView event(ResultSet row, int number) throws SQLException {
        long id = row.getLong(1);
        return new EventView(
                id,
                TimeOrderedIds.timeOf(id),
                EventIds.format(id),
                row.getString(2),
                row.getString(3));
    }
}
