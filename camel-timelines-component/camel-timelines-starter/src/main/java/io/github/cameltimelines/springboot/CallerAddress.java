package io.github.cameltimelines.springboot;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.component.platform.http.springboot.PlatformHttpMessage;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.support.RoutePolicySupport;

/**
 * Tells the console where a call comes from, which Camel does not do here: by that it locks out who
 * guesses tokens, and nobody else.
 */
final class CallerAddress extends RoutePolicySupport {

    private static final String CONSOLE = "timelines-console";

    /** Nobody can send it: Camel's own names are taken out of what comes in. */
    private static final String REMOTE = "CamelTimelinesRemoteAddress";

    /** Null for routes of others. */
    static RoutePolicy of(CamelContext camel, String routeId, NamedNode route) {
        return routeId.startsWith(CONSOLE) ? new CallerAddress() : null;
    }

    @Override
    public void onExchangeBegin(Route route, Exchange exchange) {
        if (exchange.getMessage() instanceof PlatformHttpMessage call) {
            call.setHeader(REMOTE, call.getRequest().getRemoteAddr());
        }
    }
}
