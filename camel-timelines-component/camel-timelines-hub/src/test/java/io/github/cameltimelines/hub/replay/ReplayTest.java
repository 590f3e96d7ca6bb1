package io.github.cameltimelines.hub.replay;

import static io.github.cameltimelines.hub.History.DELIVERIES;
import static io.github.cameltimelines.hub.History.REPLAYS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltimelines.hub.HistoryFixture;
import io.github.cameltimelines.hub.Receiver.Call;
import io.github.cameltimelines.hub.RunningHub.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Many are sent again at once. */
class ReplayTest extends HistoryFixture {

    private List<String> publish(int from, int to) throws Exception {
        List<String> ids = new ArrayList<>();
        for (int number = from; number < to; number++) {
            ids.add(history.publish(number % 3, "m-" + number));
        }
        return ids;
    }

    /** Events and attempts in the order of the calls of one chat. */
    private static List<String> ofChat(List<Call> calls, int chat) {
        return calls.stream()
                .filter(call -> call.body().contains("\"chat_id\":" + chat))
                .map(Call::eventId)
                .toList();
    }

    @Test
    void what_was_given_up_is_replayed_once_in_the_order_of_its_chats() throws Exception {
        history.webhook(TYPE, receiver.url("/bot"), ",\"retry_schedule\":\"none\"");
        int other = history.webhook("message:new", receiver.url("/other"), "");
        receiver.answer(500, "");
        List<String> events = publish(0, 30);
        awaitDeliveries("status=given_up&webhook_id=1", 30);
        receiver.answer(200, "");
        String wish = "{\"webhook_id\":1,\"status\":\"given_up\"";

        JsonNode dry = history.replay(wish + ",\"dry_run\":true}");
        assertThat(dry.get("deliveries").intValue()).isEqualTo(30);
        assertThat(dry.get("complete").booleanValue()).isTrue();
        assertThat(history.list(REPLAYS)).isEmpty();
        int before = receiver.calls("/bot").size();
        assertThat(before).as("a dry run sends nothing").isEqualTo(30);

        JsonNode begun = history.replay(wish + "}");
        assertThat(begun.get("created_by").asText()).isEqualTo("bootstrap");
        JsonNode done = awaitState(begun.get("id").asText(), "done");
        assertThat(done.get("resent").intValue()).isEqualTo(30);
        assertThat(done.get("skipped").intValue()).isZero();
        assertThat(done.get("wish").toString())
                .isEqualTo("{\"webhook_id\":1,\"status\":\"given_up\"}");
        awaitDeliveries("status=delivered&webhook_id=1", 30);
        List<Call> again = receiver.calls("/bot").subList(30, 60);
        for (int chat = 0; chat < 3; chat++) {
            int number = chat;
            assertThat(ofChat(again, chat))
                    .containsExactlyElementsOf(
                            events.stream()
                                    .filter(id -> events.indexOf(id) % 3 == number)
                                    .toList());
        }
        assertThat(again).allMatch(call -> call.attempt() == 2);
        assertThat(history.deliveries("status=given_up&webhook_id=" + other)).isEmpty();
        assertThat(history.list(REPLAYS)).hasSize(1);
    }

    @Test
    void a_filter_by_chat_type_and_time_replays_what_it_says_of_what_was_delivered()
            throws Exception {
        history.webhook(TYPE, receiver.url("/bot"), "");
        publish(0, 9);
        awaitDeliveries("status=delivered", 9);
        String from = history.deliveries("").get(4).get("created_at").asText();
        int since = history.deliveries("from=" + from).size();

        JsonNode chat = history.replay("{\"chat_id\":2,\"event_type\":\"" + TYPE + "\"}");
        assertThat(awaitState(chat.get("id").asText(), "done").get("resent").intValue())
                .isEqualTo(3);
        awaitCalls("/bot", 12);
        awaitDeliveries("status=delivered", 9);
        JsonNode time = history.replay("{\"from\":\"" + from + "\"}");
        assertThat(awaitState(time.get("id").asText(), "done").get("resent").intValue())
                .isEqualTo(since);
        awaitCalls("/bot", 12 + since);
        JsonNode none = history.replay("{\"event_type\":\"chat:new\"}");
        assertThat(awaitState(none.get("id").asText(), "done").get("resent").intValue()).isZero();
        JsonNode past = history.replay("{\"to\":\"2026-01-01\"}");
        assertThat(awaitState(past.get("id").asText(), "done").get("resent").intValue()).isZero();
    }

