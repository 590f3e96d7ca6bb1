package io.github.cameltimelines.inbox;

import io.github.cameltimelines.fanout.Owed;
import io.github.cameltimelines.model.Event;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One event on its way into the ledger, and the caller who waits for it. */
final class Arrival {

    private static final Logger LOG = LoggerFactory.getLogger(Arrival.class);

    final long eventId;
    final int workspaceId;
    final Event event;
    final UUID key;
    final Duration window;
    final Owed owed;
    final long since = System.nanoTime();
    private final Consumer<Acceptance> answer;
    private final AtomicBoolean answered = new AtomicBoolean();

    Arrival(
            long eventId,
            int workspaceId,
            Event event,
            UUID key,
            Duration window,
            Owed owed,
            Consumer<Acceptance> answer) {
        this.eventId = eventId;
        this.workspaceId = workspaceId;
        this.event = event;
        this.key = key;
        this.window = window;
        this.owed = owed;
        this.answer = answer;
    }

    /** Answers the caller, unless that was done before. Never throws: others wait behind it. */
    void answer(Acceptance acceptance) {
        if (answered.compareAndSet(false, true)) {
            try {
                answer.accept(acceptance);
            } catch (RuntimeException e) {
                LOG.warn("A caller could not be answered: {}", e.toString());
            }
        }
    }

    boolean isAnswered() {
        return answered.get();
    }
}
