package io.github.cameltimelines.hub.webhook;

/** How many attempts at a subscription's deliveries failed one after the other. Thread-safe. */
@FunctionalInterface
public interface ErrorCounts {

    /** Since its last success; 0 also for one that had no attempt. */
    int of(int subscriptionId);
}
