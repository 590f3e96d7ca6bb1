package io.github.cameltimelines.hub.flow;

import org.apache.camel.Endpoint;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSentEvent;
import org.apache.camel.support.EventNotifierSupport;

/** Hears of what is sent to somebody outside, in routes and in the kamelets that they use. */
final class SentNotifier extends EventNotifierSupport {

    SentNotifier() {
        setIgnoreCamelContextEvents(true);
        setIgnoreCamelContextInitEvents(true);
        setIgnoreRouteEvents(true);
        setIgnoreServiceEvents(true);
        setIgnoreStepEvents(true);
        setIgnoreExchangeCreatedEvent(true);
        setIgnoreExchangeCompletedEvent(true);
        setIgnoreExchangeFailedEvents(true);
        setIgnoreExchangeRedeliveryEvents(true);
        // Sending is not ignored: Camel tells what was sent only where somebody heard of it before.
    }

    @Override
    public void notify(CamelEvent event) {
        if (event instanceof ExchangeSentEvent sent && isOutside(sent.getEndpoint())) {
            FlowCount.sent(sent.getExchange());
        }
    }

    /** Camel takes a kamelet for somebody outside; it is a part of the flow. */
    private static boolean isOutside(Endpoint endpoint) {
        return endpoint.isRemote() && !endpoint.getEndpointUri().startsWith("kamelet:");
    }
}
