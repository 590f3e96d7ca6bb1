package io.github.cameltimelines.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SendingTest {

    @RegisterExtension
    static TimelinesEmulatorExtension extension =
            TimelinesEmulatorExtension.create()
                    .with(b -> b.pacing(Duration.ofMillis(50)).messagingQuota(20));

    private TimelinesEmulator emulator;
    private Api api;

    @BeforeEach
    void connect(TimelinesEmulator emulator) {
        this.emulator = emulator;
        this.api = Api.of(emulator);
    }

    @Test
    void a_send_is_a_receipt_first_and_goes_through_all_steps_later() {
        Api.Answer answer =
                api.post("/messages", "{\"phone\":\"+34600111222\",\"text\":\"Hello\"}");
        String path = "/messages/" + answer.data().get("message_uid").asText();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(api.get(path).data().get("status").asText()).isIn("Pending", "Sending");
        await().until(() -> api.get(path).data().get("status").asText().equals("Read"));
        JsonNode history = api.get(path + "/status_history").data();
        assertThat(history.findValuesAsText("status"))
                .containsExactly("Sending", "Sent", "Delivered", "Read");
        JsonNode message = api.get(path).data();
        assertThat(message.get("from_me").asBoolean()).isTrue();
        assertThat(message.get("origin").asText()).isEqualTo("Public API");
        assertThat(message.get("recipient_phone").asText()).isEqualTo("+34600111222");
        assertThat(message.get("message_type").asText()).isEqualTo("whatsapp");
    }

    @Test
    void sends_leave_in_order_one_at_a_time() {
        for (int i = 0; i < 5; i++) {
            api.post("/messages", "{\"phone\":\"+34600111222\",\"text\":\"m" + i + "\"}");
        }
        assertThat(emulator.sentByApi().get(4).status()).isEqualTo("Pending");
        await().until(() -> emulator.sentByApi().stream().allMatch(m -> m.status().equals("Read")));
        assertThat(emulator.sentByApi())
                .extracting(EmulatedMessage::text)
                .containsExactly("m0", "m1", "m2", "m3", "m4");
    }

    @Test
    void a_send_comes_back_as_two_webhooks_from_the_public_api() {
        try (Receiver receiver = new Receiver()) {
            for (String type : List.of("message:new", "message:sent:new", "chat:outgoing:new")) {
                api.post(
                        "/webhooks",
                        "{\"event_type\":\"%s\",\"url\":\"%s\"}".formatted(type, receiver.url()));
            }
            api.post(
                    "/messages",
                    "{\"phone\":\"34600111222\",\"text\":\"Hi\",\"label\":\"lead\","
                            + "\"chat_name\":\"Ana\"}");

            await().until(() -> receiver.events.size() == 3);
            assertThat(receiver.types())
                    .containsExactlyInAnyOrder(
                            "chat:outgoing:new", "message:new", "message:sent:new");
            JsonNode sent =
                    receiver.events.stream().filter(e -> e.has("message")).findFirst().get();
            assertThat(sent.at("/message/origin").asText()).isEqualTo("Public API");
            assertThat(sent.at("/message/direction").asText()).isEqualTo("sent");
            assertThat(sent.at("/chat/full_name").asText()).isEqualTo("Ana");
            JsonNode chat = api.get("/chats").data().at("/chats/0");
            assertThat(chat.get("labels").toString()).isEqualTo("[\"lead\"]");
        }
    }

    @Test
    void a_chat_is_answered_with_a_reply() {
        EmulatedMessage asked = emulator.customer("+34600111222").writes("Open?");
        Api.Answer answer =
                api.post(
                        "/chats/" + asked.chatId() + "/messages",
                        "{\"text\":\"Yes\",\"reply_to\":\"" + asked.uid() + "\"}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(emulator.sentByApi().get(0).replyToUid()).isEqualTo(asked.uid());
        assertThat(
                        api.post(
                                        "/chats/" + asked.chatId() + "/messages",
                                        "{\"text\":\"Yes\",\"reply_to\":\"no-such\"}")
                                .status())
                .isEqualTo(404);
    }

    @Test
    void a_jid_names_a_direct_chat_or_a_group() {
        String direct = "{\"jid\":\"34600111222@s.whatsapp.net\",\"text\":\"a\"}";
        String group = "{\"jid\":\"120363041234567890@g.us\",\"text\":\"b\"}";
        assertThat(api.post("/messages/to_jid", direct).status()).isEqualTo(200);
        assertThat(api.post("/messages/to_jid", group).status()).isEqualTo(200);
        assertThat(api.post("/messages/to_jid", "{\"jid\":\"x\",\"text\":\"a\"}").status())
                .isEqualTo(400);
        JsonNode chat = api.get("/chats?group=true").data().at("/chats/0");
        assertThat(chat.get("phone").isNull()).isTrue();
        assertThat(chat.get("jid").asText()).endsWith("@g.us");
    }

    @Test
    void a_text_has_at_most_2000_characters() {
        assertThat(sendText("x".repeat(2000)).status()).isEqualTo(200);
        Api.Answer tooLong = sendText("x".repeat(2001));
        assertThat(tooLong.status()).isEqualTo(400);
        assertThat(tooLong.json().get("error_code").asText()).isEqualTo("validation_error");
        assertThat(tooLong.json().at("/errors/0/fields/0").asText()).isEqualTo("text");
    }

    @Test
    void what_cannot_be_sent_is_named() {
        assertThat(sendText("").body()).contains("can not be empty string");
        assertThat(post("{\"phone\":\"+34600111222\"}").body()).contains("plaintext body");
        assertThat(post("{\"phone\":\"call me\",\"text\":\"a\"}").body())
                .contains("Invalid phone number format");
        assertThat(post("{\"text\":\"a\"}").body()).contains("\"fields\":[\"phone\"]");
        assertThat(post("{\"phone\":\"+34600111222\",\"file_url\":\"http://x\"}").body())
                .contains("use file_uid instead");
        assertThat(post("{\"phone\":\"+34600111222\",\"file_uid\":\"none\"}").status())
                .isEqualTo(404);
        assertThat(sendText("a\\u0000b").body()).contains("U+0000");
        assertThat(post("[]").status()).isEqualTo(400);
        assertThat(post("{\"phone\":\"+34600111222\",\"text\":5}").body())
                .contains("must be a string");
        assertThat(emulator.sentByApi()).isEmpty();
        assertThat(api.get("/chats").data().get("chats")).isEmpty();
    }

    @Test
    void a_body_that_is_not_utf8_is_refused() {
        byte[] latin = {'{', '"', 't', '"', ':', '"', (byte) 0xe9, '"', '}'};
        Api.Answer answer =
                api.send(api.request("/messages").POST(BodyPublishers.ofByteArray(latin)));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("'utf-8' codec can't decode");
    }

    @Test
    void the_account_is_chosen_by_phone_or_is_the_latest_connected() {
        emulator.link("+34600999777", "Second Desk");
        sendText("latest");
        post(
                "{\"phone\":\"+34600111222\",\"text\":\"a\",\"whatsapp_account_phone\":\"+34600999888\"}");

        JsonNode chats = api.get("/chats").data().get("chats");
        assertThat(chats.findValuesAsText("whatsapp_account_id"))
                .containsExactlyInAnyOrder(
                        "34600999777@s.whatsapp.net", "34600999888@s.whatsapp.net");
        assertThat(
                        post("{\"phone\":\"+34600111222\",\"text\":\"a\","
                                        + "\"whatsapp_account_phone\":\"+1999999999\"}")
                                .body())
                .contains("No connected WhatsApp account");
    }

    @Test
    void a_disconnected_account_sends_nothing() {
        long chat = emulator.customer("+34600111222").writes("hi").chatId();
        emulator.account().disconnects();
        assertThat(sendText("a").status()).isEqualTo(400);
        assertThat(api.post("/chats/" + chat + "/messages", "{\"text\":\"a\"}").status())
                .isEqualTo(400);
        assertThat(api.get("/chats/" + chat).data().get("is_allowed_to_message").asBoolean())
                .isFalse();
    }

    @Test
    void files_and_voice_are_sent_as_forms() {
        long chat = emulator.customer("+34600111222").writes("hi").chatId();
        byte[] bytes = {1, 2, 3};
        Api.Answer file =
                api.upload(
                        "/chats/" + chat + "/file_message",
                        "a.pdf",
                        "application/pdf",
                        bytes,
                        Map.of("caption", "our list", "filename", "list.pdf"));
        Api.Answer voice =
                api.upload(
                        "/chats/" + chat + "/voice_message", "v.ogg", "audio/ogg", bytes, Map.of());

        assertThat(file.status()).isEqualTo(200);
        assertThat(voice.status()).isEqualTo(200);
        EmulatedMessage sent = emulator.sentByApi().get(0);
        assertThat(sent.text()).isEqualTo("our list");
        assertThat(sent.attachments()).containsExactly("list.pdf");
        JsonNode message = api.get("/messages/" + sent.uid()).data();
        assertThat(message.get("has_attachment").asBoolean()).isTrue();
        assertThat(api.get(message.get("attachment_url").asText()).status()).isEqualTo(200);
        assertThat(
                        api.upload(
                                        "/chats/" + chat + "/voice_message",
                                        "v.txt",
                                        "text/plain",
                                        bytes,
                                        Map.of())
                                .status())
                .isEqualTo(400);
        assertThat(api.post("/chats/" + chat + "/file_message", "{}").status()).isEqualTo(400);
    }

    @Test
    void credits_are_counted_and_end() {
        for (int i = 0; i < 20; i++) {
            assertThat(sendText("m").status()).isEqualTo(200);
        }
        Api.Answer answer = sendText("one more");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.json().get("error_code").asText()).isEqualTo("quota_exceeded");
        assertThat(api.get("/workspace").data().at("/messaging_quota/used").asInt()).isEqualTo(20);
    }

    @Test
    void reactions_are_set_counted_and_cleared() {
        String uid = emulator.customer("+34600111222").named("Ana").writes("hi").uid();
        emulator.customer("+34600111222").reacts(uid, "❤");
        String path = "/messages/" + uid + "/reactions";

        assertThat(api.patch(path, "{\"reaction\":\"👍\"}").data().get("message_uid").asText())
                .isEqualTo(uid);
        JsonNode reactions = api.get(path).data();
        assertThat(reactions.get("total").asInt()).isEqualTo(2);
        assertThat(reactions.at("/reactions/👍").asInt()).isEqualTo(1);
        assertThat(reactions.at("/users/0/current").asBoolean()).isFalse();
        assertThat(reactions.at("/users/1/current").asBoolean()).isTrue();
        api.patch(path, "{\"reaction\":\"\"}");
        assertThat(api.get(path).data().get("total").asInt()).isEqualTo(1);
        assertThat(api.patch(path, "{}").status()).isEqualTo(400);
    }

    private Api.Answer sendText(String text) {
        return post("{\"phone\":\"+34600111222\",\"text\":\"" + text + "\"}");
    }

    private Api.Answer post(String json) {
        return api.post("/messages", json);
    }
}
