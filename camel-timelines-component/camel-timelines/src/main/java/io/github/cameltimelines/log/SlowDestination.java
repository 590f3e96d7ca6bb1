package io.github.cameltimelines.log;

import java.time.Duration;

/**
 * How long the destination of a subscription took to answer in this hour and the one before.
 *
 * @param subscriptionId whose destination, a URL or a route
 * @param attempts failed ones included; one at least
 * @param meanAnswer of all attempts, to the answer or the failure; that of a timeout is its limit
 */
public record SlowDestination(
        int subscriptionId, long attempts, long failures, Duration meanAnswer) {}
