package io.github.cameltimelines.log;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What happened in a workspace in one minute.
 *
 * @param from the minute begins then (UTC)
 * @param events new ones that were stored; repetitions are not counted
 * @param delivered attempts that delivered
 * @param failures attempts that failed, whether they are tried again or not
 * @param duration of all these attempts together, to the millisecond
 */
public record MinuteCount(
        Instant from, int events, int delivered, int failures, Duration duration) {

    /** Failed ones included. */
    public int attempts() {
        return delivered + failures;
    }

    /** The mean time of an attempt, to its answer or its failure; empty when there was none. */
    public Optional<Duration> meanAnswer() {
        return attempts() == 0 ? Optional.empty() : Optional.of(duration.dividedBy(attempts()));
    }

    static MinuteCount none(Instant from) {
        return new MinuteCount(from, 0, 0, 0, Duration.ZERO);
    }
}
