package io.github.cameltimelines.karaf.hub;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.util.Locale;
import org.apache.camel.component.undertow.CamelUndertowHttpHandler;

/**
 * Undertow reads a form before anybody can say how long it may be; here it is no longer than any
 * other body. Thread-safe once it is in its chain.
 */
final class BoundedForms implements CamelUndertowHttpHandler {

    private static final int MAX_BYTES = 1 << 20;

    private HttpHandler next;

    @Override
    public void setNext(HttpHandler handler) {
        next = handler;
    }

    @Override
    public void handleRequest(HttpServerExchange call) throws Exception {
        String type = call.getRequestHeaders().getFirst(Headers.CONTENT_TYPE);
        String lower = type == null ? "" : type.toLowerCase(Locale.ROOT);
        if (lower.contains("form-urlencoded") || lower.startsWith("multipart/")) {
            call.setMaxEntitySize(MAX_BYTES);
        }
        next.handleRequest(call);
    }
}
