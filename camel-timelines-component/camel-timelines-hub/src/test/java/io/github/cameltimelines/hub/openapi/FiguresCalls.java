package io.github.cameltimelines.hub.openapi;

import static io.github.cameltimelines.hub.RunningHub.ADMIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltimelines.hub.RunningHub;
import io.github.cameltimelines.hub.RunningHub.Reply;
import java.net.http.HttpRequest.BodyPublishers;

/**
 * Figures, logs and secrets of webhooks, and erasures: every call as it is meant, in a workspace of
 * their own.
 */
final class FiguresCalls {

    private static final String WEBHOOKS = "/integrations/api/webhooks";
    private static final String HUB = "/hub/api/v1";
    private static final String WEBHOOK =
            "{\"event_type\":\"message:received:new\",\"url\":\"http://127.0.0.1:1/\","
                    + "\"retry_schedule\":\"none\"}";
    private static final String EVENT =
            "{\"event_type\":\"message:received:new\",\"message\":{\"message_uid\":\"f-1\"}}";

    private final RunningHub hub;
    private final Described described;
    private final String token;

    private FiguresCalls(RunningHub hub, Described described) throws Exception {
        this.hub = hub;
        this.described = described;
        int workspace = id(hub.send("POST", HUB + "/workspaces", ADMIN, "{\"name\":\"figures\"}"));
        String wish = "{\"name\":\"t\",\"workspace_id\":%d}".formatted(workspace);
        token = hub.send("POST", HUB + "/tokens", ADMIN, wish).data().get("token").asText();
    }

    static void succeed(RunningHub hub, Described described) throws Exception {
        FiguresCalls calls = new FiguresCalls(hub, described);
        int webhook = id(calls.post(WEBHOOKS, WEBHOOK));
        calls.post(HUB + "/events", EVENT);
        calls.figures(webhook);
        calls.secrets(webhook);
        calls.erasures();
    }

    /** Of a webhook whose destination refuses to be called. */
    private void figures(int webhook) throws Exception {
        String one = HUB + "/webhooks/" + webhook;
        await().until(() -> get(one, token).data().has("last_response"));
        JsonNode figures = get(one, token).data();
        assertThat(figures.get("last_response").has("error")).isTrue();
        assertThat(figures.get("hours")).hasSize(24);
        assertThat(get(HUB + "/webhooks", token).data()).hasSize(1);
        JsonNode page = get(HUB + "/webhooks?limit=1&hours=true", token).data();
        assertThat(page.get(0).get("hours")).hasSize(24);
        assertThat(get(HUB + "/webhooks?hours=yes", token).status()).isEqualTo(400);
        get(WEBHOOKS + "/" + webhook + "/log", token);
    }

    private void secrets(int webhook) throws Exception {
        String rotate = HUB + "/webhooks/" + webhook + "/secret/rotate";
        post(rotate, "");
        JsonNode rotated = post(rotate, "{\"overlap\":\"1h\"}").data();
        assertThat(rotated.has("secret") && rotated.has("previous_secrets_until")).isTrue();
        assertThat(get(WEBHOOKS + "/changelog", token).text()).contains("rotated");
    }

    private void erasures() throws Exception {
        String all = HUB + "/erasures";
        post(all, "{\"chat_id\":4711}");
        int id = id(post(all, "{\"phone\":\"+34600111222\"}"));
        await().until(() -> get(all + "/" + id, token).data().has("done_at"));
        assertThat(get(all, token).data()).hasSize(2);
        assertThat(get(all, ADMIN).data()).hasSize(2);
    }

    private static int id(Reply reply) {
        return reply.data().get("id").intValue();
    }

    private Reply post(String path, String json) throws Exception {
        Reply reply =
                hub.call(
                        "POST",
                        path,
                        token,
                        BodyPublishers.ofString(json),
                        "Content-Type",
                        "application/json");
        described.check("POST", path, reply);
        return reply;
    }

    private Reply get(String path, String with) throws Exception {
        Reply reply = hub.get(path, with);
        described.check("GET", path, reply);
        return reply;
    }
}
