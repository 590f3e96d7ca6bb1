package io.github.cameltimelines.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CustomersTest {

    private final TimelinesEmulator emulator = TimelinesEmulator.start();
    private final Receiver receiver = new Receiver();
    private final Api api = Api.of(emulator);
    private final Api side = Api.side(emulator);

    @BeforeEach
    void subscribe() {
        for (String type : TimelinesEmulator.eventTypes()) {
            if (emulator.webhooks().size() == 10) {
                break;
            }
            subscribe(type);
        }
    }

    @AfterEach
    void stop() {
        emulator.close();
        receiver.close();
    }

    private void subscribe(String type) {
        String body = "{\"event_type\":\"%s\",\"url\":\"%s\"}".formatted(type, receiver.url());
        assertThat(api.post("/webhooks", body).status()).isEqualTo(200);
    }

    @Test
    void a_first_message_opens_a_chat_and_fires_four_events() {
        Api.Answer answer =
                side.post(
                        "/customers/%2B34600111222/messages",
                        "{\"text\":\"What are your hours?\",\"name\":\"Ana Lopez\"}");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.data().get("chat_id").asLong()).isEqualTo(4711);
        String uid = answer.data().get("message_uid").asText();
        await().untilAsserted(
                        () ->
                                assertThat(receiver.types())
                                        .containsExactlyInAnyOrder(
                                                "chat:new",
                                                "chat:incoming:new",
                                                "message:new",
                                                "message:received:new"));
        JsonNode event = event("message:received:new");
        assertThat(event.at("/message/message_uid").asText()).isEqualTo(uid);
        assertThat(event.at("/message/text").asText()).isEqualTo("What are your hours?");
        assertThat(event.at("/message/direction").asText()).isEqualTo("received");
        assertThat(event.at("/chat/chat_id").asLong()).isEqualTo(4711);
        assertThat(event.at("/chat/full_name").asText()).isEqualTo("Ana Lopez");
        assertThat(event.at("/chat/phone").asText()).isEqualTo("+34600111222");
        assertThat(event.at("/message/timestamp").asText())
                .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d [+-]\\d{4}");
        assertThat(event("chat:new").at("/chat/jid").asText())
                .isEqualTo("34600111222@s.whatsapp.net");
    }

    @Test
    void a_second_message_fires_message_events_only() {
        emulator.customer("+34600111222").writes("one");
        await().until(() -> receiver.events.size() == 4);

        emulator.customer("34600111222").writes("two");

        await().until(() -> receiver.events.size() == 6);
        assertThat(receiver.types().subList(4, 6))
                .containsExactlyInAnyOrder("message:new", "message:received:new");
    }

    @Test
    void a_phone_is_taken_raw_and_without_its_plus_too() {
        assertThat(side.post("/customers/+34600111222/messages", "{\"text\":\"a\"}").status())
                .isEqualTo(201);
        assertThat(side.post("/customers/34600111222/messages", "{\"text\":\"b\"}").status())
                .isEqualTo(201);
        assertThat(emulator.messages(4711)).hasSize(2);
    }

    @Test
    void a_file_arrives_as_an_attachment_with_a_link_that_works() {
        byte[] bytes = "a,b\n".getBytes(StandardCharsets.UTF_8);
        Api.Answer answer =
                side.upload(
                        "/customers/+34600111222/messages",
                        "list.csv",
                        "text/csv",
                        bytes,
                        Map.of("text", "my list"));

        assertThat(answer.status()).isEqualTo(201);
        await().until(() -> receiver.types().contains("message:received:new"));
        JsonNode attachment = event("message:received:new").at("/message/attachments/0");
        assertThat(attachment.get("filename").asText()).isEqualTo("list.csv");
        assertThat(attachment.get("size").asInt()).isEqualTo(4);
        String link = attachment.get("temporary_download_url").asText();
        assertThat(side.get(link).body()).isEqualTo("a,b\n");
    }

    @Test
    void calls_and_reactions_fire_their_events() {
        String uid = emulator.customer("+34600111222").named("Ana").writes("hello").uid();
        replaceWebhooks("message:reaction", "call:incoming:missed", "call:incoming:ended");

        emulator.customer("+34600111222").reacts(uid, "👍");
        emulator.customer("+34600111222").calls();
        emulator.customer("+34600111222").calls(Duration.ofSeconds(61));

        await().until(() -> receiver.types().contains("call:incoming:ended"));
        await().until(() -> receiver.types().contains("call:incoming:missed"));
        await().until(() -> receiver.types().contains("message:reaction"));
        JsonNode reaction = event("message:reaction");
        assertThat(reaction.at("/reaction/emoji").asText()).isEqualTo("👍");
        assertThat(reaction.at("/reaction/reactions/👍").asInt()).isEqualTo(1);
        assertThat(reaction.at("/chat/phone").asText()).isEqualTo("34600111222");
        JsonNode missed = event("call:incoming:missed");
        assertThat(missed.at("/call_details/duration").isNull()).isTrue();
        assertThat(missed.at("/call_details/status").asText()).isEqualTo("Missed");
        assertThat(event("call:incoming:ended").at("/call_details/duration").asInt()).isEqualTo(61);
    }

    @Test
    void calls_and_reactions_work_over_http() {
        String uid = emulator.customer("+34600111222").writes("hello").uid();
        String reaction = "{\"message_uid\":\"%s\",\"reaction\":\"👍\"}".formatted(uid);
        assertThat(side.post("/customers/+34600111222/reactions", reaction).status())
                .isEqualTo(201);
        assertThat(side.post("/customers/+34600111222/calls", "{}").status()).isEqualTo(201);
        assertThat(side.post("/customers/+34600999111/reactions", reaction).status())
                .isEqualTo(404);
        assertThat(emulator.messages(4711).get(1).type()).isEqualTo("whatsapp_call");
    }

    @Test
    void a_customer_sees_the_chat_without_notes() {
        long chat = emulator.customer("+34600111222").writes("hi").chatId();
        api.post("/chats/" + chat + "/messages", "{\"text\":\"hello\"}");
        api.post("/chats/" + chat + "/notes", "{\"text\":\"difficult\"}");

        await().untilAsserted(
                        () ->
                                assertThat(texts(side.get("/customers/+34600111222/messages")))
                                        .containsExactly("hi", "hello"));
    }

    @Test
    void bad_input_is_answered_400_with_the_field() {
        assertThat(side.post("/customers/xyz/messages", "{\"text\":\"a\"}").body())
                .contains("E.164");
        assertThat(side.post("/customers/+34600111222/messages", "{}").body())
                .contains("\"fields\":[\"text\"]");
        Api.Answer broken = side.post("/customers/+34600111222/messages", "{\"text\":");
        assertThat(broken.status()).isEqualTo(400);
        assertThat(broken.json().get("message").asText()).startsWith("Bad JSON format");
        assertThatThrownBy(() -> emulator.customer("abc"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("abc");
    }

    @Test
    void other_sites_cannot_write_as_the_customer() {
        Api.Answer answer =
                side.send(
                        side.request("/customers/+34600111222/messages")
                                .header("Sec-Fetch-Site", "cross-site")
                                .POST(
                                        java.net.http.HttpRequest.BodyPublishers.ofString(
                                                "{\"text\":\"a\"}")));
        assertThat(answer.status()).isEqualTo(403);
        assertThat(emulator.messages(4711)).isEmpty();
    }

    private void replaceWebhooks(String... types) {
        emulator.webhooks().forEach(webhook -> api.delete("/webhooks/" + webhook.id()));
        for (String type : types) {
            subscribe(type);
        }
    }

    private JsonNode event(String type) {
        return receiver.events.stream()
                .filter(event -> event.get("event_type").asText().equals(type))
                .findFirst()
                .orElseThrow();
    }

    private static java.util.List<String> texts(Api.Answer answer) {
        return answer.data().get("messages").findValuesAsText("text");
    }
}
