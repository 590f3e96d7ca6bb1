package io.github.cameltimelines.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WabaTest {

    private final TestClock clock = new TestClock();
    private final TimelinesEmulator emulator = TimelinesEmulator.builder().clock(clock).start();
    private final Api api = Api.of(emulator);
    private final Receiver receiver = new Receiver();

    @AfterEach
    void stop() {
        emulator.close();
        receiver.close();
    }

    @Test
    void within_the_window_any_text_is_sent_and_reported_until_read() {
        subscribe("waba:message:received", "waba:message:delivered", "waba:message:read");
        subscribe("waba:chat:incoming");
        long chat = emulator.customer("+34600111222").onWaba().writes("Where is it?").chatId();

        JsonNode sent =
                api.post("/waba/chats/" + chat + "/messages", "{\"text\":\"There\"}").data();

        assertThat(sent.get("text").asText()).isEqualTo("There");
        await().until(() -> receiver.events.size() == 4);
        assertThat(receiver.types())
                .containsExactlyInAnyOrder(
                        "waba:chat:incoming",
                        "waba:message:received",
                        "waba:message:delivered",
                        "waba:message:read");
        String path = "/waba/messages/" + sent.get("uid").asText();
        assertThat(api.get(path).data().get("status").asText()).isEqualTo("Read");
        assertThat(api.get(path + "/status_history").data()).hasSize(4);
        assertThat(api.get("/messages/" + sent.get("uid").asText()).status()).isEqualTo(404);
    }

    @Test
    void outside_the_window_only_an_approved_template_is_sent() {
        long chat = emulator.customer("+34600111222").onWaba().writes("hi").chatId();
        clock.forward(Duration.ofHours(24));
        String path = "/waba/chats/" + chat + "/messages";

        Api.Answer text = api.post(path, "{\"text\":\"late\"}");
        assertThat(text.status()).isEqualTo(409);
        assertThat(text.json().get("error_code").asText()).isEqualTo("service_window_closed");
        assertThat(template(path, "order_ok", "[\"A1\"]").status()).isEqualTo(200);
        assertThat(template(path, "order_ok", "[]").status()).isEqualTo(422);
        assertThat(template(path, "big_sale", "[]").json().get("error_code").asText())
                .isEqualTo("template_not_approved");
        assertThat(template(path, "none", "[]").status()).isEqualTo(404);
    }

    @Test
    void a_phone_is_written_to_with_a_template_and_an_account() {
        String body =
                "{\"waba_account_id\":4821,\"phone\":\"+34600111222\",\"template\":"
                        + "{\"name\":\"order_ok\",\"language\":\"en\",\"variables\":{\"body\":[\"A\"]}}}";
        assertThat(api.post("/waba/messages", body).status()).isEqualTo(200);
        assertThat(api.post("/waba/messages", body.replace("4821", "1")).status()).isEqualTo(404);
        assertThat(api.post("/waba/messages", "{\"phone\":\"+34600111222\"}").status())
                .isEqualTo(400);
        JsonNode chats = api.get("/waba/chats?waba_account_id=4821").data().get("chats");
        assertThat(chats).hasSize(1);
        assertThat(chats.get(0).has("jid")).isFalse();
        assertThat(api.get("/chats").data().get("chats")).isEmpty();
    }

    @Test
    void a_file_is_sent_as_a_form() {
        long chat = emulator.customer("+34600111222").onWaba().writes("hi").chatId();
        Api.Answer answer =
                api.upload(
                        "/waba/chats/" + chat + "/messages",
                        "a.pdf",
                        "application/pdf",
                        new byte[3],
                        Map.of("text", "here"));
        assertThat(answer.data().get("attachment_filename").asText()).isEqualTo("a.pdf");
        assertThat(api.post("/waba/chats/" + chat + "/messages", "{}").status()).isEqualTo(400);
    }

    @Test
    void closing_and_assigning_fire_webhooks() {
        subscribe("waba:chat:closed", "waba:chat:reopened", "waba:chat:assigned");
        long chat = emulator.customer("+34600111222").onWaba().writes("hi").chatId();
        String path = "/waba/chats/" + chat;
        api.patch(path, "{\"closed\":true}");
        api.patch(path, "{\"closed\":false}");
        api.patch(path, "{\"responsible\":\"tom@shop.example\"}");

        await().untilAsserted(
                        () ->
                                assertThat(receiver.types())
                                        .containsExactlyInAnyOrder(
                                                "waba:chat:closed",
                                                "waba:chat:reopened",
                                                "waba:chat:assigned"));
    }

    @Test
    void accounts_templates_and_analytics_are_shown() {
        emulator.customer("+34600111222").onWaba().writes("hi");
        assertThat(api.get("/waba/accounts").data().at("/accounts/0/id").asLong()).isEqualTo(4821);
        assertThat(api.get("/waba/accounts/4821").status()).isEqualTo(200);
        assertThat(api.get("/waba/templates").data().get("templates")).hasSize(2);
        assertThat(api.get("/waba/templates/501").data().get("name").asText())
                .isEqualTo("order_ok");
        Api.Answer started = api.post("/waba/accounts/4821/analytics", "{}");
        assertThat(started.status()).isEqualTo(202);
        String handle = started.data().get("handle").asText();
        assertThat(
                        api.get("/waba/accounts/4821/analytics/" + handle)
                                .data()
                                .get("received")
                                .asInt())
                .isEqualTo(1);
        assertThat(api.get("/waba/accounts/4821/analytics/none").status()).isEqualTo(404);
    }

    @Test
    void history_takes_a_page_size() {
        Customer customer = emulator.customer("+34600111222").onWaba();
        long chat = customer.writes("a").chatId();
        List.of("b", "c").forEach(customer::writes);
        JsonNode page = api.get("/waba/chats/" + chat + "/messages?size=2").data();
        assertThat(page.get("messages")).hasSize(2);
        assertThat(page.get("has_more_pages").asBoolean()).isTrue();
    }

    private Api.Answer template(String path, String name, String variables) {
        return api.post(
                path,
                "{\"template\":{\"name\":\"%s\",\"language\":\"en\",\"variables\":{\"body\":%s}}}"
                        .formatted(name, variables));
    }

    private void subscribe(String... types) {
        for (String type : types) {
            api.post(
                    "/webhooks",
                    "{\"event_type\":\"%s\",\"url\":\"%s\"}".formatted(type, receiver.url()));
        }
    }
}
