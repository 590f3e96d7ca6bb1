package io.github.cameltimelines;

import io.github.cameltimelines.inbox.Doors;
import io.github.cameltimelines.inbox.Reception;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.component.webhook.WebhookConfiguration;
import org.apache.camel.support.AsyncProcessorConverterHelper;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.camel.support.DefaultConsumer;

/**
 * Takes the calls of {@code webhook:timelines:…}: like the consumer, but behind a path that
 * camel-webhook opens and, when the route stops, closes. Started and stopped with the route.
 */
final class TimelinesWebhookHandler extends AsyncProcessorSupport {

    private final TimelinesEndpoint endpoint;
    private final ServedRoute served;
    private String routeId;
    private volatile AsyncProcessor calls;

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
            Reception reception =
                    entrances()
                            .enterAlone(
                                    served,
                                    withoutSegment(webhook.computeFullPath(false)),
                                    withoutSegment(webhook.computeFullPath(true)),
                                    endpoint.registrationUrl());
            calls = Doors.calls(reception);
        } catch (Exception e) {
            served.stop();
            throw e;
        }
    }

    private static String withoutSegment(String path) {
        return path.endsWith(Doors.SECRET_SEGMENT)
                ? path.substring(0, path.length() - Doors.SECRET_SEGMENT.length())
                : path;
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

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        return calls.process(exchange, callback);
    }

    @Override
    protected void doStop() throws Exception {
        try {
            served.stop();
        } finally {
            entrances().leave(served);
        }
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
