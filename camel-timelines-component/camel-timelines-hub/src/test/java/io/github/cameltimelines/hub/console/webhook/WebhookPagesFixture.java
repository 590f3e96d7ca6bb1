package io.github.cameltimelines.hub.console.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltimelines.hub.RunningHub;
import io.github.cameltimelines.hub.RunningHub.Reply;
import io.github.cameltimelines.hub.console.ConsoleClient;
import io.github.cameltimelines.hub.console.ConsoleClient.Answer;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A running hub, and for each test a workspace that somebody is signed in to. */
abstract class WebhookPagesFixture {

    static final String WEBHOOKS = "/integrations/api/webhooks";
    static final String FULL = "/hub/api/v1/webhooks";

    @TempDir static Path folder;
    static RunningHub hub;

    String token;
    ConsoleClient console;

    @BeforeAll
    static void start() throws Exception {
        hub = RunningHub.start(folder);
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    /**
     * Signs in to a workspace of one's own.
     *
     * @param limit of its webhooks; 0 for any number
     */
    void workspace(int limit) throws Exception {
        token = newToken(limit);
        console = new ConsoleClient(hub).signIn(token);
    }

    static String newToken(int limit) throws Exception {
        String workspace =
                "{\"name\":\"%s\",\"webhook_limit\":%d}".formatted(UUID.randomUUID(), limit);
        int id = admin("/hub/api/v1/workspaces", workspace).get("id").intValue();
        return admin("/hub/api/v1/tokens", "{\"name\":\"ana\",\"workspace_id\":%d}".formatted(id))
                .get("token")
                .asText();
    }

    private static JsonNode admin(String path, String json) throws Exception {
        Reply reply = hub.send("POST", path, RunningHub.ADMIN, json);
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply.data();
    }

    /**
     * @param more fields of the API, as in {@code ,"enabled":false}
     */
    int create(String eventType, String url, String more) throws Exception {
        return create(token, eventType, url, more);
    }

    static int create(String token, String eventType, String url, String more) throws Exception {
        Reply reply =
                hub.send(
                        "POST",
                        WEBHOOKS,
                        token,
                        "{\"event_type\":\"%s\",\"url\":\"%s\"%s}".formatted(eventType, url, more));
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply.data().get("id").intValue();
    }

    JsonNode full(int id) throws Exception {
        return hub.get(FULL + "/" + id, token).data();
    }

    JsonNode all() throws Exception {
        return hub.get(FULL, token).data();
    }

    String page(String path) throws Exception {
        Answer answer = console.get(path);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.text();
    }
}
