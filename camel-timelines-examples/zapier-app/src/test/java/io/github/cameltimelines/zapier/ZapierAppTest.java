package io.github.cameltimelines.zapier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameltimelines.emulator.EmulatedMessage;
import io.github.cameltimelines.emulator.TimelinesEmulator;
import io.github.cameltimelines.hub.TestHub;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each request of the app, made by Zapier's own code to a hub and a TimelinesAI. */
class ZapierAppTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String ANA = "+34600111222";

    @TempDir static Path folder;
    private static TimelinesEmulator timelines;
    private static TestHub hub;
    private static ZapierPlatform zapier;
    private static Hooks hooks;

    @BeforeAll
    static void start() throws Exception {
        timelines = TimelinesEmulator.start();
        // Without the flows beside it, which want webhooks of their own.
        String none = Files.createDirectory(folder.resolve("no-flows")).toString();
        hub = TestHub.start(folder.resolve("data"), timelines, Map.of("timelines.flows", none));
        hooks = new Hooks();
        zapier = ZapierPlatform.start(connection(TestHub.TOKEN));
    }

    @AfterAll
    static void stop() {
        if (zapier != null) {
            zapier.close();
        }
        hooks.close();
        hub.close();
        timelines.close();
    }

    private static ObjectNode connection(String hubToken) {
        return ZapierPlatform.JSON
                .createObjectNode()
                .put("hub_url", hub.url() + "/")
                .put("hub_token", hubToken)
                .put("timelines_url", timelines.baseUrl())
                .put("timelines_token", timelines.token());
    }

    private static ObjectNode bundle() {
        return ZapierPlatform.JSON.createObjectNode();
    }

    private static long chat(String phone) {
        return timelines.customer(phone).writes("What are your hours?").chatId();
    }

    @Test
    void zapier_finds_nothing_wrong_with_its_definition() throws Exception {
        assertThat(zapier.call("validate")).isEmpty();
    }

    @Test
    void the_test_of_a_connection_names_both_workspaces() throws Exception {
        JsonNode names = zapier.call("authentication.test");
        assertThat(names.get("hub").asText()).isEqualTo("default");
        assertThat(names.get("name").asText()).isNotEmpty();
        ObjectNode wrong = bundle().set("authData", connection("wrong"));
        assertThatThrownBy(() -> zapier.call("authentication.test", wrong))
                .hasMessageContaining("Invalid or expired token");
    }

    @Test
    void a_zap_is_subscribed_gets_events_and_is_unsubscribed() throws Exception {
        String trigger = "triggers.new_received_message.operation.";
        ObjectNode target = bundle().put("targetUrl", hooks.url("/hooks/catch/1/a/"));
        JsonNode subscribed = zapier.call(trigger + "performSubscribe", target);
        assertThat(subscribed.get("id").isInt()).isTrue();
        assertThat(zapier.call(trigger + "performSubscribe", target)).isEqualTo(subscribed);
        await().atMost(PATIENCE).until(() -> !timelines.webhooks().isEmpty());

        timelines.customer(ANA).writes("What are your hours?");
        await().atMost(PATIENCE).until(() -> !hooks.bundles().isEmpty());
        JsonNode events = zapier.call(trigger + "perform", hooks.bundles().get(0));
        assertThat(events).hasSize(1);
        assertThat(events.get(0).get("id").asText()).startsWith("evt_");
        assertThat(events.get(0).at("/data/text").asText()).isEqualTo("What are your hours?");
        assertThat(zapier.call(trigger + "performList").get(0)).isEqualTo(events.get(0));

        ObjectNode data = bundle().set("subscribeData", subscribed);
        zapier.call(trigger + "performUnsubscribe", data);
        assertThat(hub.call("GET", "/integrations/api/webhooks", "")).isEmpty();
        zapier.call(trigger + "performUnsubscribe", data);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "new_received_message",
                "new_sent_message",
                "new_incoming_chat",
                "new_outgoing_chat",
                "missed_call",
                "new_whatsapp_account"
            })
    void the_sample_of_a_trigger_has_no_field_that_events_have_not(String trigger)
            throws Exception {
        String operation = "triggers." + trigger + ".operation.";
        JsonNode sample = zapier.call("sample", bundle().put("key", trigger));
        JsonNode listed = zapier.call(operation + "performList").get(0);
        assertThat(paths(listed)).containsAll(paths(sample));
        assertThat(sample.get("event_type")).isEqualTo(listed.get("event_type"));
    }

    private static TreeSet<String> paths(JsonNode node) {
        TreeSet<String> paths = new TreeSet<>();
        for (var field : node.properties()) {
            paths.add(field.getKey());
            paths(field.getValue()).forEach(path -> paths.add(field.getKey() + "/" + path));
        }
        return paths;
    }

    @Test
    void messages_and_files_go_to_chats_and_phones() throws Exception {
        long chat = chat("+34600111333");
        String label = "zap";
        JsonNode sent =
                zapier.call(
                        "creates.send_message_to_chat.operation.perform",
                        "chat_id",
                        chat,
                        "text",
                        "We open at 9.",
                        "label",
                        label);
        zapier.call(
                "creates.send_message_to_phone.operation.perform",
                "phone",
                "+34600111444",
                "text",
                "Good morning",
                "chat_name",
                "Eva");
        zapier.call(
                "creates.send_file_to_chat.operation.perform",
                "chat_id",
                chat,
                "file",
                hooks.url("/file"),
                "filename",
                "prices.txt");
        assertThat(timelines.sentByApi())
                .extracting(EmulatedMessage::text)
                .contains("We open at 9.", "Good morning");
        assertThat(timelines.messages(chat))
                .filteredOn(message -> message.attachments().equals(List.of("prices.txt")))
                .hasSize(1);
        JsonNode files = zapier.call("triggers.new_uploaded_file.operation.perform");
        assertThat(files.get(0).get("filename").asText()).isEqualTo("prices.txt");

        String uid = sent.get("id").asText();
        JsonNode message =
                zapier.call("searches.find_message.operation.perform", "message_uid", uid);
        assertThat(message.get(0).get("text").asText()).isEqualTo("We open at 9.");
        await().atMost(PATIENCE)
                .until(
                        () ->
                                zapier.call(
                                                "searches.find_message_status.operation.perform",
                                                "message_uid",
                                                uid)
                                        .path(0)
                                        .path("status")
                                        .asText()
                                        .equals("Read"));
        assertThat(zapier.call("searches.find_message.operation.perform", "message_uid", "none"))
                .isEmpty();
    }

    @Test
    void a_chat_is_found_assigned_and_closed_and_the_closing_triggers() throws Exception {
        long chat = chat("+34600111555");
        JsonNode found =
                zapier.call("searches.find_chat.operation.perform", "phone", "+34600111555");
        assertThat(found.get(0).get("id").longValue()).isEqualTo(chat);
        JsonNode assigned =
                zapier.call(
                        "creates.assign_chat.operation.perform",
                        "chat_id",
                        chat,
                        "responsible",
                        "eva@shop.example");
        assertThat(assigned.get("responsible_email").asText()).isEqualTo("eva@shop.example");
        String closings = "triggers.chat_closed.operation.perform";
        assertThat(zapier.call(closings)).isEmpty();
        zapier.call("creates.close_chat.operation.perform", "chat_id", chat);
        JsonNode first = zapier.call(closings).get(0);
        assertThat(first.get("chat_id").longValue()).isEqualTo(chat);
        timelines.customer("+34600111555").writes("And on Sunday?");
        zapier.call("creates.close_chat.operation.perform", "chat_id", chat);
        assertThat(zapier.call(closings).get(0).get("id")).isNotEqualTo(first.get("id"));
    }

    @Test
    void what_an_api_refuses_is_said_in_its_words() {
        assertThatThrownBy(
                        () ->
                                zapier.call(
                                        "creates.send_message_to_chat.operation.perform",
                                        "chat_id",
                                        99,
                                        "text",
                                        "Hi"))
                .hasMessageContaining("99");
        ObjectNode inside = bundle().put("targetUrl", "http://10.0.0.1/hook");
        assertThatThrownBy(
                        () ->
                                zapier.call(
                                        "triggers.missed_call.operation.performSubscribe", inside))
                .hasMessageContaining("Validation failed: url must be a valid http(s) URL");
    }
}
