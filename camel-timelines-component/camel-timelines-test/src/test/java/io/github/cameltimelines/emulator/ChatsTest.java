package io.github.cameltimelines.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ChatsTest {

    @RegisterExtension
    static TimelinesEmulatorExtension extension = TimelinesEmulatorExtension.create();

    private TimelinesEmulator emulator;
    private Api api;

    @BeforeEach
    void connect(TimelinesEmulator emulator) {
        this.emulator = emulator;
        this.api = Api.of(emulator);
    }

    @Test
    void chats_are_listed_fifty_a_page_latest_first() {
        for (int i = 0; i < 51; i++) {
            emulator.customer("+346001112" + (10 + i)).named("Customer " + i).writes("hi");
        }
        JsonNode first = api.get("/chats").data();
        JsonNode second = api.get("/chats?page=2").data();

        assertThat(first.get("has_more_pages").asBoolean()).isTrue();
        assertThat(first.get("chats")).hasSize(50);
        assertThat(first.at("/chats/0/name").asText()).isEqualTo("Customer 50");
        assertThat(second.get("has_more_pages").asBoolean()).isFalse();
        assertThat(second.get("chats")).hasSize(1);
        assertThat(api.get("/chats?page=9").data().get("chats")).isEmpty();
        assertThat(api.get("/chats?page=x").status()).isEqualTo(400);
    }

    @Test
    void chats_are_filtered_by_every_condition_given() {
        long ana = emulator.customer("+34600111222").named("Ana Lopez").writes("hi").chatId();
        emulator.customer("+34600333444").named("Bo").writes("hi");
        api.post("/chats/" + ana + "/labels", "{\"labels\":[\"lead\"]}");
        api.patch("/chats/" + ana, "{\"responsible\":\"tom@shop.example\",\"closed\":true}");

        assertThat(ids("label=lead,other")).containsExactly(ana);
        assertThat(ids("responsible=tom@shop.example")).containsExactly(ana);
        assertThat(ids("name=lopez")).containsExactly(ana);
        assertThat(ids("closed=true")).containsExactly(ana);
        assertThat(ids("closed=true&name=bo")).isEmpty();
        assertThat(ids("phone=%2B34600111222")).containsExactly(ana);
        assertThat(ids("phone=%2B3460011122")).isEmpty();
        assertThat(ids("phone=00111222")).containsExactly(ana);
        assertThat(ids("group=true")).isEmpty();
        assertThat(ids("created_after=2100-01-01")).isEmpty();
        assertThat(ids("created_before=2100-01-01T00:00:00Z")).hasSize(2);
        assertThat(ids("whatsapp_account_id=34600999888%40s.whatsapp.net")).hasSize(2);
        assertThat(api.get("/chats?closed=maybe").status()).isEqualTo(400);
        assertThat(api.get("/chats?created_after=soon").status()).isEqualTo(400);
    }

    @Test
    void a_chat_shows_its_last_message_on_request() {
        long id = emulator.customer("+34600111222").named("Ana").writes("hello").chatId();

        JsonNode chat = api.get("/chats?with_msg=true").data().at("/chats/0");

        assertThat(chat.at("/last_message/text").asText()).isEqualTo("hello");
        assertThat(chat.get("last_message").has("reactions")).isFalse();
        assertThat(chat.get("unattended").asBoolean()).isTrue();
        JsonNode alone = api.get("/chats/" + id).data();
        assertThat(alone.has("last_message")).isFalse();
        assertThat(alone.get("jid").asText()).isEqualTo("34600111222@s.whatsapp.net");
        assertThat(alone.get("responsible_email").isNull()).isTrue();
    }

    @Test
    void an_unknown_chat_is_404_with_an_error_code() {
        Api.Answer answer = api.get("/chats/99");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().get("error_code").asText()).isEqualTo("not_found");
        assertThat(api.get("/chats/abc").status()).isEqualTo(404);
    }

    @Test
    void a_chat_is_changed_field_by_field_or_not_at_all() {
        long id = emulator.customer("+34600111222").writes("hi").chatId();
        emulator.customer("+34600333444").named("Bo").writes("hi");
        String path = "/chats/" + id;

        JsonNode changed =
                api.patch(path, "{\"name\":\"Ana\",\"read\":true,\"closed\":true}").data();
        assertThat(changed.get("name").asText()).isEqualTo("Ana");
        assertThat(changed.get("closed").asBoolean()).isTrue();

        assertThat(api.patch(path, "{\"name\":\"Bo\"}").status()).isEqualTo(400);
        assertThat(api.patch(path, "{\"closed\":false,\"read\":\"no\"}").status()).isEqualTo(400);
        assertThat(api.get(path).data().get("closed").asBoolean()).isTrue();
        assertThat(api.patch(path, "{\"responsible\":\"who@else.example\"}").status())
                .isEqualTo(400);
    }

    @Test
    void assigning_and_unassigning_fire_webhooks() {
        long id = emulator.customer("+34600111222").writes("hi").chatId();
        try (Receiver receiver = new Receiver()) {
            for (String what : List.of("assigned", "unassigned")) {
                api.post(
                        "/webhooks",
                        "{\"event_type\":\"chat:responsible:%s\",\"url\":\"%s\"}"
                                .formatted(what, receiver.url()));
            }
            api.patch("/chats/" + id, "{\"responsible\":\"tom@shop.example\"}");
            api.patch("/chats/" + id, "{\"responsible\":\"tom@shop.example\"}");
            api.patch("/chats/" + id, "{\"responsible\":\"\"}");

            await().until(() -> receiver.events.size() == 2);
            JsonNode assigned = receiver.events.get(0);
            assertThat(assigned.at("/chat/responsible_name").asText()).isEqualTo("Tom");
            JsonNode unassigned = receiver.events.get(1);
            assertThat(unassigned.at("/chat/previous_responsible_name").asText()).isEqualTo("Tom");
            assertThat(unassigned.get("chat").has("responsible_name")).isFalse();
        }
    }

    @Test
    void posting_labels_replaces_and_putting_adds() {
        String path = "/chats/" + emulator.customer("+34600111222").writes("hi").chatId();
        api.post(path + "/labels", "{\"labels\":[\"a\",\"b\"]}");
        api.put(path + "/labels", "{\"labels\":[\"c\",\"a\"]}");
        assertThat(api.get(path + "/labels").body()).contains("[\"a\",\"b\",\"c\"]");
        api.post(path + "/labels", "{\"labels\":[\"d\"]}");
        assertThat(api.get(path + "/labels").body()).contains("{\"labels\":[\"d\"]}");

        String long65 = "x".repeat(65);
        assertThat(api.put(path + "/labels", "{\"labels\":[\"" + long65 + "\"]}").status())
                .isEqualTo(400);
        assertThat(api.put(path + "/labels", "{\"labels\":\"a\"}").status()).isEqualTo(400);
    }

    @Test
    void notes_are_taken_as_json_and_as_text_and_cannot_be_read_there() {
        String path = "/chats/" + emulator.customer("+34600111222").writes("hi").chatId();

        assertThat(api.post(path + "/notes", "{\"text\":\"calls often\"}").status()).isEqualTo(200);
        Api.Answer plain =
                api.send(
                        api.request(path + "/notes")
                                .header("Content-Type", "text/plain")
                                .POST(BodyPublishers.ofString("plain note")));
        assertThat(plain.data().get("message_uid").asText()).isNotEmpty();
        assertThat(api.get(path + "/notes").status()).isEqualTo(405);

        JsonNode messages = api.get(path + "/messages").data().get("messages");
        assertThat(messages.findValuesAsText("message_type"))
                .containsExactly("note", "note", "whatsapp");
        assertThat(emulator.sentByApi()).isEmpty();
    }

    @Test
    void history_is_filtered_sorted_and_paged() {
        Customer ana = emulator.customer("+34600111222");
        long id = ana.writes("m0").chatId();
        String uid1 = ana.writes("m1").uid();
        ana.writes("m2");
        String uid3 = ana.writes("m3").uid();

        assertThat(texts(id, "")).containsExactly("m3", "m2", "m1", "m0");
        assertThat(texts(id, "sorting_order=asc")).containsExactly("m0", "m1", "m2", "m3");
        assertThat(texts(id, "after_message=" + uid1)).containsExactly("m3", "m2");
        assertThat(texts(id, "before_message=" + uid1)).containsExactly("m0");
        assertThat(texts(id, "after_message=" + uid1 + "&before_message=" + uid3))
                .containsExactly("m2");
        assertThat(texts(id, "from_me=true")).isEmpty();
        assertThat(texts(id, "before=2024-01-17%2010:35")).isEmpty();
        assertThat(texts(id, "after=2024-01-17")).hasSize(4);
        for (int i = 0; i < 50; i++) {
            ana.writes("more");
        }
        assertThat(texts(id, "page=2")).containsExactly("m3", "m2", "m1", "m0");
        assertThat(api.get("/chats/" + id + "/messages?sorting_order=up").status()).isEqualTo(400);
    }

    @Test
    void the_v2_family_shows_the_same_chats() {
        long id = emulator.customer("+34600111222").writes("hi").chatId();
        assertThat(api.get("/v2/chats").data().at("/chats/0/id").asLong()).isEqualTo(id);
        assertThat(api.get("/v2/chats/" + id + "/messages").data().get("messages")).hasSize(1);
    }

    private List<Long> ids(String query) {
        return api.get("/chats?" + query).data().get("chats").findValues("id").stream()
                .map(JsonNode::asLong)
                .toList();
    }

    private List<String> texts(long chatId, String query) {
        return api.get("/chats/" + chatId + "/messages?" + query)
                .data()
                .get("messages")
                .findValuesAsText("text");
    }
}
