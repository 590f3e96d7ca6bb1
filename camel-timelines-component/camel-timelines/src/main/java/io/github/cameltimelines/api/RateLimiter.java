package io.github.cameltimelines.api;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Spaces out the calls that use one token: {@code burst} at once, then {@code ratePerSecond} evenly
 * (a token bucket in its equivalent form with one time stamp, known as the generic cell rate
 * algorithm, ITU-T I.371). Nobody waits in here: {@link #reserve()} books a slot and says how long
 * the caller has to wait for it, holding a lock for a few instructions only.
 *
 * <p>It also remembers what TimelinesAI said last, as a throttled token is throttled for everybody:
 * {@link #pause} moves all later slots back, and {@link #succeededWithin} lets a 403 be told apart
 * from one that means "not allowed". Thread-safe; the clock is {@link System#nanoTime}-like.
 */
public final class RateLimiter {

    private final LongSupplier nanoClock;
    private long nanosPerCall;
    private long burstNanos;
    private long nextFree;
    private long lastSuccess;
    private boolean anySuccess;

    /**
     * @param ratePerSecond calls per second in the long run; above 0
     * @param burst calls that may go out at once after a pause; 1 or more
     */
    public RateLimiter(double ratePerSecond, int burst, LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        this.nextFree = nanoClock.getAsLong();
        apply(ratePerSecond, burst);
    }

    /** Takes the stricter of the present and the given settings: the token is shared. */
    synchronized void restrict(double ratePerSecond, int burst) {
        long calls = burstNanos / nanosPerCall + 1;
        apply(Math.min(ratePerSecond, 1e9 / nanosPerCall), (int) Math.min(burst, calls));
    }

    private void apply(double ratePerSecond, int burst) {
        if (!(ratePerSecond > 0) || burst < 1) {
            throw new IllegalArgumentException(
                    "rateLimit must be above 0 and rateLimitBurst 1 or more");
        }
        nanosPerCall = Math.max(1, Math.round(1e9 / ratePerSecond));
        burstNanos = nanosPerCall * (burst - 1L);
    }

    /** Books the next slot. The caller must wait so long before it calls. */
    public synchronized Duration reserve() {
        long now = nanoClock.getAsLong();
        // The theoretical arrival time never lies further back than now: idle time earns no more
        // than one burst.
        nextFree = nextFree - now < 0 ? now : nextFree;
        long wait = Math.max(0, nextFree - burstNanos - now);
        nextFree += nanosPerCall;
        return Duration.ofNanos(wait);
    }

    /** TimelinesAI asked to slow down: no slot before this time has gone by. */
    public synchronized void pause(Duration time) {
        long until = nanoClock.getAsLong() + time.toNanos() + burstNanos;
        if (until - nextFree > 0) {
            nextFree = until;
        }
    }

    synchronized void succeeded() {
        lastSuccess = nanoClock.getAsLong();
        anySuccess = true;
    }

    synchronized boolean succeededWithin(Duration time) {
        return anySuccess && nanoClock.getAsLong() - lastSuccess <= time.toNanos();
    }
}
