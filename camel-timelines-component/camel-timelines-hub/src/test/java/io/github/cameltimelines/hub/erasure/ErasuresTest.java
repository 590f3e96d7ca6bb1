package io.github.cameltimelines.hub.erasure;

import static io.github.cameltimelines.hub.RunningHub.ADMIN;
import static io.github.cameltimelines.hub.RunningHub.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltimelines.hub.History;
import io.github.cameltimelines.hub.Receiver;
import io.github.cameltimelines.hub.RunningHub;
import io.github.cameltimelines.hub.RunningHub.Reply;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A customer is erased by a call, while deliveries of theirs wait for a destination. */
class ErasuresTest {

    private static final String ERASURES = "/hub/api/v1/erasures";
    private static final String PHONE = "+34600111222";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir Path folder;
    private RunningHub hub;
    private Receiver receiver;

    @BeforeEach
    void start() throws Exception {
        hub = RunningHub.start(folder);
        receiver = new Receiver();
        Reply webhook =
                hub.post(
                        "/integrations/api/webhooks",
                        "{\"event_type\":\"message:received:new\",\"url\":\""
                                + receiver.url("/crm")
                                + "\",\"retry_schedule\":\"1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s\"}");
        assertThat(webhook.status()).as(webhook.text()).isEqualTo(200);
    }

    @AfterEach
    void stop() {
        hub.close();
        receiver.close();
    }

    private void publish(int chat, String phone, String uid) throws Exception {
        Reply reply =
                hub.post(
                        "/hub/api/v1/events",
                        ("{\"event_type\":\"message:received:new\",\"chat\":{\"chat_id\":%d,\"phone\":\"%s\"},"
                                        + "\"message\":{\"message_uid\":\"%s\",\"text\":\"words of %s\"}}")
                                .formatted(chat, phone, uid, uid));
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    }

    private JsonNode erased(String body) throws Exception {
        Reply asked = hub.post(ERASURES, body);
        assertThat(asked.status()).as(asked.text()).isEqualTo(202);
        int id = asked.data().get("id").intValue();
        return await().atMost(PATIENCE)
                .until(
                        () -> hub.get(ERASURES + "/" + id).data(),
                        one -> one.get("state").asText().equals("done"));
    }

    private boolean arrived(String uid) {
        return receiver.calls().stream().anyMatch(call -> call.body().contains("\"" + uid + "\""));
    }

    @Test
    void what_is_owed_of_an_erased_phone_is_dropped_and_another_customers_arrives()
            throws Exception {
        receiver.answer(500, "cannot take {body}");
        publish(4711, PHONE, "hers");
        publish(4712, "+34600333444", "his");
        await().atMost(PATIENCE).until(() -> arrived("hers") && arrived("his"));

        JsonNode done = erased("{\"phone\":\"" + PHONE + "\"}");
        receiver.calls().clear();
        receiver.answer(200, "");

        await().atMost(PATIENCE).until(() -> arrived("his"));
        publish(4712, "+34600333444", "later");
        await().atMost(PATIENCE).until(() -> arrived("later"));
        assertThat(arrived("hers")).isFalse();
        assertThat(done.get("events").intValue()).isEqualTo(1);
        assertThat(done.get("deliveries").intValue()).isEqualTo(1);
        assertThat(done.get("attempts").intValue()).isPositive();
        assertThat(done.get("member").asText()).isEqualTo("bootstrap");
        assertThat(done.get("kind").asText()).isEqualTo("phone");
        assertThat(done.get("subject_hash").asText()).startsWith("pbkdf2-sha256$");
        for (String token : new String[] {TOKEN, ADMIN}) {
            Reply list = hub.get(ERASURES, token);
            assertThat(list.data()).hasSize(1);
            assertThat(list.text()).doesNotContain("34600111222", "4711");
        }
    }

    @Test
    void a_chat_is_erased_by_its_id_as_a_number_or_as_a_text() throws Exception {
        publish(4711, PHONE, "m1");
        publish(4711, PHONE, "m2");
        await().atMost(PATIENCE).until(() -> arrived("m2"));
        assertThat(erased("{\"chat_id\":4711}").get("events").intValue()).isEqualTo(2);
        assertThat(erased("{\"chat_id\":\"4711\"}").get("events").intValue())
                .as("it is gone")
                .isZero();
        Reply again =
                hub.post(
                        "/hub/api/v1/events",
                        "{\"event_type\":\"message:received:new\",\"chat\":{\"chat_id\":4711},"
                                + "\"message\":{\"message_uid\":\"m1\"}}");
        assertThat(again.data().get("duplicate").booleanValue()).isTrue();
    }

    @Test
    void a_replay_of_an_erased_chat_ends_and_its_wish_forgets_the_chat() throws Exception {
        publish(4711, PHONE, "hers");
        await().atMost(PATIENCE).until(() -> arrived("hers"));
        History history = new History(hub);
        hub.suspend("timelines-deliver");
        String replay = history.replay("{\"chat_id\":4711}").get("id").asText();

        erased("{\"phone\":\"" + PHONE + "\"}");

        JsonNode after = history.replayOf(replay);
        assertThat(after.get("wish").toString()).isEqualTo("{\"chat_id\":\"erased\"}");
        assertThat(after.get("state").asText()).isIn("done", "failed");
        assertThat(after.has("ended_at")).isTrue();
        assertThat(hub.get(History.REPLAYS).text()).doesNotContain("4711");
    }

    @Test
    void what_names_neither_a_chat_nor_a_phone_is_refused() throws Exception {
        for (String body :
                new String[] {
                    "{}",
                    "{\"chat_id\":null}",
                    "{\"chat_id\":1,\"phone\":\"+34600555666\"}",
                    "{\"chat_id\":{}}",
                    "{\"chat_id\":\" \"}",
                    "{\"phone\":\"34600555666\"}",
                    "{\"phone\":\"+34\"}",
                    "{\"phone\":\"Ana\"}",
                    "{\"phone\":7}"
                }) {
            Reply reply = hub.post(ERASURES, body);
            assertThat(reply.status()).as(body).isEqualTo(400);
            assertThat(reply.code()).isEqualTo("validation_error");
            assertThat(reply.text()).doesNotContain("34600555666");
        }
        assertThat(hub.get(ERASURES).data()).isEmpty();
        assertThat(hub.get(ERASURES + "/1").status()).isEqualTo(404);
        assertThat(hub.send("POST", ERASURES, ADMIN, "{\"chat_id\":1}").status())
                .as("the admin belongs to no workspace")
                .isEqualTo(401);
    }
}
