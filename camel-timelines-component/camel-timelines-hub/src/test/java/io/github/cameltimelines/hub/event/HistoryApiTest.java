package io.github.cameltimelines.hub.event;

import static io.github.cameltimelines.hub.History.DELIVERIES;
import static io.github.cameltimelines.hub.History.EVENTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltimelines.hub.HistoryFixture;
import io.github.cameltimelines.hub.Receiver;
import io.github.cameltimelines.hub.RunningHub.Reply;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What came in and what became of it, as the API shows it. */
class HistoryApiTest extends HistoryFixture {

    private static List<String> texts(List<JsonNode> items, String field) {
        return items.stream().map(item -> item.path(field).asText()).toList();
    }

    @Test
    void a_delivery_shows_each_attempt_with_what_was_answered_and_when_the_next_is()
            throws Exception {
        int webhook =
                history.webhook(
                        "message:received:new",
                        receiver.url("/bot"),
                        ",\"retry_schedule\":\"100ms,1h\"");
        receiver.answer(503, "answer 503");
        Instant before = Instant.now();
        String event = history.publish(4711, "m-1");
        await().atMost(PATIENCE)
                .until(
                        () ->
                                history.deliveries("status=retrying").stream()
                                        .anyMatch(
                                                one ->
                                                        one.get("attempts").intValue() == 2
                                                                && one.has("next_attempt_at")));

        JsonNode listed = history.deliveries("").get(0);
        assertThat(listed.get("event_id").asText()).isEqualTo(event);
        assertThat(listed.get("webhook_id").intValue()).isEqualTo(webhook);
        assertThat(listed.get("chat_id").asText()).isEqualTo("4711");
        assertThat(listed.get("event_type").asText()).isEqualTo("message:received:new");
        assertThat(listed.has("log")).isFalse();
        assertThat(listed.at("/last_response/status").intValue()).isEqualTo(503);
        assertThat(listed.at("/last_response/delivered").booleanValue()).isFalse();
        assertThat(listed.at("/last_response/error").asText()).isEqualTo("HTTP 503");
        JsonNode delivery = history.delivery(listed.get("id").asText());
        assertThat(Instant.parse(delivery.get("created_at").asText()))
                .isAfter(before.minusMillis(5));
        assertThat(Instant.parse(delivery.get("next_attempt_at").asText()))
                .isAfter(Instant.now().plusSeconds(1_800));
        assertThat(delivery.get("log")).hasSize(2);
        JsonNode attempt = delivery.get("log").get(1);
        assertThat(attempt.get("attempt").intValue()).isEqualTo(2);
        assertThat(attempt.get("outcome").asText()).isEqualTo("retry");
        assertThat(attempt.get("status").intValue()).isEqualTo(503);
        assertThat(attempt.get("response").asText()).isEqualTo("answer 503");
        assertThat(attempt.get("duration_ms").intValue()).isNotNegative();
        assertThat(Instant.parse(attempt.get("at").asText())).isAfter(before);
        assertThat(attempt.get("error").asText()).isNotEmpty();
    }

