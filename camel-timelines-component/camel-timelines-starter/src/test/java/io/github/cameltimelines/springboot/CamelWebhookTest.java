package io.github.cameltimelines.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltimelines.HookedApplication;
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

/** {@code webhook:timelines:…} in a Spring Boot application. */
class CamelWebhookTest {

    @Test
    void its_calls_come_in_at_the_applications_server() throws Exception {
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
