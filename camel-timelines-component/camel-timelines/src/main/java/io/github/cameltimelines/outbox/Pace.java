package io.github.cameltimelines.outbox;

import io.github.cameltimelines.subscription.HttpSettings;
import io.github.cameltimelines.subscription.RetrySchedule;

/**
 * How fast and how often deliveries of one subscription are tried. Where several nodes share a
 * queue each takes its part of both bounds.
 *
 * @param retrySchedule waits between the attempts
 * @param concurrency attempts at once at the most
 * @param ratePerSecond attempts in a second at the most; 0 for no limit
 */
public record Pace(RetrySchedule retrySchedule, int concurrency, int ratePerSecond) {

    public Pace {
        if (concurrency < 1) {
            throw new IllegalArgumentException(
                    "concurrentConsumers is " + concurrency + "; it must be 1 or more");
        }
        if (ratePerSecond < 0) {
            throw new IllegalArgumentException("ratePerSecond is negative: " + ratePerSecond);
        }
    }

    static Pace of(HttpSettings http) {
        return new Pace(http.retrySchedule(), http.concurrency(), http.ratePerSecond());
    }

    int concurrencyOf(int nodes) {
        return Math.max(1, concurrency / nodes);
    }
}
