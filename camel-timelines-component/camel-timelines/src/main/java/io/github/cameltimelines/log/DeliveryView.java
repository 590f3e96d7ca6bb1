package io.github.cameltimelines.log;

import java.time.Instant;

/**
 * A delivery as it stands.
 *
 * @param acceptedAt when it was made
 * @param eventId public form
 * @param chatId null where the event has none
 * @param attempts made so far
 * @param nextAttemptAt while it waits for a retry; null else
 * @param resentAfter how many attempts it had when it was last resent; 0 for never, and once it was
 *     delivered
 */
public record DeliveryView(
        long deliveryId,
        Instant acceptedAt,
        String eventId,
        String eventType,
        String chatId,
        int subscriptionId,
        Status status,
        int attempts,
        Instant nextAttemptAt,
        int resentAfter) {

    /** What became of it. */
    public enum Status {
        /** Not tried yet, or not since it was resent. */
        PENDING,
        /** Failed and is tried again. */
        RETRYING,
        /** Not tried again by itself. */
        GIVEN_UP,
        /** Owed no longer; listed for as long as its attempts are kept. */
        DELIVERED
    }
}
