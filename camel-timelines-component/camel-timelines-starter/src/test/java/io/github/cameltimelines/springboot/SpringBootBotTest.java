package io.github.cameltimelines.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltimelines.HookedApplication;
import io.github.cameltimelines.bot.SameBot;
import io.github.cameltimelines.emulator.TimelinesEmulator;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** The quickstart's bot in a Spring Boot application, on the application's own port. */
class SpringBootBotTest {

    @Test
    void the_bot_answers_as_it_does_everywhere() {
        try (TimelinesEmulator timelines = TimelinesEmulator.start();
                ConfigurableApplicationContext application =
                        TestApplication.start(
                                Map.of(
                                        "camel.main.routes-include-pattern",
                                        "file:" + SameBot.yaml(),
                                        "camel.component.timelines.ledger",
                                        "memory",
                                        "camel.component.timelines.public-url",
                                        "http://localhost:${local.server.port}",
                                        "camel.component.timelines.base-url",
                                        "{{hub.api}}",
                                        "camel.component.timelines.configuration.api-token",
                                        "${hub.token}",
                                        "hub.api",
                                        timelines.baseUrl(),
                                        "hub.token",
                                        timelines.token()))) {
            SameBot.answers(timelines);
        }
    }

    @Test
    void camel_webhook_takes_its_calls_at_the_same_server() throws Exception {
        try (ConfigurableApplicationContext application =
                TestApplication.start(
                        Map.of(
                                "camel.component.timelines.ledger",
                                "memory",
                                "camel.component.timelines.webhook-secret",
                                HookedApplication.SECRET),
                        new RouteBuilder() {
                            @Override
                            public void configure() {
                                from("webhook:timelines:*?webhookPath=/mine").to("mock:event");
                            }
                        })) {
            CamelContext camel = TestApplication.camel(application);
            MockEndpoint event = camel.getEndpoint("mock:event", MockEndpoint.class);
            event.expectedMessageCount(1);
            HttpRequest call =
                    HttpRequest.newBuilder(
                                    URI.create(
                                            "http://localhost:%d/mine/%s"
                                                    .formatted(
                                                            TestApplication.port(application),
                                                            HookedApplication.SECRET)))
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString(HookedApplication.message(1, "u-1")))
                            .build();
            assertThat(
                            HttpClient.newHttpClient()
                                    .send(call, BodyHandlers.discarding())
                                    .statusCode())
                    .isEqualTo(200);
            event.assertIsSatisfied();
        }
    }
}
