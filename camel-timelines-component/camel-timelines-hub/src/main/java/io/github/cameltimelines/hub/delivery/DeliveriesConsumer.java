package io.github.cameltimelines.hub.delivery;

import io.github.cameltimelines.TimelinesConstants;
import io.github.cameltimelines.delivery.Answer;
import io.github.cameltimelines.delivery.Attempt;
import io.github.cameltimelines.outbox.Outbox;
import io.github.cameltimelines.outbox.QueueSettings;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Suspendable;
import org.apache.camel.support.DefaultConsumer;

/**
 * Feeds the route {@code timelines-deliver} with the attempts that are due. While the route is
 * suspended or stopped, deliveries wait in the ledger.
 */
final class DeliveriesConsumer extends DefaultConsumer implements Suspendable {

    private static final long STOP_MS = 30_000;
    private static final int THREADS = 4; // they only begin attempts

    private ExecutorService workers;
    private boolean serving;

    DeliveriesConsumer(DeliveriesEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
    }

    private Outbox outbox() {
        return ((DeliveriesEndpoint) getEndpoint()).timelines().pipeline().outbox();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        workers =
                getEndpoint()
                        .getCamelContext()
                        .getExecutorServiceManager()
                        .newFixedThreadPool(this, "timelines-deliver", THREADS);
        serve();
    }

    @Override
    protected void doSuspend() throws Exception {
        unserve();
        super.doSuspend();
    }

    @Override
    protected void doResume() throws Exception {
        super.doResume();
        serve();
    }

    @Override
    protected void doStop() throws Exception {
        unserve();
        getEndpoint().getCamelContext().getExecutorServiceManager().shutdownGraceful(workers);
        super.doStop();
    }

    private void serve() throws Exception {
        outbox().serveHttp(QueueSettings.http(this::deliver, workers));
        serving = true;
    }

    private void unserve() throws InterruptedException {
        if (serving) {
            serving = false;
            outbox().unserveHttp(STOP_MS);
        }
    }

    private void deliver(Attempt attempt, java.util.function.Consumer<Answer> answer) {
        long began = System.nanoTime();
        Exchange exchange = createExchange(false);
        exchange.setProperty(DeliveriesEndpoint.ATTEMPT, attempt);
        exchange.getMessage().setBody(attempt.event());
        exchange.getMessage().setHeader(TimelinesConstants.EVENT_TYPE, attempt.event().type());
        exchange.getMessage().setHeader(TimelinesConstants.EVENT_ID, attempt.event().id());
        exchange.getMessage().setHeader(TimelinesConstants.ATTEMPT, attempt.number());
        getAsyncProcessor()
                .process(
                        exchange,
                        doneSync -> {
                            Answer given = answerOf(exchange, began);
                            releaseExchange(exchange, false);
                            answer.accept(given);
                        });
    }

    private static Answer answerOf(Exchange exchange, long began) {
        Answer given = exchange.getProperty(DeliveriesEndpoint.ANSWER, Answer.class);
        if (given != null) {
            return given;
        }
        Exception failure =
                exchange.getProperty(
                        Exchange.EXCEPTION_CAUGHT, exchange.getException(), Exception.class);
        return Answer.failed(
                "the route timelines-deliver made no attempt"
                        + (failure == null ? "" : ": " + failure.getClass().getName()),
                Duration.ofNanos(System.nanoTime() - began));
    }
}
