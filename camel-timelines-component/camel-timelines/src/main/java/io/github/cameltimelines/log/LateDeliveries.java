package io.github.cameltimelines.log;

import io.github.cameltimelines.ledger.TimeOrderedIds;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * Leads from an event to the deliveries that were made of it later: by a resend to another webhook,
 * by a replay, by a fan-out that had to wait. Those that are made with their event, nearly all, are
 * found beside it by their ids, so that no delivery pays for an index.
 */
public final class LateDeliveries {

    /** Made so soon after their event, deliveries count as made with it. */
    static final Duration WITH_EVENT = Duration.ofMinutes(1);

    private static final String INSERT =
            "INSERT INTO timelines_late_delivery (event_id, delivery_id) VALUES (?, ?)";

    /** A delivery that has just been made. */
    public record Made(long eventId, long deliveryId) {
        private boolean isLate() {
            return deliveryId >= withEventTo(eventId);
        }
    }

    private LateDeliveries() {}

    /** The first id of a delivery that was not made with that event. */
    static long withEventTo(long eventId) {
        return TimeOrderedIds.firstOf(TimeOrderedIds.timeOf(eventId).plus(WITH_EVENT));
    }

    /** Notes the late ones among them, in the transaction that inserts them. */
    public static void note(Connection connection, List<Made> made) throws SQLException {
        List<Made> late = made.stream().filter(Made::isLate).toList();
        if (late.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (Made one : late) {
                insert.setLong(1, one.eventId());
                insert.setLong(2, one.deliveryId());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }
}
