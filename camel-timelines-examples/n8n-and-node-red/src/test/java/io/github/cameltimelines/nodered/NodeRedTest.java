package io.github.cameltimelines.nodered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.standardwebhooks.Webhook;
import io.github.cameltimelines.emulator.ApiFault;
import io.github.cameltimelines.emulator.EmulatedMessage;
import io.github.cameltimelines.emulator.TimelinesEmulator;
import io.github.cameltimelines.hub.TestHub;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TimelinesAI, the hub and a real Node-RED, each reached over HTTP. */
class NodeRedTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String REPLY = "Our business hours are Monday-Friday, 9am-5pm EST.";
    private static final String EVENT =
            "{\"event_type\":\"message:received:new\",\"data\":{\"chat_id\":%d,\"text\":\"Your hours?\"}}";

    /** Node-RED takes the upgrade that the client asks for by default for a web socket's. */
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir static Path folder;
    private static TimelinesEmulator timelines;
    private static TestHub hub;
    private static NodeRed nodeRed;
    private static int webhook;

    @BeforeAll
    static void start() throws Exception {
        timelines = TimelinesEmulator.start();
        hub = TestHub.start(folder.resolve("hub"), timelines);
        nodeRed = NodeRed.start(folder.resolve("home"), hub, timelines);
        await().atMost(PATIENCE)
                .until(
                        () -> {
                            nodeRed.requireAlive();
                            return hub.call("GET", "/integrations/api/webhooks", "").size() == 1
                                    && !timelines.webhooks().isEmpty();
                        });
        JsonNode registered = hub.call("GET", "/integrations/api/webhooks", "").get(0);
        webhook = registered.get("id").intValue();
        assertThat(registered.get("url").asText()).isEqualTo(nodeRed.url());
        hub.call(
                "PUT",
                "/integrations/api/webhooks/" + webhook,
                "{\"retry_schedule\":\"100ms,1s,1s,1s\"}");
    }

    @AfterAll
    static void stop() throws Exception {
        if (nodeRed != null) {
            nodeRed.close();
        }
        hub.close();
        timelines.close();
    }

    private static List<String> replies(long chat) {
        return timelines.sentByApi().stream()
                .filter(message -> message.chatId() == chat)
                .map(EmulatedMessage::text)
                .toList();
    }

    private static List<JsonNode> delivered(long chat) throws Exception {
        JsonNode all =
                hub.call("GET", "/hub/api/v1/deliveries?status=delivered&chat_id=" + chat, "");
        return List.copyOf(all.findParents("event_id"));
    }

    @Test
    void who_asks_for_the_hours_is_answered_once() throws Exception {
        long chat = timelines.customer("+34600111222").writes("Hello").chatId();
        timelines.customer("+34600111222").writes("What are your HOURS?");
        await().atMost(PATIENCE).until(() -> delivered(chat).size() == 2);
        assertThat(replies(chat)).containsExactly(REPLY);
        for (JsonNode delivery : delivered(chat)) {
            hub.call(
                    "POST",
                    "/hub/api/v1/deliveries/" + delivery.get("id").asText() + "/resend",
                    "");
        }
        await().atMost(PATIENCE)
                .until(
                        () ->
                                delivered(chat).stream()
                                        .allMatch(one -> one.get("attempts").intValue() == 2));
        assertThat(replies(chat)).containsExactly(REPLY);
    }

    @Test
    void a_reply_that_failed_is_tried_again() throws Exception {
        timelines.faults().api(ApiFault.status(500).on("POST", "/chats/*/messages").times(2));
        long chat = timelines.customer("+34600111333").writes("Your hours?").chatId();
        await().atMost(PATIENCE).until(() -> delivered(chat).size() == 1);
        assertThat(replies(chat)).containsExactly(REPLY);
        assertThat(delivered(chat).get(0).get("attempts").intValue()).isEqualTo(3);
    }

    @Test
    void a_call_that_is_not_the_hubs_is_refused() throws Exception {
        long chat = timelines.customer("+34600111444").writes("Hello").chatId();
        String body = EVENT.formatted(chat);
        Instant now = Instant.now();
        assertThat(call(body, now, sign(body, now).replace("v1,", "v1,A"))).isEqualTo(401);
        assertThat(call(body + " ", now, sign(body, now))).isEqualTo(401);
        Instant old = now.minusSeconds(600);
        assertThat(call(body, old, sign(body, old))).isEqualTo(401);
        assertThat(call(body, now, "")).isEqualTo(401);
        assertThat(replies(chat)).isEmpty();
        assertThat(call(body, now, "v1,another " + sign(body, now))).isEqualTo(200);
        assertThat(replies(chat)).containsExactly(REPLY);
    }

    private static String sign(String body, Instant time) throws Exception {
        return new Webhook(NodeRed.SECRET).sign("evt_mine", time.getEpochSecond(), body);
    }

    private static int call(String body, Instant time, String signature) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(nodeRed.url()))
                        .POST(BodyPublishers.ofString(body))
                        .header("Content-Type", "application/json")
                        .header("webhook-id", "evt_mine")
                        .header("webhook-timestamp", String.valueOf(time.getEpochSecond()))
                        .header("webhook-signature", signature)
                        .build();
        return CLIENT.send(request, BodyHandlers.discarding()).statusCode();
    }
}
