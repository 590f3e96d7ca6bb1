package io.github.cameltimelines;

import io.github.cameltimelines.delivery.Answer;
import io.github.cameltimelines.inbox.HttpAnswer;
import io.github.cameltimelines.model.Event;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** The routes that run inside one webhook call, and its answer: once all have ended, or in time. */
final class InCall {

    /** How long routes may run inside a call; TimelinesAI gives up after 5 s. */
    static final Duration LIMIT = Duration.ofSeconds(4);

    private final Duration limit;
    private final ScheduledExecutorService timer;
    private final Consumer<HttpAnswer> answer;
    private final AtomicBoolean answered = new AtomicBoolean();
    private final AtomicInteger running = new AtomicInteger(1);
    private volatile boolean failed;

    InCall(Duration limit, ScheduledExecutorService timer, Consumer<HttpAnswer> answer) {
        this.limit = limit;
        this.timer = timer;
        this.answer = answer;
    }

    void run(ServedRoute route, Event event) {
        ExecutorService workers = route.workers();
        if (!route.runs() || workers == null) {
            finish(HttpAnswer.unavailable("the route is not running"));
            return;
        }
        running.incrementAndGet();
        try {
            workers.execute(() -> deliver(route, event));
        } catch (RejectedExecutionException e) {
            finish(HttpAnswer.unavailable("the route is stopping"));
        }
    }

    private void deliver(ServedRoute route, Event event) {
        if (answered.get()) {
            return; // it was told to come again, and would find the event done twice
        }
        route.deliverOnce(event, this::ended);
    }

    /** To be called once after the last {@link #run}. */
    void allBegun() {
        if (running.get() > 1) {
            timer.schedule(
                    () ->
                            finish(
                                    HttpAnswer.unavailable(
                                            "the route takes longer than "
                                                    + limit.toMillis()
                                                    + " ms")),
                    limit.toMillis(),
                    TimeUnit.MILLISECONDS);
        }
        oneLess();
    }

    private void ended(Answer end) {
        failed |= !end.delivered();
        oneLess();
    }

    private void oneLess() {
        if (running.decrementAndGet() == 0) {
            finish(failed ? HttpAnswer.routeFailed() : HttpAnswer.OK);
        }
    }

    private void finish(HttpAnswer with) {
        if (answered.compareAndSet(false, true)) {
            answer.accept(with);
        }
    }
}
