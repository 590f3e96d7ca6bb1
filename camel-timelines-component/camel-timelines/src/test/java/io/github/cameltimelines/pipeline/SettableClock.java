package io.github.cameltimelines.pipeline;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The system's clock, and as far ahead of it or behind it as a test wants. */
final class SettableClock extends Clock {

    private final Halts halts;
    private volatile Duration ahead = Duration.ZERO;

    SettableClock(Halts halts) {
        this.halts = halts;
    }

    void jump(Duration by) {
        ahead = ahead.plus(by);
    }

    @Override
    public Instant instant() {
        halts.pass(Halts.Point.CLOCK);
        return Instant.now().plus(ahead);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("there is one zone");
    }
}
