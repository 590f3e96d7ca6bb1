package io.github.cameltimelines.hub.openapi;

import io.github.cameltimelines.hub.api.ApiCalls;
import io.github.cameltimelines.hub.api.ApiRoutes;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** The description of the hub's calls, for people and for programs; it needs no token. */
public final class OpenApiRoutes extends ApiRoutes {

    public OpenApiRoutes(ApiCalls calls) {
        super(calls);
    }

    @Override
    protected void calls() {
        byte[] document = OpenApiDocument.json();
        call(
                "GET",
                "/openapi.json",
                "timelines-openapi",
                "Describes the calls of the hub",
                exchange -> answer(exchange, document));
    }

    private static void answer(Exchange exchange, byte[] document) {
        Message answer = exchange.getMessage();
        answer.removeHeaders("*");
        answer.setHeader(Exchange.CONTENT_TYPE, "application/json");
        answer.setBody(document);
    }
}
