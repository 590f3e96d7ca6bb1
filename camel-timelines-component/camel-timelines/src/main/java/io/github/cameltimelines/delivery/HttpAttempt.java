package io.github.cameltimelines.delivery;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt over HTTP, from {@link #start} to its one answer, whoever comes first: the
 * destination, a failure, the deadline, or the end of this node.
 *
 * <p>If a connection that had served before turns out to be dead before anything of the request was
 * handed to it, nobody can have seen the request, and it is sent once more on another connection.
 * As soon as a byte may have left, the failure is reported: it is for the schedule to decide.
 */
final class HttpAttempt {

    private static final Logger LOG = LoggerFactory.getLogger(HttpDestination.class);

    private final Attempt attempt;
    private final HttpPlan plan;
    private final HttpConnections connections;
    private final Clock clock;
    private final Consumer<HttpAttempt> over;
    private final Consumer<Answer> answer;
    private final long began = System.nanoTime();
    private final AtomicBoolean answered = new AtomicBoolean();
    private final byte[] body;
    private volatile Exchange exchange;
    private boolean secondTime;

    /**
     * @param over is told when the attempt needs no watching any more
     */
    HttpAttempt(
            Attempt attempt,
            HttpPlan plan,
            byte[] body,
            HttpConnections connections,
            Clock clock,
            Consumer<HttpAttempt> over,
            Consumer<Answer> answer) {
        this.attempt = attempt;
        this.plan = plan;
        this.connections = connections;
        this.clock = clock;
        this.over = over;
        this.answer = answer;
        this.body = body;
        exchange = exchange();
    }

    private Exchange exchange() {
        return new Exchange(
                this,
                connections,
                plan,
                plan.request(attempt, body, clock.instant().getEpochSecond()),
                body);
    }

    void start() {
        exchange.begin(HttpConnections.timeout(left()));
    }

    private long left() {
        return plan.timeoutMs() - (System.nanoTime() - began) / 1_000_000;
    }

    /** The deadline is one for all: lookup, connection, TLS, request, head and body. */
    void checkDeadline() {
        if (left() <= 0) {
            end("no whole answer within " + plan.timeoutMs() + " ms");
        }
    }

    void abandon() {
        end("this node stopped");
    }

    /** From the event loop: the answer is there, or as much of it as is read. */
    void answered(Exchange of, boolean reusable) {
        Response response = of.response();
        if (of == exchange && claim()) {
            finish(of, reusable, response.isSuccess() ? null : response.statusLine());
        } else {
            of.end(false);
        }
    }

    /** From anywhere: no answer will come on that connection. */
    void failed(Exchange of, Exception cause) {
        if (of != exchange || answered.get()) {
            of.end(false);
            return;
        }
        if (of.wasReused()
                && of.progress() == Exchange.Progress.BEFORE
                && !secondTime
                && left() > 0) {
            secondTime = true;
            of.end(false);
            exchange = exchange();
            start();
            if (answered.get()) {
                exchange.end(false);
            }
            return;
        }
        end(FailureText.of(cause));
    }

    private void end(String why) {
        if (claim()) {
            Exchange last = exchange; // read after the claim: none begins after it
            finish(last, false, last.progress().words() + ": " + why);
        }
    }

    private boolean claim() {
        return answered.compareAndSet(false, true);
    }

    private void finish(Exchange of, boolean reusable, String error) {
        // The connection first: who gets the answer may want it for the next attempt.
        try {
            of.end(reusable);
        } catch (RuntimeException e) { // and an answer in any case
            LOG.warn("Giving back a connection failed: {}", e.getClass().getName());
        }
        over.accept(this);
        Response response = of.response();
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        Integer status = response == null ? null : response.status();
        log(error, status, took);
        try {
            answer.accept(
                    new Answer(
                            error == null,
                            status,
                            error,
                            took,
                            response == null ? null : response.text(),
                            response == null ? null : response.retryAfter(clock.instant())));
        } catch (RuntimeException | Error e) { // the event loop has other connections to serve
            LOG.error("Taking the answer of an attempt failed: {}", e.getClass().getName());
        }
    }

    /** Neither the URL, which may hold a token, nor what the destination sent. */
    private void log(String error, Integer status, Duration took) {
        if (error == null) {
            LOG.debug(
                    "delivered: event={} type={} subscription={} attempt={} host={} status={} tookMs={}",
                    attempt.event().id(),
                    attempt.event().type(),
                    attempt.subscription().id(),
                    attempt.number(),
                    plan.host().ascii(),
                    status,
                    took.toMillis());
        } else {
            LOG.info(
                    "delivery failed: event={} type={} subscription={} attempt={} host={} status={} tookMs={}"
                            + " failure={}",
                    attempt.event().id(),
                    attempt.event().type(),
                    attempt.subscription().id(),
                    attempt.number(),
                    plan.host().ascii(),
                    status,
                    took.toMillis(),
                    error.startsWith("HTTP") ? "status" : error);
        }
    }
}
