package io.github.cameltimelines.api;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A server with scripted answers, and a client of it through camel-http whose waits take no time
 * and are written down.
 */
final class ApiFixture implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {

    static final String TOKEN = "7f3c0d0e-secret-token";
    static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");

    final WireMockServer server =
            new WireMockServer(WireMockConfiguration.options().dynamicPort().containerThreads(20));
    final List<Duration> waits = new ArrayList<>();
    private final DefaultCamelContext context = new DefaultCamelContext();
    private CamelHttpClient http;
    private long nanos;
    TimelinesApi api;

    @Override
    public void beforeAll(ExtensionContext extension) throws Exception {
        server.start();
        context.start();
        http = CamelHttpClient.of(context, null, baseUrl(), null, null);
        http.start();
    }

    @Override
    public void beforeEach(ExtensionContext extension) {
        server.resetAll();
        waits.clear();
        api = api(RetryRule.DEFAULT).build();
    }

    @Override
    public void afterAll(ExtensionContext extension) {
        http.stop();
        context.stop();
        server.stop();
    }

    String baseUrl() {
        return "http://localhost:" + server.port() + "/integrations/api";
    }

    TimelinesApi.Builder api(RetryRule retry) {
        return TimelinesApi.builder(http.get(), TOKEN)
                .baseUrl(baseUrl())
                .retry(retry)
                .random(() -> 0.5)
                .clock(() -> NOW)
                .responseTimeout(Duration.ofSeconds(20))
                .limiter(new RateLimiter(30, 1000, () -> nanos))
                .waits(
                        (time, next) -> {
                            waits.add(time);
                            passes(time);
                            next.run();
                        });
    }

    void passes(Duration time) {
        nanos += time.toNanos();
    }

    /** Makes a call that must not be repeated lightly. */
    String send() {
        return api.messages().send(4711, "Hello you");
    }

    /** How many came. */
    int requests() {
        return server.getAllServeEvents().size();
    }

    static ResponseDefinitionBuilder status(int status, String body) {
        return aResponse().withStatus(status).withBody(body);
    }

    static String error(String code, String message) {
        return "{\"status\":\"error\",\"message\":\"%s\",\"error_code\":\"%s\"}"
                .formatted(message, code);
    }

    /** These answers in turn; the last one for ever. */
    void answers(ResponseDefinitionBuilder... answers) {
        List<ResponseDefinitionBuilder> list = List.of(answers);
        for (int i = 0; i < list.size(); i++) {
            String state = i == 0 ? Scenario.STARTED : "step" + i;
            String next = i + 1 < list.size() ? "step" + (i + 1) : state;
            server.stubFor(
                    any(anyUrl())
                            .inScenario("s")
                            .whenScenarioStateIs(state)
                            .willReturn(list.get(i))
                            .willSetStateTo(next));
        }
    }
}
