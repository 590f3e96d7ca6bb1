package io.github.cameltimelines.inbox;

import io.github.cameltimelines.inbox.Acceptance.Duplicate;
import io.github.cameltimelines.inbox.Acceptance.Stored;
import io.github.cameltimelines.inbox.Acceptance.Unavailable;
import io.github.cameltimelines.log.Timings;
import java.util.concurrent.atomic.LongAdder;

/** Answers calls and counts the answers. Thread-safe. */
final class CountedAnswers {

    final LongAdder accepted = new LongAdder();
    final LongAdder duplicates = new LongAdder();
    final LongAdder malformed = new LongAdder();
    final LongAdder unavailable = new LongAdder();
    volatile Timings timings = Timings.NONE;
    volatile StoredListener stored = (at, workspaceId, events) -> {};

    void stored(Arrival arrival) {
        accepted.increment();
        arrival.answer(new Stored(arrival.event.id()));
        timings.accepted(System.nanoTime() - arrival.since);
    }

    void duplicate(Arrival arrival) {
        duplicates.increment();
        arrival.answer(new Duplicate());
        timings.accepted(System.nanoTime() - arrival.since);
    }

    /** Unless the caller has its answer. */
    void refuse(Arrival arrival, String reason) {
        if (!arrival.isAnswered()) {
            unavailable.increment();
            arrival.answer(new Unavailable(reason));
        }
    }
}
