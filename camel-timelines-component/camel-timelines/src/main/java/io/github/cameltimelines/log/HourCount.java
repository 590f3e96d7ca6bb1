package io.github.cameltimelines.log;

import java.time.Instant;

/**
 * Attempts of a subscription in one hour.
 *
 * @param from the hour begins then (UTC)
 * @param attempts failed ones included
 */
public record HourCount(Instant from, int attempts, int failures) {}
