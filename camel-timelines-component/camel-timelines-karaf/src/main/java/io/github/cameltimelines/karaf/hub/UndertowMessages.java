package io.github.cameltimelines.karaf.hub;

import io.undertow.server.HttpServerExchange;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.undertow.DefaultUndertowHttpBinding;
import org.apache.camel.component.undertow.UndertowHeaderFilterStrategy;

/** As usual, but that a call says where it comes from, and an answer how long it may be kept. */
final class UndertowMessages extends DefaultUndertowHttpBinding {

    /** Nobody can send it: Camel's own names are taken out of what comes in. */
    private static final String REMOTE = "CamelTimelinesRemoteAddress";

    UndertowMessages() {
        super(true); // a body is read by whoever knows how long it may be
        setMuteException(true);
        UndertowHeaderFilterStrategy headers = new UndertowHeaderFilterStrategy();
        headers.getOutFilter().remove("cache-control");
        setHeaderFilterStrategy(headers);
    }

    @Override
    public Message toCamelMessage(HttpServerExchange call, Exchange exchange) throws Exception {
        Message message = super.toCamelMessage(call, exchange);
        message.setHeader(REMOTE, call.getSourceAddress().getAddress().getHostAddress());
        return message;
    }
}
