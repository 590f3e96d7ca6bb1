package io.github.cameltimelines.hub.webhook;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltimelines.hub.RunningHub;
import io.github.cameltimelines.hub.RunningHub.Reply;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A running hub, and what tests of its webhooks do with it. */
abstract class WebhookFixture {

    static final String WEBHOOKS = "/integrations/api/webhooks";
    static final String FULL = "/hub/api/v1/webhooks";
    static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    @TempDir Path folder;
    RunningHub hub;

    @BeforeEach
    void start() throws Exception {
        hub = RunningHub.start(folder);
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    static String webhook(String eventType, String url, String... more) {
        return "{\"event_type\":\"%s\",\"url\":\"%s\"%s}"
                .formatted(
                        eventType,
                        url,
                        Stream.of(more).map(field -> "," + field).collect(joining()));
    }

    int create(String eventType, String... more) throws Exception {
        Reply reply = hub.post(WEBHOOKS, webhook(eventType, "https://example.com/a", more));
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply.data().get("id").intValue();
    }

    static void assertProblem(Reply reply, int status, String code) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        assertThat(reply.code()).isEqualTo(code);
        assertThat(reply.json().get("status").asText()).isEqualTo("error");
        assertThat(reply.json().get("message").asText()).isNotBlank();
        assertThat(reply.raw().headers().firstValue("Content-Type")).contains("application/json");
    }

    /** The names of the fields that were refused. */
    static List<String> refused(Reply reply) {
        assertProblem(reply, 400, "validation_error");
        List<String> fields = new ArrayList<>();
        for (JsonNode error : reply.json().path("errors")) {
            error.get("fields").forEach(field -> fields.add(field.asText()));
            assertThat(error.get("msg").asText()).isNotBlank();
        }
        return fields;
    }
}
