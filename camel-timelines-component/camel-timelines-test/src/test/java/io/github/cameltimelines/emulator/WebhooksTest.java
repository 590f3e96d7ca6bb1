package io.github.cameltimelines.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WebhooksTest {

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
    void a_webhook_is_created_read_changed_and_deleted() {
        JsonNode created = create("message:received:new", "https://shop.example/hook").data();
        String path = "/webhooks/" + created.get("id").asText();

        assertThat(created.toString())
                .isEqualTo(
                        "{\"id\":7654321,\"event_type\":\"message:received:new\",\"enabled\":true,"
                                + "\"url\":\"https://shop.example/hook\",\"errors_counter\":0}");
        assertThat(api.get(path).data()).isEqualTo(created);
        assertThat(api.put(path, "{\"enabled\":false}").data().get("enabled").asBoolean())
                .isFalse();
        JsonNode moved = api.put(path, "{\"url\":\"http://shop.example/new\"}").data();
        assertThat(moved.get("url").asText()).isEqualTo("http://shop.example/new");
        assertThat(moved.get("enabled").asBoolean()).isFalse();
        assertThat(api.put(path, "{\"event_type\":\"nothing\"}").status()).isEqualTo(400);
        assertThat(api.delete(path).body()).isEqualTo("{\"status\":\"ok\"}");
        assertThat(api.get(path).status()).isEqualTo(404);
        assertThat(api.get("/webhooks").data()).isEmpty();
    }

    @Test
    void posting_again_is_the_same_webhook_enabled_again() {
        JsonNode created = create("chat:new", "https://shop.example/hook").data();
        String path = "/webhooks/" + created.get("id").asText();
        api.put(path, "{\"enabled\":false}");

        assertThat(create("chat:new", "https://shop.example/hook").data()).isEqualTo(created);
        api.delete(path);
        assertThat(create("chat:new", "https://shop.example/hook").data()).isEqualTo(created);
        assertThat(create("chat:new", "https://shop.example/other").data()).isNotEqualTo(created);
        assertThat(emulator.webhooks()).hasSize(2);
    }

    @Test
    void an_older_timelines_creates_another_each_time() {
        try (TimelinesEmulator older = TimelinesEmulator.builder().olderWebhooks().start()) {
            String body = "{\"event_type\":\"chat:new\",\"url\":\"https://shop.example/hook\"}";
            Api.of(older).post("/webhooks", body);
            Api.of(older).post("/webhooks", body);
            assertThat(older.webhooks())
                    .extracting(EmulatedWebhook::id)
                    .containsExactly(7654321L, 7654322L);
        }
    }

    @Test
    void the_eleventh_webhook_is_refused() {
        List<String> types = List.copyOf(TimelinesEmulator.eventTypes());
        for (int i = 0; i < 10; i++) {
            assertThat(create(types.get(i), "https://shop.example/hook").status()).isEqualTo(200);
        }
        Api.Answer eleventh = create(types.get(10), "https://shop.example/hook");
        assertThat(eleventh.status()).isEqualTo(403);
        assertThat(eleventh.json().get("error_code").asText()).isEqualTo("quota_exceeded");
        assertThat(create(types.get(0), "https://shop.example/hook").status()).isEqualTo(200);
    }

    @Test
    void all_32_event_types_can_be_subscribed_to_and_no_others() {
        assertThat(TimelinesEmulator.eventTypes()).hasSize(32);
        try (TimelinesEmulator unlimited = TimelinesEmulator.builder().webhookLimit(0).start()) {
            for (String type : TimelinesEmulator.eventTypes()) {
                String body = "{\"event_type\":\"%s\",\"url\":\"https://a.example\"}";
                assertThat(Api.of(unlimited).post("/webhooks", body.formatted(type)).status())
                        .isEqualTo(200);
            }
        }
        Api.Answer unknown = create("chat:created", "https://shop.example/hook");
        assertThat(unknown.status()).isEqualTo(400);
        assertThat(unknown.json().get("error_code").asText()).isEqualTo("validation_error");
        assertThat(unknown.json().at("/errors/0/fields/0").asText()).isEqualTo("event_type");
    }

    @Test
    void a_url_must_be_http_and_well_formed() {
        for (String bad :
                List.of(
                        "shop.example",
                        "ftp://a.example",
                        "http://",
                        "http://a b",
                        "",
                        "http:///x",
                        "https://user+x=1@a.example/")) {
            Api.Answer answer = create("chat:new", bad);
            assertThat(answer.status()).as(bad).isEqualTo(400);
            assertThat(answer.json().at("/errors/0/fields/0").asText()).isEqualTo("url");
        }
        assertThat(create("chat:new", "http://localhost:8080/hook?secret=x").status())
                .isEqualTo(200);
        assertThat(create("chat:new", "https://a.example/" + "x".repeat(4096)).status())
                .isEqualTo(400);
    }

    private Api.Answer create(String type, String url) {
        return api.post("/webhooks", "{\"event_type\":\"%s\",\"url\":\"%s\"}".formatted(type, url));
    }
}