    @Test
    void named_deliveries_tell_how_they_stand_and_what_would_be_sent() throws Exception {
        int webhook =
                history.webhook(
                        TYPE,
                        receiver.url("/bot?k=v"),
                        ",\"retry_schedule\":\"1h\",\"headers\":{\"X-Key\":\"secret-key\"},"
                                + "\"secret\":\"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\"");
        receiver.answer(500, "");
        String event = history.publish(4711, "m-1");
        awaitDeliveries("status=retrying", 1);
        String id = history.deliveries("").get(0).get("id").asText();
        receiver.answer(200, "");
        history.publish(4712, "m-2");
        awaitDeliveries("status=delivered", 1);
        String other = history.deliveries("status=delivered").get(0).get("id").asText();

        assertThat(texts(history.list(DELIVERIES + "?delivery_ids=" + id + "," + other), "status"))
                .containsExactly("delivered", "retrying");
        assertThat(history.list(DELIVERIES + "?delivery_ids=dlv_0000000000000")).isEmpty();

        JsonNode request = hub.get(DELIVERIES + "/" + id + "/request").data();
        Receiver.Call sent = receiver.calls().get(0);
        assertThat(request.get("method").asText()).isEqualTo("POST");
        assertThat(request.get("url").asText()).isEqualTo(receiver.url("/bot?k=v"));
        assertThat(request.get("body").asText()).isEqualTo(sent.body());
        JsonNode headers = request.get("headers");
        assertThat(headers.get("webhook-id").asText()).isEqualTo(event);
        assertThat(headers.get("timelines-attempt").asText()).isEqualTo("2");
        assertThat(headers.get("timelines-event-type").asText()).isEqualTo(TYPE);
        assertThat(headers.get("webhook-signature").asText()).isEqualTo("***");
        assertThat(headers.get("X-Key").asText()).isEqualTo("***");

        hub.post(DELIVERIES + "/" + id + "/resend", "{}");
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(history.delivery(id).get("status").asText())
                                        .isEqualTo("delivered"));
        hub.delete("/integrations/api/webhooks/" + webhook);
        assertThat(hub.get(DELIVERIES + "/" + id + "/request").code()).isEqualTo("conflict");
    }

    @Test
    void an_event_has_its_exact_payload_and_its_deliveries() throws Exception {
        history.webhook("message:received:new", receiver.url("/a"), "");
        history.webhook("message:new", receiver.url("/b"), "");
        history.webhook("chat:new", receiver.url("/c"), "");
        String body =
                "{ \"event_type\" : \"message:received:new\",\n  \"x\": 1.50, \"ä\":\"\\u00e9\"}";
        String id = history.publish(body);
        await().atMost(PATIENCE).until(() -> receiver.calls().size() == 2);

        Reply reply = hub.get(EVENTS + "/" + id);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text()).as("byte by byte").contains("\"payload\":" + body);
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(hub.get(EVENTS + "/" + id).data().get("deliveries"))
                                        .hasSize(2)
                                        .allMatch(
                                                one ->
                                                        one.get("status")
                                                                .asText()
                                                                .equals("delivered")));
        Reply payload = hub.get(EVENTS + "/" + id + "/payload");
        assertThat(payload.text()).isEqualTo(body);
        assertThat(payload.raw().headers().firstValue("content-type").orElseThrow())
                .startsWith("application/json");
    }

    @Test
    void events_and_deliveries_are_filtered_and_paged_newest_first() throws Exception {
        int good = history.webhook("message:received:new", receiver.url("/good"), "");
        receiver.answer(410, "");
        String first = history.publish(1, "m-1");
        await().atMost(PATIENCE).until(() -> history.deliveries("status=given_up").size() == 1);
        receiver.answer(200, "");
        for (int number = 2; number <= 7; number++) {
            history.publish(number % 2, "m-" + number);
        }
        await().atMost(PATIENCE).until(() -> history.deliveries("status=delivered").size() == 6);

        List<JsonNode> events = history.pages(EVENTS, 3);
        assertThat(texts(events, "id")).hasSize(7).isSortedAccordingTo((a, b) -> b.compareTo(a));
        assertThat(events.get(6).get("id").asText()).isEqualTo(first);
        assertThat(history.pages(EVENTS + "?chat_id=0", 2)).hasSize(3);
        assertThat(history.pages(EVENTS + "?event_type=chat:new", 2)).isEmpty();
        assertThat(texts(history.pages(DELIVERIES, 3), "id")).hasSize(7).doesNotHaveDuplicates();
        assertThat(history.pages(DELIVERIES + "?chat_id=1", 2)).hasSize(4);
        assertThat(history.deliveries("webhook_id=" + good)).hasSize(7);
        assertThat(history.deliveries("webhook_id=99")).isEmpty();
        assertThat(texts(history.deliveries("event_id=" + first), "status"))
                .containsExactly("given_up");
        assertThat(history.deliveries("from=2020-01-01&to=2021-01-01T00:00:00Z")).isEmpty();
        assertThat(history.deliveries("from=" + events.get(3).get("received_at").asText()))
                .hasSizeBetween(4, 6);
    }

    @ParameterizedTest
    @CsvSource({
        "deliveries, status=lost, status",
        "deliveries, webhook_id=x, webhook_id",
        "deliveries, webhook=1, webhook",
        "deliveries, event_id=dlv_0000000000000, event_id",
        "deliveries, from=yesterday, from",
        "deliveries, from=2026-02-01&to=2026-01-01, from",
        "deliveries, limit=0, limit",
        "deliveries, limit=501, limit",
        "deliveries, cursor=next, cursor",
        "deliveries, delivery_ids=evt_0000000000000, delivery_ids",
        "deliveries, delivery_ids=dlv_0000000000000&status=pending, delivery_ids",
        "events, to=2026-13-01, to",
        "events, status=pending, status",
        "events, limit=1&limit=2, limit",
        "replays, cursor=1, cursor"
    })
    void a_parameter_that_cannot_be_used_is_named(String list, String query, String name)
            throws Exception {
        Reply reply = hub.get("/hub/api/v1/" + list + "?" + query);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.code()).isEqualTo("validation_error");
        assertThat(reply.json().at("/errors/0/fields/0").asText()).isEqualTo(name);
    }

    @Test
    void a_ledger_that_does_not_answer_is_503_and_not_a_fault_of_the_hub() throws Exception {
        hub.pipeline().ledger().close();
        for (String path : List.of(EVENTS, DELIVERIES, "/hub/api/v1/replays")) {
            Reply reply = hub.get(path);
            assertThat(reply.status()).as(path).isEqualTo(503);
            assertThat(reply.code()).isEqualTo("unavailable");
            assertThat(reply.raw().headers().firstValue("retry-after")).isPresent();
        }
    }

    @Test
    void what_is_not_there_is_404() throws Exception {
        for (String path :
                List.of(
                        EVENTS + "/evt_0000000000000",
                        EVENTS + "/evt_0000000000000/payload",
                        EVENTS + "/1",
                        DELIVERIES + "/dlv_0000000000000",
                        DELIVERIES + "/evt_0000000000000",
                        "/hub/api/v1/replays/rpl_0000000000000")) {
            assertThat(hub.get(path).code()).as(path).isEqualTo("not_found");
        }
        assertThat(hub.post(DELIVERIES + "/dlv_0000000000000/resend", "{}").status())
                .isEqualTo(404);
        assertThat(hub.delete(DELIVERIES).status()).isEqualTo(405);
    }
}
