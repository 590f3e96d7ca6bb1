package io.github.cameltimelines.outbox;

/**
 * A bound on attempts per second by a token bucket, on the monotonic clock. It holds what comes in
 * 50 ms, and one at least: a burst is small, and a timer that is late costs no tokens. Not
 * thread-safe.
 */
final class TokenBucket {

    private static final double BURST_SECONDS = 0.05;

    private final double perNano;
    private final double capacity;
    private double tokens;
    private long filledAt;

    TokenBucket(double perSecond, long nanos) {
        perNano = perSecond / 1e9;
        capacity = Math.max(1, perSecond * BURST_SECONDS);
        tokens = capacity;
        filledAt = nanos;
    }

    boolean tryTake(long nanos) {
        fill(nanos);
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }

    /** How long until there is a token; at least 1. */
    long nanosToNext(long nanos) {
        fill(nanos);
        return Math.max(1, (long) Math.ceil((1 - tokens) / perNano));
    }

    private void fill(long nanos) {
        tokens = Math.min(capacity, tokens + (nanos - filledAt) * perNano);
        filledAt = nanos;
    }
}
