package io.github.cameltimelines.hub.event;

import static io.github.cameltimelines.hub.History.DELIVERIES;
import static io.github.cameltimelines.hub.History.EVENTS;
import static io.github.cameltimelines.hub.History.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltimelines.hub.HistoryFixture;
import io.github.cameltimelines.hub.Receiver.Call;
import io.github.cameltimelines.hub.RunningHub.Reply;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One event is sent again by hand. */
class ResendTest extends HistoryFixture {

    private JsonNode awaitOnly(String status) throws Exception {
        await().atMost(PATIENCE).until(() -> history.deliveries("status=" + status).size() == 1);
        return history.deliveries("status=" + status).get(0);
    }

    private Reply resend(String delivery) throws Exception {
        return hub.post(DELIVERIES + "/" + delivery + "/resend", "");
    }

    @Test
    void one_that_was_given_up_has_its_whole_schedule_again_and_its_attempts_count_on()
            throws Exception {
        history.webhook(TYPE, receiver.url("/bot"), ",\"retry_schedule\":\"50ms\"");
        receiver.answer(500, "");
        String event = history.publish(1, "m-1");
        String id = awaitOnly("given_up").get("id").asText();

        Reply reply = resend(id);
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.data().get("id").asText()).isEqualTo(id);
        await().atMost(PATIENCE).until(() -> receiver.calls().size() == 4);
        awaitOnly("given_up");
        receiver.answer(200, "");
        resend(id);

        assertThat(awaitOnly("delivered").get("id").asText()).isEqualTo(id);
        assertThat(receiver.calls()).extracting(Call::attempt).containsExactly(1, 2, 3, 4, 5);
        assertThat(receiver.calls()).extracting(Call::eventId).containsOnly(event);
        assertThat(history.delivery(id).get("log")).hasSize(5);
        assertThat(history.deliveries("")).as("it is one delivery").hasSize(1);
    }

    @Test
    void one_that_was_delivered_is_sent_again_with_the_same_id_and_dedup_does_not_swallow_it()
            throws Exception {
        history.webhook(TYPE, receiver.url("/bot"), "");
        String event = history.publish(1, "m-1");
        String id = awaitOnly("delivered").get("id").asText();
        assertThat(hub.post(EVENTS, event(1, "m-1")).data().get("duplicate").booleanValue())
                .isTrue();

        receiver.answer(503, "");
        assertThat(resend(id).status()).isEqualTo(200);
        JsonNode again = awaitOnly("retrying");
        assertThat(again.get("id").asText()).isEqualTo(id);
        assertThat(history.deliveries("status=delivered")).as("it is owed again").isEmpty();
        receiver.answer(200, "");
        assertThat(resend(id).status()).as("its retry is not waited for").isEqualTo(200);

        awaitOnly("delivered");
        assertThat(receiver.calls()).extracting(Call::attempt).containsExactly(1, 2, 3);
        assertThat(receiver.calls()).extracting(Call::eventId).containsOnly(event);
        assertThat(receiver.calls().stream().map(Call::body).distinct()).hasSize(1);
    }

    @Test
    void an_event_is_sent_to_a_webhook_that_was_not_there_when_it_came() throws Exception {
        int old = history.webhook(TYPE, receiver.url("/old"), "");
        String event = history.publish(1, "m-1");
        String owed = awaitOnly("delivered").get("id").asText();
        int late = history.webhook(TYPE, receiver.url("/late"), "");

        Reply reply = resendTo(event, late);
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.data().get("webhook_id").intValue()).isEqualTo(late);
        await().atMost(PATIENCE).until(() -> receiver.calls("/late").size() == 1);
        assertThat(receiver.calls("/late").get(0).eventId()).isEqualTo(event);
        assertThat(receiver.calls("/late").get(0).attempt()).isEqualTo(1);

        assertThat(resendTo(event, old).data().get("id").asText()).isEqualTo(owed);
        await().atMost(PATIENCE).until(() -> receiver.calls("/old").size() == 2);
        assertThat(history.deliveries("event_id=" + event)).hasSize(2);
    }

    private Reply resendTo(String event, int webhook) throws Exception {
        return hub.post(EVENTS + "/" + event + "/resend", "{\"webhook_id\":" + webhook + "}");
    }

    @Test
    void what_cannot_be_resent_is_answered_with_what_to_do() throws Exception {
        int id = history.webhook(TYPE, receiver.url("/bot"), "");
        String event = history.publish(1, "m-1");
        String delivery = awaitOnly("delivered").get("id").asText();
        String webhook = "/integrations/api/webhooks/" + id;

        hub.put(webhook, "{\"enabled\":false}");
        for (Reply disabled : List.of(resend(delivery), resendTo(event, id))) {
            assertThat(disabled.status()).isEqualTo(409);
            assertThat(disabled.text()).contains("conflict", "enable it first");
        }
        hub.put(webhook, "{\"enabled\":true}");
        try (Connection connection = hub.pipeline().ledger().connect();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("DELETE FROM timelines_event");
            connection.commit();
        }
        Reply gone = resend(delivery);
        assertThat(gone.status()).as(gone.text()).isEqualTo(410);
        assertThat(gone.text()).contains("gone", event);
        assertThat(resendTo(event, id).status()).isEqualTo(404);
        assertThat(history.delivery(delivery).has("event_type")).isFalse();

        String other = history.publish(1, "m-2");
        await().atMost(PATIENCE).until(() -> history.deliveries("event_id=" + other).size() == 1);
        String kept = history.deliveries("event_id=" + other).get(0).get("id").asText();
        awaitOnly("delivered");
        hub.delete(webhook);
        Reply deleted = resend(kept);
        assertThat(deleted.status()).as(deleted.text()).isEqualTo(409);
        assertThat(deleted.text()).contains("deleted", other);
        Reply nowhere = resendTo(other, id);
        assertThat(nowhere.status()).isEqualTo(400);
        assertThat(nowhere.text()).contains("webhook_id");
    }

    @Test
    void one_whose_chat_waits_goes_all_the_same() throws Exception {
        history.webhook(TYPE, receiver.url("/bot"), ",\"retry_schedule\":\"none\"");
        receiver.answer(500, "");
        String first = history.publish(1, "m-1");
        String id = awaitOnly("given_up").get("id").asText();
        hub.put("/integrations/api/webhooks/1", "{\"retry_schedule\":\"1h\"}");
        history.publish(1, "m-2");
        awaitOnly("retrying");
        receiver.answer(200, "");
        resend(id);
        awaitOnly("delivered");
        assertThat(receiver.calls().get(receiver.calls().size() - 1).eventId()).isEqualTo(first);
        assertThat(history.deliveries("status=retrying")).hasSize(1);
    }
}
