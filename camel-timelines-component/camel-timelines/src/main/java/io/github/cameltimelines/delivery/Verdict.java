package io.github.cameltimelines.delivery;

import io.github.cameltimelines.subscription.RetrySchedule;
import java.time.Duration;

/** What becomes of a delivery after an attempt. */
public sealed interface Verdict {

    /** The destination has it; it is no longer owed. */
    record Delivered() implements Verdict {}

    /** Another attempt after {@code pause}. */
    record RetryAfter(Duration pause) implements Verdict {}

    /** No further attempt by itself; kept for a resend. */
    record GivenUp() implements Verdict {}

    /** Decides by the answer and the schedule. */
    static Verdict of(Answer answer, int attempt, RetrySchedule schedule) {
        if (answer.delivered()) {
            return new Delivered();
        }
        return schedule.waitAfter(attempt).<Verdict>map(RetryAfter::new).orElseGet(GivenUp::new);
    }
}
