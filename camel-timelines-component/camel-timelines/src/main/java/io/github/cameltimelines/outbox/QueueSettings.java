package io.github.cameltimelines.outbox;

import io.github.cameltimelines.delivery.Destination;
import io.github.cameltimelines.subscription.RetrySchedule;
import io.github.cameltimelines.subscription.Subscription;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * How the deliveries of a queue are made.
 *
 * @param destination where they go
 * @param pace of the deliveries of one subscription
 * @param concurrency attempts at once at the most, of all subscriptions together
 * @param executor begins the attempts; must not run them on the caller's thread
 * @param capacity deliveries in memory at the most; the others wait in the ledger
 * @param capacityBytes their payloads in memory at the most; one that several share counts once
 */
public record QueueSettings(
        Destination destination,
        Function<Subscription, Pace> pace,
        int concurrency,
        Executor executor,
        int capacity,
        long capacityBytes) {

    /** 5,000 deliveries of 1 KB are 5 MB. */
    public static final int DEFAULT_CAPACITY = 5_000;

    public static final long DEFAULT_CAPACITY_BYTES = 32L << 20;

    /** Of all HTTP destinations together: a socket each. */
    public static final int DEFAULT_HTTP_CONCURRENCY = 2_000;

    /** A few hundred bytes each, besides the payloads, which deliveries of an event share. */
    public static final int DEFAULT_HTTP_CAPACITY = 64_000;

    /** Of a queue that only one subscription has, as that of a route. */
    public QueueSettings(
            Destination destination,
            RetrySchedule retrySchedule,
            int concurrency,
            Executor executor,
            int capacity,
            long capacityBytes) {
        this(
                destination,
                always(new Pace(retrySchedule, concurrency, 0)),
                concurrency,
                executor,
                capacity,
                capacityBytes);
    }

    private static Function<Subscription, Pace> always(Pace pace) {
        return subscription -> pace;
    }

    /** Of the queue that all HTTP destinations share, each with the pace of its settings. */
    public static QueueSettings http(Destination destination, Executor executor) {
        return new QueueSettings(
                destination,
                subscription -> Pace.of(subscription.http()),
                DEFAULT_HTTP_CONCURRENCY,
                executor,
                DEFAULT_HTTP_CAPACITY,
                DEFAULT_CAPACITY_BYTES);
    }
}
