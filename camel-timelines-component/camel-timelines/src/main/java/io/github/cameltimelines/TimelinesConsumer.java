package io.github.cameltimelines;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Suspendable;
import org.apache.camel.support.DefaultConsumer;

/**
 * Feeds a route with the events it asked for: from the ledger, with retries, or ({@code
 * ack=processed}) inside the webhook call.
 *
 * <p>While the route is suspended or stopped its events wait in the ledger, and webhook calls are
 * still answered: the door stays open until the route is removed or the context stops.
 */
public class TimelinesConsumer extends DefaultConsumer implements Suspendable {

    private final ServedRoute served;

    TimelinesConsumer(TimelinesEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        served = new ServedRoute(endpoint, getAsyncProcessor(), new OwnExchanges());
    }

    @Override
    public TimelinesEndpoint getEndpoint() {
        return (TimelinesEndpoint) super.getEndpoint();
    }

    /** The name its deliveries wait under; null before it was started. */
    public String subscriptionName() {
        return served.isStored() ? served.name() : null;
    }

    private Entrances entrances() {
        return getEndpoint().getComponent().entrances();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        served.start(getRoute());
        if (!served.needsEntrance()) {
            return;
        }
        try {
            entrances().enterShared(served);
        } catch (Exception e) {
            served.stop();
            throw e;
        }
    }

    @Override
    protected void doSuspend() throws Exception {
        served.suspend();
        super.doSuspend();
    }

    @Override
    protected void doResume() throws Exception {
        super.doResume();
        served.resume();
    }

    @Override
    protected void doStop() throws Exception {
        try {
            served.stop();
        } finally {
            entrances().stopped(served);
            super.doStop();
        }
    }

    @Override
    protected void doShutdown() throws Exception {
        entrances().leave(served);
        super.doShutdown();
    }

    private final class OwnExchanges implements ServedRoute.Exchanges {
        @Override
        public Exchange create() {
            return createExchange(false);
        }

        @Override
        public void release(Exchange exchange) {
            releaseExchange(exchange, false);
        }
    }
}
