package io.github.cameltimelines.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FaultsTest {

    private static final String SEND = "{\"phone\":\"+34600111222\",\"text\":\"hello\"}";

    @RegisterExtension
    static TimelinesEmulatorExtension extension = TimelinesEmulatorExtension.create();

    private final Receiver receiver = new Receiver();
    private TimelinesEmulator emulator;
    private Api api;

    @BeforeEach
    void connect(TimelinesEmulator emulator) {
        this.emulator = emulator;
        this.api = Api.of(emulator);
    }

    @AfterEach
    void stop() {
        receiver.close();
    }

    @Test
    void the_next_calls_are_answered_with_a_status_and_no_effect() {
        emulator.faults().api(ApiFault.status(503).times(2));
        assertThat(api.post("/messages", SEND).status()).isEqualTo(503);
        assertThat(api.post("/messages", SEND).json().get("error_code").asText())
                .isEqualTo("internal_error");
        assertThat(emulator.sentByApi()).isEmpty();
        assertThat(api.post("/messages", SEND).status()).isEqualTo(200);
    }

    @Test
    void a_429_has_its_own_body_and_retry_after() {
        emulator.faults()
                .api(ApiFault.tooManyRequests(Duration.ofMillis(1500)))
                .api(ApiFault.tooManyRequests());
        Api.Answer first = api.get("/chats");
        assertThat(first.status()).isEqualTo(429);
        assertThat(first.raw().headers().firstValue("Retry-After")).hasValue("2");
        assertThat(first.body())
                .isEqualTo(
                        "{\"error\":\"Too Many Requests\",\"message\":\"Rate limit exceeded."
                                + " Please retry after a short delay.\"}");
        assertThat(api.get("/chats").raw().headers().firstValue("Retry-After")).isEmpty();
    }

    @Test
    void html_and_text_are_answered_instead_of_json() {
        emulator.faults().api(ApiFault.html(403)).api(ApiFault.text(502, "Bad Gateway"));
        Api.Answer html = api.get("/chats");
        assertThat(html.status()).isEqualTo(403);
        assertThat(html.type()).startsWith("text/html");
        Api.Answer text = api.get("/chats");
        assertThat(text.status()).isEqualTo(502);
        assertThat(text.body()).isEqualTo("Bad Gateway");
    }

    @Test
    void a_slow_answer_is_right_but_late() {
        emulator.faults().api(ApiFault.slow(Duration.ofMillis(300)));
        long start = System.nanoTime();
        assertThat(api.post("/messages", SEND).status()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isGreaterThan(Duration.ofMillis(290));
        assertThat(emulator.sentByApi()).hasSize(1);
    }

    @Test
    void a_connection_closes_before_the_send() {
        emulator.faults().api(ApiFault.close().times(2));
        assertThatThrownBy(() -> sendOnce()).isInstanceOf(IOException.class);
        emulator.faults().clear();
        assertThat(emulator.sentByApi()).isEmpty();
    }

    @Test
    void a_connection_closes_after_the_send_so_that_its_outcome_is_unknown() {
        emulator.faults().api(ApiFault.close().on("POST", "/messages").afterPerforming());
        assertThatThrownBy(() -> sendOnce()).isInstanceOf(IOException.class);
        assertThat(emulator.sentByApi()).hasSize(1);
    }

    @Test
    void a_status_can_be_answered_after_the_send_too() {
        emulator.faults().api(ApiFault.status(500).afterPerforming());
        assertThat(api.post("/messages", SEND).status()).isEqualTo(500);
        assertThat(emulator.sentByApi()).hasSize(1);
    }

    @Test
    void a_fault_can_be_for_one_method_and_path() {
        long chat = emulator.customer("+34600111222").writes("hi").chatId();
        emulator.faults().api(ApiFault.status(500).on("POST", "/chats/*/messages").always());
        String path = "/chats/" + chat + "/messages";
        assertThat(api.get(path).status()).isEqualTo(200);
        assertThat(api.post("/messages", SEND).status()).isEqualTo(200);
        assertThat(api.post(path, "{\"text\":\"a\"}").status()).isEqualTo(500);
        assertThat(api.post(path, "{\"text\":\"a\"}").status()).isEqualTo(500);
        emulator.faults().clear();
        assertThat(api.post(path, "{\"text\":\"a\"}").status()).isEqualTo(200);
    }

    @Test
    void a_revoked_token_is_refused_until_cleared() {
        emulator.faults().revokeToken();
        assertThat(api.get("/chats").status()).isEqualTo(401);
        emulator.faults().clear();
        assertThat(api.get("/chats").status()).isEqualTo(200);
    }

    @Test
    void webhooks_vanish_and_their_counters_grow_on_demand() {
        subscribe("message:new");
        emulator.faults().bumpErrorsCounters(4);
        emulator.faults().bumpErrorsCounter(emulator.webhooks().get(0).id(), 1);
        assertThat(api.get("/webhooks").data().at("/0/errors_counter").asInt()).isEqualTo(5);
        emulator.faults().forgetWebhooks();
        assertThat(api.get("/webhooks").data()).isEmpty();
    }

    @Test
    void a_send_can_fail_later_and_fires_no_webhook() {
        subscribe("message:new");
        emulator.faults().failSends(1);
        assertThat(api.post("/messages", SEND).status()).isEqualTo(200);
        await().until(() -> emulator.sentByApi().get(0).status().equals("Failed"));
        api.post("/messages", SEND);
        await().until(() -> emulator.sentByApi().get(1).status().equals("Read"));
        assertThat(emulator.deliveries().size()).isLessThanOrEqualTo(1);
    }

    @Test
    void a_delivery_is_duplicated_with_the_same_body() {
        subscribe("message:new");
        emulator.faults().duplicate(1);
        write("one", "two");
        await().until(() -> receiver.events.size() == 3);
        assertThat(texts()).containsExactly("one", "one", "two");
        assertThat(receiver.events.get(0)).isEqualTo(receiver.events.get(1));
    }

    @Test
    void deliveries_are_reordered() {
        subscribe("message:new");
        emulator.faults().reorder(3);
        write("one", "two", "three", "four");
        await().until(() -> receiver.events.size() == 4);
        assertThat(texts()).containsExactly("three", "two", "one", "four");
    }

    @Test
    void deliveries_held_for_reordering_go_out_even_if_no_more_come() {
        subscribe("message:new");
        emulator.faults().reorder(3);
        write("one", "two");
        await().until(() -> receiver.events.size() == 2);
        assertThat(texts()).containsExactly("two", "one");
    }

    @Test
    void a_delivery_is_delayed_and_overtaken() {
        subscribe("message:new");
        emulator.faults().delay(1, Duration.ofMillis(300));
        write("one", "two");
        await().until(() -> receiver.events.size() == 2);
        assertThat(texts()).containsExactly("two", "one");
    }

    @Test
    void a_delivery_is_lost() {
        subscribe("message:new");
        emulator.faults().lose(1);
        write("one", "two");
        await().until(() -> receiver.events.size() == 1);
        assertThat(texts()).containsExactly("two");
        assertThat(emulator.deliveries()).hasSize(1);
    }

    @Test
    void faults_are_set_shown_and_ended_over_http() {
        subscribe("message:new");
        Api side = Api.side(emulator);
        Api.Answer set =
                side.put(
                        "/faults",
                        "{\"api\":[{\"kind\":\"too_many_requests\",\"retry_after_s\":3,\"times\":2,"
                                + "\"method\":\"GET\",\"path\":\"/chats\"}],"
                                + "\"webhooks\":{\"lose\":1},\"bump_errors_counters\":2}");
        assertThat(set.status()).isEqualTo(200);
        assertThat(api.get("/chats").raw().headers().firstValue("Retry-After")).hasValue("3");
        assertThat(emulator.webhooks().get(0).errorsCounter()).isEqualTo(2);
        assertThat(side.get("/faults").data().at("/api/0/times_left").asInt()).isEqualTo(1);
        assertThat(side.get("/faults").data().at("/webhooks/lose").asInt()).isEqualTo(1);

        assertThat(side.delete("/faults").status()).isEqualTo(200);
        assertThat(side.get("/faults").data().get("api")).isEmpty();
        assertThat(api.get("/chats").status()).isEqualTo(200);
        side.put("/faults", "{\"token_revoked\":true}");
        assertThat(api.get("/chats").status()).isEqualTo(401);
        side.put("/faults", "{\"forget_webhooks\":true}");
        assertThat(emulator.webhooks()).isEmpty();
    }

    @Test
    void every_kind_can_be_set_over_http() {
        for (String kind : List.of("status", "html", "text", "slow", "too_many_requests")) {
            String body = "{\"api\":[{\"kind\":\"%s\",\"status\":502,\"delay_ms\":1}]}";
            assertThat(Api.side(emulator).put("/faults", body.formatted(kind)).status())
                    .isEqualTo(200);
            int expected = kind.equals("slow") ? 200 : kind.startsWith("too") ? 429 : 502;
            assertThat(api.get("/chats").status()).as(kind).isEqualTo(expected);
        }
        Api.side(emulator)
                .put("/faults", "{\"api\":[{\"kind\":\"close\",\"after_performing\":true}]}");
        assertThatThrownBy(() -> api.post("/messages", SEND))
                .isInstanceOf(UncheckedIOException.class);
        assertThat(emulator.sentByApi()).hasSize(1);
    }

    @Test
    void bad_faults_are_400_and_change_nothing() {
        Api side = Api.side(emulator);
        emulator.faults().lose(7);
        for (String bad :
                List.of(
                        "{\"api\":{}}",
                        "{\"api\":[1]}",
                        "{\"api\":[{\"kind\":\"fire\"}]}",
                        "{\"api\":[{\"status\":99}]}",
                        "{\"webhooks\":{\"lose\":-1}}",
                        "{\"webhooks\":{\"lose\":\"all\"}}",
                        "{\"webhooks\":5}",
                        "{\"webhook\":{\"lose\":1}}",
                        "{\"webhooks\":{\"loose\":1}}",
                        "{\"api\":[{\"state\":503}]}",
                        "nonsense")) {
            assertThat(side.put("/faults", bad).status()).as(bad).isEqualTo(400);
        }
        assertThat(side.get("/faults").data().at("/webhooks/lose").asInt()).isEqualTo(7);
        assertThatThrownBy(() -> emulator.faults().lose(0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private void sendOnce() throws IOException {
        api.sendOrThrow(api.request("/messages").POST(BodyPublishers.ofString(SEND)));
    }

    private void write(String... texts) {
        for (String text : texts) {
            emulator.customer("+34600111222").writes(text);
        }
    }

    private List<String> texts() {
        return receiver.events.stream().map(e -> e.at("/message/text").asText()).toList();
    }

    private void subscribe(String type) {
        api.post(
                "/webhooks",
                "{\"event_type\":\"%s\",\"url\":\"%s\"}".formatted(type, receiver.url()));
    }
}
