package io.github.cameltimelines.hub;

import io.github.cameltimelines.hub.api.HubPaths;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;

/**
 * Leads whoever asks for {@code /} to the console. For a hub that has its port to itself: in an
 * application that page is the application's.
 */
public final class RootRoutes extends RouteBuilder {

    private static final int FOUND = 302;

    @Override
    public void configure() {
        from("platform-http:/?httpMethodRestrict=GET")
                .routeId("timelines-root")
                .routeDescription("Leads to the console")
                .process(RootRoutes::redirect);
    }

    /** Relative, so that it holds below a path that a proxy puts before it. */
    private static void redirect(Exchange exchange) {
        Message answer = exchange.getMessage();
        answer.removeHeaders("*");
        answer.setHeader(Exchange.HTTP_RESPONSE_CODE, FOUND);
        answer.setHeader("Location", HubPaths.CONSOLE.substring(1) + "/");
        answer.setBody(new byte[0]);
    }
}
