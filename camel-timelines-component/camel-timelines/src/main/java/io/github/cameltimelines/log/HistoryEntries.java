package io.github.cameltimelines.log;

import io.github.cameltimelines.ledger.EventIds;
import io.github.cameltimelines.ledger.Ledger;
import io.github.cameltimelines.ledger.SqlArrays;
import io.github.cameltimelines.ledger.TimeOrderedIds;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;

/** One event or one delivery, with all that is known of it. Thread-safe. */
public final class HistoryEntries {

    private static final String OPEN =
            "SELECT d.delivery_id, d.event_id, e.event_type, e.chat_id, d.subscription_id, d.attempts, d.holder,"
                    + " d.turn, d.resent_after FROM %s d LEFT JOIN timelines_event e ON e.event_id = d.event_id"
                    + " WHERE d.queue >= 0 AND %s";

    private static final String DELIVERED =
            "SELECT a.delivery_id, a.event_id, e.event_type, e.chat_id, a.subscription_id, a.attempts FROM (SELECT"
                    + " delivery_id, event_id, subscription_id, MAX(attempt) AS attempts, MIN(outcome) AS outcome"
                    + " FROM %s d WHERE %s GROUP BY delivery_id, event_id, subscription_id) a"
                    + " LEFT JOIN timelines_event e ON e.event_id = a.event_id WHERE a.outcome = "
                    + AttemptRecord.Outcome.DELIVERED.ordinal();

    private static final String LISTED = "d.delivery_id = ANY(?)";
    private static final String OF_WORKSPACE = " AND e.workspace_id = ?";

    private static final String LATEST =
            "SELECT a.attempt_id, a.delivery_id, a.event_id, NULL, a.attempt, a.outcome, a.status, a.duration_ms,"
                    + " a.error FROM timelines_attempt a JOIN (SELECT MAX(d.attempt_id) AS last FROM"
                    + " timelines_attempt d WHERE d.delivery_id = ANY(?) GROUP BY d.delivery_id) l"
                    + " ON a.attempt_id = l.last";

    private static final String BY_ID = "d.delivery_id = ?";
    private static final String OF_EVENT = "d.event_id = ?";
    private static final String LATE =
            "d.delivery_id IN (SELECT delivery_id FROM timelines_late_delivery WHERE event_id = ?)";
    private static final String MADE_THEN =
            "(SELECT * FROM %s WHERE delivery_id >= ? AND delivery_id < ? ORDER BY delivery_id LIMIT ?)";

    /**
     * An event as it was received.
     *
     * @param payload the bytes; none once it was erased
     */
    public record StoredEvent(EventView view, int workspaceId, byte[] payload) {}

    private final JdbcTemplate jdbc;

    public HistoryEntries(Ledger ledger) {
        jdbc = new JdbcTemplate(ledger.dataSource());
    }

    /** Empty when it is not kept, or no more. */
    public Optional<StoredEvent> event(long eventId) {
        return jdbc
                .query(
                        "SELECT event_type, chat_id, workspace_id, payload FROM timelines_event WHERE event_id = ?",
                        (row, number) ->
                                new StoredEvent(
                                        new EventView(
                                                eventId,
                                                TimeOrderedIds.timeOf(eventId),
                                                EventIds.format(eventId),
                                                row.getString(1),
                                                row.getString(2)),
                                        row.getInt(3),
                                        row.getBytes(4)),
                        eventId)
                .stream()
                .findFirst();
    }

    /** Whether an event is kept, and was not erased. */
    public boolean isKept(long eventId) {
        return !jdbc.queryForList(
                        "SELECT event_id FROM timelines_event WHERE event_id = ?"
                                + " AND OCTET_LENGTH(payload) > 0",
                        Long.class,
                        eventId)
                .isEmpty();
    }

    /** The workspace of an event; empty when the event is not kept, or no more. */
    public Optional<Integer> workspaceOf(long eventId) {
        return jdbc
                .queryForList(
                        "SELECT workspace_id FROM timelines_event WHERE event_id = ?",
                        Integer.class,
                        eventId)
                .stream()
                .findFirst();
    }

