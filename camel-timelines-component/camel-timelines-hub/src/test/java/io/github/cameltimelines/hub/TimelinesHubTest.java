package io.github.cameltimelines.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltimelines.TimelinesComponent;
import io.github.cameltimelines.process.FreePort;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;

/** The hub as a library: one line in an application that has other routes. */
class TimelinesHubTest {

    private static final String TOKEN = "the-token-of-tests";

    @Test
    void one_line_adds_the_hub_to_an_application_with_the_settings_of_its_properties()
            throws Exception {
        int port = FreePort.next();
        Main main = new Main();
        main.addOverrideProperty("camel.server.enabled", "true");
        main.addOverrideProperty("camel.server.port", String.valueOf(port));
        main.addOverrideProperty("camel.component.timelines.ledger", "memory");
        main.addOverrideProperty("timelines.bootstrap.token", TOKEN);
        main.start();
        try {
            CamelContext camel = main.getCamelContext();
            camel.addRoutes(new TimelinesHub());
            assertThat(camel.getRoutes())
                    .extracting(Route::getRouteId)
                    .contains(
                            "timelines-webhooks-list",
                            "timelines-webhooks-create",
                            "timelines-webhooks-get",
                            "timelines-webhooks-update",
                            "timelines-webhooks-delete",
                            "timelines-webhooks-changelog");
            assertThat(camel.getRoutes())
                    .allSatisfy(route -> assertThat(route.getDescription()).isNotBlank());
            String answer =
                    HttpClient.newHttpClient()
                            .send(
                                    HttpRequest.newBuilder(
                                                    URI.create(
                                                            "http://localhost:"
                                                                    + port
                                                                    + "/integrations/api/webhooks"))
                                            .header("Authorization", "Bearer " + TOKEN)
                                            .build(),
                                    BodyHandlers.ofString())
                            .body();
            assertThat(answer).isEqualTo("{\"status\":\"ok\",\"data\":[]}");
            TimelinesComponent component =
                    camel.getComponent("timelines", TimelinesComponent.class);
            assertThat(told(FirstAccess.to(component.pipeline().workspaces(), nothing())))
                    .as("there is a token and a secret already")
                    .isEmpty();
        } finally {
            main.stop();
        }
    }

    private static HubSettings.Bootstrap nothing() {
        return new HubSettings.Bootstrap(null, null, null);
    }

    private static String told(FirstAccess access) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        access.tellOnce("", new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void what_is_told_once_has_no_text_form() {
        assertThat(new FirstAccess("private", "private").toString()).doesNotContain("private");
    }
}
