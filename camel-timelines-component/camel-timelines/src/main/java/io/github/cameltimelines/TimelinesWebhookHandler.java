package io.github.cameltimelines;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.component.webhook.WebhookConfiguration;
import org.apache.camel.support.AsyncProcessorConverterHelper;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.service.ServiceSupport;

/**
 * Feeds the route of {@code webhook:timelines:…}, as {@link TimelinesConsumer} does its own.
 *
 * <p>camel-webhook starts and stops it with the route. The path is ours and not camel-webhook's,
 * which would close it while the route is stopped: TimelinesAI tries three times within seconds,
 * and an event of the pause would be lost.
 */
final class TimelinesWebhookHandler extends ServiceSupport implements Processor {

    private final TimelinesEndpoint endpoint;
    private final ServedRoute served;
    private String routeId;

    TimelinesWebhookHandler(TimelinesEndpoint endpoint, Processor next) {
        this.endpoint = endpoint;
        served =
                new ServedRoute(
                        endpoint, AsyncProcessorConverterHelper.convert(next), new NewExchanges());
    }

    private Entrances entrances() {
        return endpoint.getComponent().entrances();
    }

    @Override
    protected void doStart() throws Exception {
        Route route = route();
        routeId = route == null ? null : route.getId();
        WebhookConfiguration webhook = endpoint.webhookConfiguration();
        served.start(route);
        try {
            entrances().enterAlone(served, webhook, endpoint.registrationUrl());
        } catch (Exception e) {
            served.stop();
            throw e;
        }
    }

    /** The route whose consumer has this handler. */
    private Route route() {
        return endpoint.getCamelContext().getRoutes().stream()
                .filter(
                        route ->
                                route.getConsumer() instanceof DefaultConsumer consumer
                                        && consumer.getProcessor() == this)
                .findFirst()
                .orElse(null);
    }

    /** Never called: the endpoint names no methods, so camel-webhook takes no calls for it. */
    @Override
    public void process(Exchange exchange) {
        throw new UnsupportedOperationException("Calls come in at the door of the entrance");
    }

    @Override
    protected void doStop() throws Exception {
        try {
            served.stop();
        } finally {
            entrances().stopped(served);
        }
    }

    @Override
    protected void doShutdown() throws Exception {
        entrances().leave(served);
    }

    private final class NewExchanges implements ServedRoute.Exchanges {
        @Override
        public Exchange create() {
            Exchange exchange = endpoint.createExchange();
            exchange.getExchangeExtension().setFromRouteId(routeId);
            return exchange;
        }

        @Override
        public void release(Exchange exchange) {
            // it is not pooled
        }
    }
}
