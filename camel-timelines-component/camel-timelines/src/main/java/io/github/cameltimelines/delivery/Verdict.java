package io.github.cameltimelines.delivery;

import io.github.cameltimelines.subscription.RetrySchedule;
import java.time.Duration;
import java.util.Optional;

/** What becomes of a delivery after an attempt. */
public sealed interface Verdict {

    /** So that one bad header cannot park a delivery for days. */
    Duration RETRY_AFTER_MAX = Duration.ofHours(1);

    /** The destination has it; it is no longer owed. */
    record Delivered() implements Verdict {}

    /** Another attempt after {@code pause}. */
    record RetryAfter(Duration pause) implements Verdict {}

    /** No further attempt by itself; kept for a resend. */
    record GivenUp() implements Verdict {}

    /** Decides by the answer and the schedule to the letter, as for routes. */
    static Verdict of(Answer answer, int attempt, RetrySchedule schedule) {
        return of(answer, attempt, schedule, 0.5);
    }

    /**
     * Decides by the answer and the schedule, whose wait is made up to 20 % shorter or longer: what
     * failed together must not come back together. If the destination asked for a longer wait, that
     * one counts, up to {@link #RETRY_AFTER_MAX}; it gets no more attempts by that. 410 is given up
     * at once.
     *
     * @param attempt the number of the one answered; the first is 1
     * @param random from 0 for the shortest wait to 1 for the longest; 0.5 for the schedule's own
     */
    static Verdict of(Answer answer, int attempt, RetrySchedule schedule, double random) {
        if (answer.delivered()) {
            return new Delivered();
        }
        Optional<Duration> wait = schedule.waitAfter(attempt);
        if (answer.isGone() || wait.isEmpty()) {
            return new GivenUp();
        }
        Duration asked = answer.retryAfter() == null ? Duration.ZERO : answer.retryAfter();
        return new RetryAfter(
                longer(jittered(wait.get(), random), shorter(asked, RETRY_AFTER_MAX)));
    }

    private static Duration jittered(Duration wait, double random) {
        return Duration.ofMillis(Math.round(wait.toMillis() * (0.8 + 0.4 * random)));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
