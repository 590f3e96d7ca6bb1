package io.github.cameltimelines;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.github.cameltimelines.model.TimelinesJson;
import org.apache.camel.Exchange;
import org.apache.camel.FluentProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** A Camel context whose component calls a server that answers every send with a receipt. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ProducerFixture {

    static final String TOKEN = "7f3c0d0e-secret-token";
    static final String RECEIPT = "{\"status\":\"ok\",\"data\":{\"message_uid\":\"u-1\"}}";

    final WireMockServer server = new WireMockServer(WireMockConfiguration.options().dynamicPort());
    final DefaultCamelContext context = new DefaultCamelContext();

    @BeforeAll
    void start() {
        server.start();
        TimelinesComponent component = context.getComponent("timelines", TimelinesComponent.class);
        component.getConfiguration().setApiToken(TOKEN);
        component.getConfiguration().setBaseUrl("http://localhost:" + server.port() + "/api");
        component.getConfiguration().setRateLimitBurst(1000);
        component.getConfiguration().setRetryWait(1);
        context.start();
    }

    @AfterAll
    void stop() {
        context.stop();
        server.stop();
    }

    @BeforeEach
    void reset() {
        server.resetAll();
        server.stubFor(any(anyUrl()).willReturn(okJson(RECEIPT)));
    }

    final Exchange send(String uri, Object body) throws Exception {
        return send(uri, body, m -> m);
    }

    final Exchange send(
            String uri,
            Object body,
            java.util.function.UnaryOperator<FluentProducerTemplate> headers)
            throws Exception {
        Exchange answer = sent(uri, body, headers);
        if (answer.getException() != null) {
            throw answer.getException();
        }
        return answer;
    }

    final Exchange sent(
            String uri,
            Object body,
            java.util.function.UnaryOperator<FluentProducerTemplate> headers) {
        try (FluentProducerTemplate template = context.createFluentProducerTemplate()) {
            return headers.apply(template.to(uri).withBody(body)).send();
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }

    final LoggedRequest request() {
        return server.getAllServeEvents().get(0).getRequest();
    }

    final JsonNode json() throws Exception {
        return tree(request().getBodyAsString());
    }

    final JsonNode tree(String json) throws Exception {
        return TimelinesJson.mapper().readTree(json);
    }
}
