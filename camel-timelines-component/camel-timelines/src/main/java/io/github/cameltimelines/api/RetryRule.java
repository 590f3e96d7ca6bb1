package io.github.cameltimelines.api;

import java.time.Duration;
import java.util.Optional;

/**
 * How long to wait before the next try of a call, and when to give up. TimelinesAI asks for 1, 2,
 * 4, 8 and 16 s ("Rate limits"). Pure: the caller brings the random number.
 *
 * @param maxAttempts tries in all, the first included; default 6 (five waits, 31 s); 1 is no retry
 * @param firstWait before the second try; doubled each time; default 1 s
 * @param maxWait the most that we wait between two tries; default 60 s. If TimelinesAI asks for
 *     more, the call fails at once with its {@code retryAfter}, as parking a route for hours helps
 *     nobody
 */
public record RetryRule(int maxAttempts, Duration firstWait, Duration maxWait) {

    /** Six tries, waits of 1, 2, 4, 8 and 16 s. */
    public static final RetryRule DEFAULT =
            new RetryRule(6, Duration.ofSeconds(1), Duration.ofSeconds(60));

    private static final double JITTER = 0.2;

    /**
     * @throws IllegalArgumentException if there is no try at all or a wait is negative
     */
    public RetryRule {
        if (maxAttempts < 1) {
            throw new IllegalArgumentException("maxAttempts must be 1 or more: " + maxAttempts);
        }
        if (firstWait.isNegative() || maxWait.isNegative()) {
            throw new IllegalArgumentException("waits between tries must not be negative");
        }
    }

    /**
     * The wait before the next try, or empty to give up: our own back-off with ±20 % jitter, or
     * what TimelinesAI asked for, whichever is later.
     *
     * @param attempt the try that just failed, from 1
     * @param random from 0 (inclusive) to 1
     */
    Optional<Duration> waitAfter(int attempt, Optional<Duration> retryAfter, double random) {
        if (attempt >= maxAttempts) {
            return Optional.empty();
        }
        if (retryAfter.isPresent() && retryAfter.get().compareTo(maxWait) > 0) {
            return Optional.empty();
        }
        double factor = Math.pow(2, Math.min(attempt - 1, 30)) * (1 + JITTER * (2 * random - 1));
        double millis = Math.min(firstWait.toMillis() * factor, maxWait.toMillis());
        Duration backOff = Duration.ofMillis((long) millis);
        return Optional.of(
                retryAfter.filter(asked -> asked.compareTo(backOff) > 0).orElse(backOff));
    }
}
