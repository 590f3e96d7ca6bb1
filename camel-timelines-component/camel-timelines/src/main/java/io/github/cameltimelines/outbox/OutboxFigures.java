package io.github.cameltimelines.outbox;

import io.github.cameltimelines.log.AttemptRecord.Outcome;
import io.github.cameltimelines.log.Timings;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/** Counts what a node does with deliveries. Thread-safe. */
public final class OutboxFigures {

    final LongAdder created = new LongAdder();
    final LongAdder replayed = new LongAdder();
    private final LongAdder delivered = new LongAdder();
    private final LongAdder retried = new LongAdder();
    private final LongAdder givenUp = new LongAdder();
    private volatile Timings timings = Timings.NONE;

    OutboxFigures() {}

    /** Tells from now on how long deliveries take. */
    public void tell(Timings to) {
        timings = to;
    }

    void begun(Duration since) {
        timings.begun(Math.max(0, since.toNanos()));
    }

    void attempted(Outcome outcome, Duration took) {
        switch (outcome) {
            case DELIVERED -> delivered.increment();
            case RETRY -> retried.increment();
            case GIVEN_UP -> givenUp.increment();
        }
        timings.attempted(took.toNanos());
    }

    /** Deliveries made of events. */
    public long created() {
        return created.sum();
    }

    /** Deliveries that replays made due again, or made. */
    public long replayed() {
        return replayed.sum();
    }

    /** Attempts that succeeded. */
    public long delivered() {
        return delivered.sum();
    }

    /** Attempts that failed and are followed by another. */
    public long retried() {
        return retried.sum();
    }

    /** Attempts that failed and were the last. */
    public long givenUp() {
        return givenUp.sum();
    }
}
