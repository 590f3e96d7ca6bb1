package io.github.cameltimelines.zapier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltimelines.emulator.EmulatedMessage;
import io.github.cameltimelines.emulator.TimelinesEmulator;
import io.github.cameltimelines.hub.TestHub;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same triggers and actions as flows in a hub, without Zapier. */
class FlowsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String KEY = "the-key-of-the-flows";

    @TempDir static Path folder;
    private static TimelinesEmulator timelines;
    private static Hooks hooks;
    private static TestHub hub;

    @BeforeAll
    static void start() throws Exception {
        timelines = TimelinesEmulator.start();
        hooks = new Hooks();
        hub =
                TestHub.start(
                        folder,
                        timelines,
                        Map.of(
                                "timelines.flows",
                                "flows",
                                "flow.url",
                                hooks.url("/hooks/catch/1/flows"),
                                "flow.key",
                                KEY,
                                "flow.period",
                                "200",
                                "flow.data",
                                folder.toString()));
        await().atMost(PATIENCE).until(() -> timelines.webhooks().size() == 2);
    }

    @AfterAll
    static void stop() {
        hub.close();
        hooks.close();
        timelines.close();
    }

    private static HttpResponse<String> act(String action, String key, String json)
            throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(hub.url() + "/flows/" + action))
                        .POST(BodyPublishers.ofString(json))
                        .header("Content-Type", "application/json")
                        .header("X-Flow-Key", key)
                        .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }

    private static List<String> sentTo(long chat) {
        return timelines.sentByApi().stream()
                .filter(message -> message.chatId() == chat)
                .map(EmulatedMessage::text)
                .toList();
    }

    private static List<JsonNode> told(String pointer, String value) {
        return hooks.bundles().stream()
                .map(bundle -> bundle.get("cleanedRequest"))
                .filter(event -> event.at(pointer).asText().equals(value))
                .toList();
    }

    private static JsonNode flows() {
        try {
            return hub.call("GET", "/hub/api/v1/flows", "");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void all_of_them_run() {
        JsonNode flows = flows();
        assertThat(flows).hasSize(8);
        assertThat(flows.findValuesAsText("last_error")).isEmpty();
        assertThat(flows)
                .allSatisfy(flow -> assertThat(flow.get("state").asText()).isEqualTo("running"));
    }

    @Test
    void a_new_chat_is_greeted_and_messages_both_ways_are_told() {
        long chat = timelines.customer("+34600111222").writes("First words").chatId();
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> {
                            assertThat(sentTo(chat)).hasSize(1);
                            assertThat(told("/message/text", "First words")).hasSize(1);
                            assertThat(told("/message/text", sentTo(chat).get(0)))
                                    .extracting(event -> event.at("/message/direction").asText())
                                    .containsExactly("sent");
                        });
        assertThat(sentTo(chat)).containsExactly("Welcome! We answer within the hour.");
    }

    @Test
    void actions_are_for_whoever_has_the_key() throws Exception {
        long chat = timelines.customer("+34600111333").writes("Hello").chatId();
        String text = "{\"chat_id\":%d,\"text\":\"By a flow\"}".formatted(chat);
        assertThat(act("send-message-to-chat", "wrong", text).statusCode()).isEqualTo(401);
        assertThat(sentTo(chat)).doesNotContain("By a flow");
        assertThat(act("send-message-to-chat", KEY, text).body()).contains("message_uid");
        act("send-message-to-phone", KEY, "{\"phone\":\"+34600111444\",\"text\":\"By phone\"}");
        act(
                "send-file-to-chat?chat_id=" + chat,
                KEY,
                "{\"download_url\":\"%s\",\"filename\":\"prices.txt\"}"
                        .formatted(hooks.url("/file")));
        assertThat(sentTo(chat)).contains("By a flow");
        assertThat(timelines.sentByApi())
                .extracting(EmulatedMessage::text)
                .contains("By a flow", "By phone");
        assertThat(timelines.messages(chat))
                .anyMatch(message -> message.attachments().equals(List.of("prices.txt")));
        HttpResponse<String> refused = act("send-message-to-chat", KEY, "{\"chat_id\":1}");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("text");
    }

    @Test
    void a_chat_that_is_closed_is_told_once_each_time() throws Exception {
        long chat = timelines.customer("+34600111555").writes("Bye").chatId();
        await().atMost(PATIENCE).until(() -> !sentTo(chat).isEmpty()); // the greeting
        String close = "{\"chat_id\":%d}".formatted(chat);
        assertThat(act("close-chat", KEY, close).statusCode()).isEqualTo(200);
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(told("/id", String.valueOf(chat)))
                                        .as(() -> flows().toString())
                                        .hasSize(1));
        timelines.customer("+34600111555").writes("One more thing");
        act("close-chat", KEY, close);
        await().atMost(PATIENCE).until(() -> told("/id", String.valueOf(chat)).size() == 2);
        assertThat(told("/id", String.valueOf(chat)))
                .allMatch(told -> told.get("closed").booleanValue());
    }
}
