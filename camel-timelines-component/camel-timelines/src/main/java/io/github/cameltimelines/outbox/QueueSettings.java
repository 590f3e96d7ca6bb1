package io.github.cameltimelines.outbox;

import io.github.cameltimelines.delivery.Destination;
import io.github.cameltimelines.subscription.RetrySchedule;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.Executor;

/**
 * How the deliveries of a queue are made.
 *
 * @param destination where they go
 * @param retrySchedule waits between the attempts
 * @param concurrency attempts at once at the most
 * @param executor runs the attempts
 * @param capacity deliveries in memory at the most; the others wait in the ledger
 * @param capacityBytes their payloads in memory at the most
 */
public record QueueSettings(
        Destination destination,
        RetrySchedule retrySchedule,
        int concurrency,
        Executor executor,
        int capacity,
        long capacityBytes) {

    /** 5,000 deliveries of 1 KB are 5 MB. */
    public static final int DEFAULT_CAPACITY = 5_000;

    public static final long DEFAULT_CAPACITY_BYTES = 32L << 20;

    public QueueSettings {
        if (concurrency < 1) {
            throw new IllegalArgumentException(
                    "concurrentConsumers is " + concurrency + "; it must be 1 or more");
        }
    }

    /** No retry is later than that: one that seems to be was set by a clock that has gone back. */
    Duration longestWait() {
        return retrySchedule.waits().stream()
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO)
                .multipliedBy(2);
    }
}
