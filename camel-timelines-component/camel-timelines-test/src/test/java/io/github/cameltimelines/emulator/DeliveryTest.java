package io.github.cameltimelines.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DeliveryTest {

    @RegisterExtension
    static TimelinesEmulatorExtension extension =
            TimelinesEmulatorExtension.create()
                    .with(
                            b ->
                                    b.webhookTimeout(Duration.ofMillis(300))
                                            .webhookSpacing(Duration.ofMillis(30))
                                            .webhookLimit(0));

    private final Receiver receiver = new Receiver();
    private TimelinesEmulator emulator;

    @BeforeEach
    void connect(TimelinesEmulator emulator) {
        this.emulator = emulator;
    }

    @AfterEach
    void stop() {
        receiver.close();
    }

    @Test
    void a_failure_is_tried_three_times_in_all_and_counted_once() {
        subscribe("message:new", receiver.url());
        List.of(500, 404, 302).forEach(receiver.answers::add);

        emulator.customer("+34600111222").writes("hi");

        await().until(() -> emulator.webhooks().get(0).errorsCounter() == 1);
        assertThat(emulator.deliveries())
                .extracting(WebhookAttempt::status)
                .containsExactly(500, 404, 302);
        assertThat(emulator.deliveries())
                .extracting(WebhookAttempt::tries)
                .containsExactly(1, 2, 3);
        assertThat(receiver.events.get(2)).isEqualTo(receiver.events.get(0));
        assertThat(emulator.webhooks().get(0).enabled()).isTrue();
    }

    @Test
    void a_success_resets_the_counter() {
        subscribe("message:new", receiver.url());
        IntStream.range(0, 6).forEach(i -> receiver.answers.add(503));
        emulator.customer("+34600111222").writes("one");
        emulator.customer("+34600111222").writes("two");
        await().until(() -> emulator.webhooks().get(0).errorsCounter() == 2);

        emulator.customer("+34600111222").writes("three");

        await().until(() -> emulator.webhooks().get(0).errorsCounter() == 0);
        assertThat(emulator.deliveries()).hasSize(7);
    }

    @Test
    void silence_is_a_failure_after_the_timeout() {
        subscribe("message:new", receiver.url());
        receiver.answers.add(Receiver.SILENCE);

        emulator.customer("+34600111222").writes("hi");

        await().until(() -> emulator.deliveries().size() == 2);
        assertThat(emulator.deliveries().get(0).error()).isEqualTo("timeout");
        assertThat(emulator.deliveries().get(0).status()).isZero();
        assertThat(emulator.deliveries().get(1).delivered()).isTrue();
    }

    @Test
    void nobody_listening_is_a_failure_and_does_not_hold_up_others() {
        subscribe("message:new", "http://localhost:1/hook");
        subscribe("message:received:new", receiver.url());

        emulator.customer("+34600111222").writes("hi");

        await().until(() -> emulator.webhooks().get(0).errorsCounter() == 1);
        assertThat(receiver.types()).containsExactly("message:received:new");
    }

    @Test
    void a_disabled_webhook_gets_nothing() {
        subscribe("message:new", receiver.url());
        subscribe("message:received:new", receiver.url());
        long id = emulator.webhooks().get(0).id();
        Api.of(emulator).put("/webhooks/" + id, "{\"enabled\":false}");

        emulator.customer("+34600111222").writes("hi");

        await().until(() -> !emulator.deliveries().isEmpty());
        assertThat(receiver.types()).containsExactly("message:received:new");
    }

    @Test
    void messages_of_a_chat_arrive_in_the_order_written() {
        subscribe("message:new", receiver.url());
        Customer ana = emulator.customer("+34600111222");
        IntStream.range(0, 100).forEach(i -> ana.writes("m" + i));

        await().until(() -> receiver.events.size() == 100);
        assertThat(receiver.events)
                .extracting(event -> event.at("/message/text").asText())
                .containsExactlyElementsOf(IntStream.range(0, 100).mapToObj(i -> "m" + i).toList());
    }

    @Test
    void every_event_type_has_a_sample_and_no_two_samples_are_the_same() {
        for (String type : TimelinesEmulator.eventTypes()) {
            subscribe(type, receiver.url());
            emulator.fireSample(type);
            emulator.fireSample(type);
        }
        await().until(() -> receiver.events.size() == 64);
        assertThat(receiver.types()).containsAll(TimelinesEmulator.eventTypes());
        assertThat(receiver.events.toString()).doesNotContain("${");
        assertThat(
                        receiver.events.stream()
                                .filter(e -> !e.get("event_type").asText().contains("account"))
                                .distinct())
                .hasSize(50);
        assertThatThrownBy(() -> emulator.fireSample("no:such"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void any_payload_can_be_fired_from_java_and_over_http() {
        subscribe("chat:new", receiver.url());
        ObjectNode payload = JsonNodeFactory.instance.objectNode();
        payload.putObject("chat").put("id", 5);

        emulator.fire("chat:new", payload);
        Api side = Api.side(emulator);
        assertThat(side.post("/events/chat:new", "{\"chat\":{\"id\":6}}").status()).isEqualTo(202);
        assertThat(side.post("/events/chat%3Anew", "").status()).isEqualTo(202);
        assertThat(side.post("/events/no:such", "").status()).isEqualTo(400);

        await().until(() -> receiver.events.size() == 3);
        assertThat(receiver.events.get(0).toString())
                .isEqualTo("{\"event_type\":\"chat:new\",\"chat\":{\"id\":5}}");
        assertThat(receiver.events.get(2).at("/chat/name").asText()).isEqualTo("Ana Lopez");
    }

    @Test
    void the_account_reports_what_happens_to_it() {
        List<String> happenings = List.of("disconnected", "connected", "suspended", "resumed");
        happenings.forEach(what -> subscribe("whatsapp:account:" + what, receiver.url()));

        emulator.account().disconnects().connects().suspends().resumes();

        await().until(() -> receiver.events.size() == 4);
        JsonNode gone =
                receiver.events.stream()
                        .filter(e -> e.get("event_type").asText().endsWith(":disconnected"))
                        .findFirst()
                        .get();
        assertThat(gone.at("/whatsapp_account/status").asText()).isEqualTo("disconnected");
        assertThat(gone.at("/whatsapp_account").has("disconnected_on")).isTrue();
    }

    @Test
    void the_seeds_envelope_has_everything_below_data() {
        try (TimelinesEmulator seeds =
                TimelinesEmulator.builder().envelope(Envelope.SEED).start()) {
            for (String type : List.of("message:received:new", "chat:created")) {
                Api.of(seeds)
                        .post(
                                "/webhooks",
                                "{\"event_type\":\"%s\",\"url\":\"%s\"}"
                                        .formatted(type, receiver.url()));
            }
            seeds.customer("+34600111222").named("Ana Lopez").writes("hours?");

            await().until(() -> receiver.events.size() == 2);
            JsonNode event =
                    receiver.events.stream()
                            .filter(e -> e.at("/data/text").isTextual())
                            .findFirst()
                            .get();
            JsonNode data = event.get("data");
            assertThat(event.size()).isEqualTo(2);
            assertThat(data.get("chat_id").asLong()).isEqualTo(4711);
            assertThat(data.get("chat_name").asText()).isEqualTo("Ana Lopez");
            assertThat(data.get("text").asText()).isEqualTo("hours?");
            assertThat(data.get("message_uid").asText()).isNotEmpty();
            assertThat(data.get("sender_phone").asText()).isEqualTo("+34600111222");
            assertThat(receiver.types()).contains("chat:created");
        }
    }

    @Test
    void a_reset_forgets_deliveries_that_are_under_way() {
        try (TimelinesEmulator slow =
                TimelinesEmulator.builder().webhookSpacing(Duration.ofMillis(300)).start()) {
            Api.of(slow)
                    .post(
                            "/webhooks",
                            "{\"event_type\":\"message:new\",\"url\":\"%s\"}"
                                    .formatted(receiver.url()));
            receiver.answers.add(500);
            slow.customer("+34600111222").writes("hi");
            await().until(() -> slow.deliveries().size() == 1);

            slow.reset();

            assertThat(slow.webhooks()).isEmpty();
            assertThat(slow.messages(4711)).isEmpty();
            await().during(Duration.ofMillis(500)).until(() -> receiver.events.size() == 1);
            assertThat(slow.deliveries()).isEmpty();
        }
    }

    private void subscribe(String type, String url) {
        Api.of(emulator)
                .post("/webhooks", "{\"event_type\":\"%s\",\"url\":\"%s\"}".formatted(type, url));
    }
}