    /**
     * Owed, given up or delivered; its event may be gone, and has no type then. Empty also when its
     * subscription was deleted before it was delivered.
     */
    public Optional<DeliveryView> delivery(long deliveryId) {
        Optional<DeliveryView> open = open(deliveryId);
        if (open.isPresent()) {
            return open;
        }
        Optional<DeliveryView> delivered =
                jdbc
                        .query(
                                DELIVERED.formatted("timelines_attempt", BY_ID),
                                DeliveryRow::delivered,
                                deliveryId)
                        .stream()
                        .findFirst();
        return delivered.isPresent() ? delivered : open(deliveryId); // resent in between
    }

    private Optional<DeliveryView> open(long id) {
        String sql = OPEN.formatted("timelines_delivery", BY_ID);
        return jdbc.query(sql, DeliveryRow::open, id).stream().findFirst();
    }

    /**
     * Of those deliveries, the ones of the workspace, the newest first. Not those whose event is
     * not kept any more.
     *
     * @param ids as many as are worth one query
     */
    public List<DeliveryView> deliveries(int workspaceId, List<Long> ids) {
        Object[] which = {SqlArrays.bigints(ids), workspaceId};
        NavigableMap<Long, DeliveryView> found = new TreeMap<>(Comparator.reverseOrder());
        find("%s", LISTED, OF_WORKSPACE, which, found);
        return List.copyOf(found.values());
    }

    /** The latest attempt of each of those deliveries that was tried, by the delivery. */
    public Map<Long, LoggedAttempt> latestAttempts(List<Long> deliveryIds) {
        Map<Long, LoggedAttempt> latest = new HashMap<>();
        if (!deliveryIds.isEmpty()) {
            jdbc.query(LATEST, SubscriptionFigures::logged, SqlArrays.bigints(deliveryIds))
                    .forEach(attempt -> latest.put(attempt.deliveryId(), attempt));
        }
        return latest;
    }

    /** Its attempts, the first one first, with what was answered. */
    public List<LoggedAnswer> attempts(long deliveryId) {
        return jdbc.query(
                "SELECT a.attempt_id, a.delivery_id, a.event_id, e.event_type, a.attempt, a.outcome, a.status,"
                        + " a.duration_ms, a.error, a.response FROM timelines_attempt a LEFT JOIN timelines_event e"
                        + " ON e.event_id = a.event_id WHERE a.delivery_id = ? ORDER BY a.attempt_id",
                (row, number) ->
                        new LoggedAnswer(
                                SubscriptionFigures.logged(row, number), row.getString(10)),
                deliveryId);
    }

    /**
     * The deliveries of an event, the first one first. Those made in the minute after it came are
     * found in {@link DeliveryHistory#SCAN_MAX} rows, for no index leads to them; the later ones by
     * {@link LateDeliveries}.
     */
    public List<DeliveryView> deliveriesOf(long eventId) {
        Object[] which = {
            TimeOrderedIds.firstOf(TimeOrderedIds.timeOf(eventId)),
            LateDeliveries.withEventTo(eventId),
            DeliveryHistory.SCAN_MAX,
            eventId
        };
        NavigableMap<Long, DeliveryView> found = new TreeMap<>();
        find(MADE_THEN, OF_EVENT, "", which, found);
        find("%s", LATE, "", new Object[] {eventId}, found);
        return List.copyOf(found.values());
    }

    /** Owed ones first, so that one that is delivered meanwhile is found all the same. */
    private void find(
            String rows, String where, String and, Object[] which, Map<Long, DeliveryView> found) {
        String open = OPEN.formatted(rows.formatted("timelines_delivery"), where) + and;
        String delivered = DELIVERED.formatted(rows.formatted("timelines_attempt"), where) + and;
        jdbc.query(open, DeliveryRow::open, which)
                .forEach(view -> found.put(view.deliveryId(), view));
        jdbc.query(delivered, DeliveryRow::delivered, which)
                .forEach(view -> found.putIfAbsent(view.deliveryId(), view));
    }
}
