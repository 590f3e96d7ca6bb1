package io.github.cameltimelines.karaf.hub;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;
import org.apache.camel.component.undertow.UndertowEndpoint;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.support.service.ServiceSupport;

/**
 * Camel's {@code platform-http} on undertow: the hub's routes are written for the former, and only
 * the latter runs in Karaf. One consumer of undertow takes all calls; here they are given to the
 * routes, in the order in which those were added, as Vert.x does it. Thread-safe.
 */
final class UndertowEngine extends ServiceSupport implements PlatformHttpEngine {

    private static final int UNAVAILABLE = 503;
    private static final int NOT_FOUND = 404;

    private final CamelContext context;
    private final int port;
    private final List<UndertowCalls> routes = new CopyOnWriteArrayList<>();
    private Consumer server;

    UndertowEngine(CamelContext context, int port) {
        this.context = context;
        this.port = port;
    }

    @Override
    public int getServerPort() {
        return port;
    }

    @Override
    public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
        return new UndertowCalls(endpoint, processor, routes);
    }

    @Override
    protected void doStart() throws Exception {
        // Streaming: a body is read by whoever knows how long it may be.
        UndertowEndpoint endpoint =
                context.getEndpoint(
                        "undertow:http://0.0.0.0:"
                                + port
                                + "/?matchOnUriPrefix=true&useStreaming=true&muteException=true",
                        UndertowEndpoint.class);
        endpoint.setUndertowHttpBinding(new UndertowMessages());
        server = endpoint.createConsumer(this::call);
        ServiceHelper.startService(server);
    }

    @Override
    protected void doStop() {
        ServiceHelper.stopAndShutdownService(server);
        server = null;
    }

    private void call(Exchange exchange) throws Exception {
        if (!context.getStatus().isStarted()) {
            refuse(exchange, UNAVAILABLE);
            exchange.getMessage().setHeader("Retry-After", "1");
            return;
        }
        Message call = exchange.getMessage();
        String path = call.getHeader(Exchange.HTTP_URI, String.class);
        String method = call.getHeader(Exchange.HTTP_METHOD, String.class);
        call.setHeader(
                Exchange.HTTP_PATH, path); // undertow leaves out the slash that it begins with
        for (UndertowCalls route : routes) {
            Optional<Map<String, String>> parameters = route.match(method, path);
            if (parameters.isPresent()) {
                call.getHeaders().putAll(parameters.get());
                route.getProcessor().process(exchange);
                return;
            }
        }
        refuse(exchange, NOT_FOUND);
    }

    private static void refuse(Exchange exchange, int status) {
        Message answer = exchange.getMessage();
        answer.removeHeaders("*");
        answer.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        answer.setBody(null);
    }
}