    @Test
    void lists_of_ids_are_replayed_and_what_is_not_there_is_skipped() throws Exception {
        history.webhook(TYPE, receiver.url("/bot"), "");
        List<String> events = publish(0, 4);
        awaitDeliveries("status=delivered", 4);
        List<JsonNode> deliveries = history.deliveries("");
        String ids =
                "[\"%s\",\"%s\",\"dlv_0000000000000\"]"
                        .formatted(
                                deliveries.get(0).get("id").asText(),
                                deliveries.get(2).get("id").asText());
        JsonNode dry = history.replay("{\"dry_run\":true,\"delivery_ids\":" + ids + "}");
        assertThat(dry.get("deliveries").intValue()).isEqualTo(2);
        JsonNode replay = history.replay("{\"delivery_ids\":" + ids + "}");
        JsonNode done = awaitState(replay.get("id").asText(), "done");
        assertThat(done.get("resent").intValue()).isEqualTo(2);
        assertThat(done.get("skipped").intValue()).isEqualTo(1);
        assertThat(done.get("done").intValue()).isEqualTo(3);
        assertThat(done.get("total").intValue()).isEqualTo(3);
        awaitCalls("/bot", 6);

        int late = history.webhook("message:new", receiver.url("/late"), "");
        JsonNode some =
                history.replay(
                        "{\"webhook_id\":%d,\"event_ids\":[\"%s\",\"%s\"]}"
                                .formatted(late, events.get(3), events.get(1)));
        awaitState(some.get("id").asText(), "done");
        awaitCalls("/late", 2);
    }

    @Test
    void a_new_webhook_gets_the_events_of_the_past_that_it_wants() throws Exception {
        history.webhook("chat:new", receiver.url("/none"), "");
        List<String> events = publish(0, 40);
        history.publish("{\"event_type\":\"chat:new\",\"chat\":{\"chat_id\":9}}");
        int late =
                history.webhook(
                        "message:new",
                        receiver.url("/late"),
                        ",\"filter\":\"$.chat[?(@.chat_id == 1)]\"");
        String wish = "{\"webhook_id\":" + late + ",\"source\":\"events\"";
        long wanted = events.stream().filter(id -> events.indexOf(id) % 3 == 1).count();
        assertThat(history.replay(wish + ",\"dry_run\":true}").get("deliveries").longValue())
                .isEqualTo(wanted);
        JsonNode replay = history.replay(wish + "}");
        JsonNode done = awaitState(replay.get("id").asText(), "done");
        assertThat(done.get("resent").longValue()).isEqualTo(wanted);
        awaitCalls("/late", (int) wanted);
        assertThat(receiver.calls("/late"))
                .allMatch(call -> call.body().contains("\"event_type\":\"message:new\""));
    }

    @Test
    void a_live_event_does_not_wait_for_a_replay_to_the_same_slow_webhook() throws Exception {
        history.webhook(
                TYPE,
                receiver.url("/slow"),
                ",\"timeout\":\"60s\",\"ordering\":\"none\",\"concurrency\":2");
        int many = 3_000;
        hub.suspend("timelines-deliver");
        publish(0, many);
        hub.resume("timelines-deliver");
        awaitCalls("/slow", many);
        await().atMost(PATIENCE).until(() -> hub.pipeline().outbox().held() == 0);
        Semaphore gate = new Semaphore(0);
        receiver.gate(gate);
        String id = history.replay("{\"webhook_id\":1}").get("id").asText();
        await().atMost(PATIENCE).until(() -> receiver.calls("/slow").size() == many + 2);

        String live = history.publish(1, "live");
        gate.release(4); // those under way, and two more
        await().atMost(PATIENCE)
                .until(() -> receiver.calls().stream().anyMatch(c -> c.eventId().equals(live)));
        assertThat(receiver.calls("/slow").size())
                .as("what went before it was under way already")
                .isLessThanOrEqualTo(many + 2 + 4);
        assertThat(history.stateOf(id)).isEqualTo("running");

        receiver.gate(null);
        awaitState(id, "done");
        await().atMost(PATIENCE).until(() -> receiver.calls("/slow").size() >= 2 * many + 1);
        assertThat(receiver.calls("/slow")).hasSize(2 * many + 1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|webhook_id",
                "{\"webhok_id\":1}|webhok_id",
                "{\"webhook_id\":7}|webhook_id",
                "{\"status\":\"pending\"}|status",
                "{\"from\":\"today\"}|from",
                "{\"delivery_ids\":[]}|delivery_ids",
                "{\"delivery_ids\":[\"evt_0000000000000\"]}|delivery_ids",
                "{\"delivery_ids\":[1]}|delivery_ids",
                "{\"delivery_ids\":[\"dlv_0000000000000\"],\"chat_id\":1}|delivery_ids",
                "{\"event_ids\":[\"evt_0000000000000\"]}|webhook_id",
                "{\"source\":\"events\",\"chat_id\":1}|webhook_id",
                "{\"source\":\"payloads\",\"chat_id\":1}|source",
                "{\"dry_run\":1,\"chat_id\":1}|dry_run"
            })
    void a_wish_that_cannot_be_used_names_the_field(String body, String field) throws Exception {
        Reply reply = hub.post(REPLAYS, body);
        assertThat(reply.status()).as(reply.text()).isEqualTo(400);
        assertThat(reply.json().get("errors").toString()).contains("[\"" + field + "\"]");
        assertThat(history.list(REPLAYS)).isEmpty();
        assertThat(hub.get(DELIVERIES).status()).isEqualTo(200);
    }
}
