package io.github.cameltimelines.outbox;

import io.github.cameltimelines.delivery.Answer;
import io.github.cameltimelines.delivery.Attempt;
import io.github.cameltimelines.delivery.Verdict;
import io.github.cameltimelines.outbox.Settlement.Kind;
import io.github.cameltimelines.subscription.RetrySchedule;
import io.github.cameltimelines.subscription.Subscription;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Makes the attempts at the ready deliveries of a queue, some at once. Its state is guarded by its
 * queue; the attempts run outside of it.
 */
final class Attempts {

    private final DeliveryQueue queue;
    private final QueueSettings settings;
    private final Holdings holdings;
    private final Outbox outbox;
    private int inFlight;

    Attempts(DeliveryQueue queue, QueueSettings settings, Holdings holdings, Outbox outbox) {
        this.queue = queue;
        this.settings = settings;
        this.holdings = holdings;
        this.outbox = outbox;
    }

    int inFlight() {
        return inFlight;
    }

    /** Begins as many as may run. */
    void dispatch() {
        Delivery next;
        while (holdings.isServing()
                && inFlight < settings.concurrency()
                && (next = holdings.lineup.nextReady()) != null) {
            Delivery begins = next;
            Subscription to = next.channel().subscription();
            if (to == null || next.isErased()) {
                drop(next);
                continue;
            }
            inFlight++;
            try {
                settings.executor().execute(() -> attempt(begins, to));
            } catch (RejectedExecutionException e) {
                inFlight--; // the context stops; release() gives it back
                holdings.channels.notBegun(begins);
                return;
            }
        }
    }

    private void drop(Delivery delivery) {
        outbox.settle(new Settlement(queue, delivery, Kind.DROPPED, 0, null));
        holdings.lineup.finished(delivery, false);
        holdings.channels.ended(delivery);
    }

    private void attempt(Delivery delivery, Subscription to) {
        int attempt = delivery.attempts() + 1;
        if (attempt == 1) {
            outbox.begun(delivery);
        }
        AtomicBoolean answered = new AtomicBoolean();
        Consumer<Answer> once =
                answer -> {
                    if (answered.compareAndSet(false, true)) {
                        finished(delivery, answer);
                    }
                };
        long began = System.nanoTime();
        try {
            settings.destination().deliver(new Attempt(delivery.event(), attempt, to), once);
        } catch (RuntimeException | Error e) { // or its lane would wait for ever
            once.accept(
                    Answer.failed(
                            e.getClass().getName(), Duration.ofNanos(System.nanoTime() - began)));
        }
    }

    private RetrySchedule retrySchedule(Delivery delivery) {
        synchronized (queue) {
            return delivery.channel().pace().retrySchedule();
        }
    }

    private void finished(Delivery delivery, Answer answer) {
        delivery.countAttempt();
        RetrySchedule schedule = retrySchedule(delivery);
        Verdict verdict =
                delivery.subscription().isHttp()
                        ? Verdict.of(
                                answer,
                                delivery.attemptsOfSchedule(),
                                schedule,
                                ThreadLocalRandom.current().nextDouble())
                        : Verdict.of(answer, delivery.attemptsOfSchedule(), schedule);
        Settlement settlement = outbox.settlement(queue, delivery, answer, verdict);
        boolean again;
        synchronized (queue) {
            inFlight--;
            // Asked under the monitor, or an answer that repeats an erased event could be logged.
            Settlement told = delivery.isErased() ? settlement.erased() : settlement;
            again = told.kind() == Kind.RETRY;
            outbox.settle(told);
            holdings.lineup.finished(
                    delivery, again && holdings.partitions().owns(delivery.lane()));
            holdings.channels.ended(delivery);
            dispatch();
        }
        if (again) {
            outbox.wakeClaimerAt(settlement.turn());
        }
    }
}
