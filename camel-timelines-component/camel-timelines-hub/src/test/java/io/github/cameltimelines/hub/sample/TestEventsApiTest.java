package io.github.cameltimelines.hub.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltimelines.hub.History;
import io.github.cameltimelines.hub.Receiver;
import io.github.cameltimelines.hub.RunningHub;
import io.github.cameltimelines.hub.RunningHub.Reply;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A test event goes to one webhook, and to nobody else. */
class TestEventsApiTest {

    private static final String HUB = "/hub/api/v1";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir static Path folder;
    private static RunningHub hub;
    private static Receiver receiver;
    private static History history;

    @BeforeAll
    static void start() throws Exception {
        receiver = new Receiver();
        hub = RunningHub.start(folder);
        history = new History(hub);
    }

    @AfterAll
    static void stop() {
        hub.close();
        receiver.close();
    }

    private static Reply test(int webhook, String body) throws Exception {
        return hub.post(HUB + "/webhooks/" + webhook + "/test", body);
    }

    private static JsonNode sent(int webhook, String body) throws Exception {
        Reply reply = test(webhook, body);
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply.data();
    }

    private static void awaitCalls(String path, int count) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(receiver.calls(path)).hasSize(count));
    }

    @Test
    void only_that_webhook_gets_it_whatever_it_wants() throws Exception {
        int one = history.webhook("chat:new", receiver.url("/one"), "");
        history.webhook("message:received:new", receiver.url("/other"), "");
        JsonNode made = sent(one, "{\"event_type\":\"message:received:new\"}");
        awaitCalls("/one", 1);
        assertThat(receiver.calls("/one").get(0).eventId())
                .isEqualTo(made.get("event_id").asText());
        assertThat(receiver.calls("/one").get(0).body())
                .contains("\"event_type\": \"message:received:new\"");
        JsonNode event = hub.get(HUB + "/events/" + made.get("event_id").asText()).data();
        assertThat(event.get("deliveries")).hasSize(1);
        assertThat(event.at("/deliveries/0/id")).isEqualTo(made.get("delivery_id"));
        assertThat(event.at("/deliveries/0/webhook_id").intValue()).isEqualTo(one);
        history.publish(7, "after-the-test"); // came later: the test would have come before it
        awaitCalls("/other", 1);
        assertThat(receiver.calls("/other").get(0).body()).contains("after-the-test");
    }

    @Test
    void the_same_payload_is_sent_again_and_the_real_event_is_no_duplicate_of_it()
            throws Exception {
        int webhook = history.webhook("message:received:new", receiver.url("/again"), "");
        String event = History.event(4711, "u-again");
        String body = "{\"payload\":" + event + "}";
        String first = sent(webhook, body).get("event_id").asText();
        String second = sent(webhook, body).get("event_id").asText();
        assertThat(second).isNotEqualTo(first);
        awaitCalls("/again", 2);
        assertThat(hub.post(HUB + "/events", event).data().get("duplicate").booleanValue())
                .isFalse();
        awaitCalls("/again", 3);
        assertThat(hub.get(HUB + "/events/" + first + "/payload").text()).isEqualTo(event);
    }

    @Test
    void two_examples_of_a_type_differ_in_their_ids() throws Exception {
        String path = HUB + "/examples?event_type=message:sent:new";
        JsonNode one = hub.get(path).data();
        assertThat(one.get("event_type").asText()).isEqualTo("message:sent:new");
        assertThat(hub.get(path).data().at("/message/message_uid"))
                .isNotEqualTo(one.at("/message/message_uid"));
    }

    @Test
    void what_cannot_be_sent_is_refused_by_name() throws Exception {
        int webhook = history.webhook("chat:new", receiver.url("/none"), "");
        assertThat(test(webhook, "{}").text()).contains("\"event_type\"", "is required");
        assertThat(test(webhook, "{\"event_type\":\"chat:nwe\"}").text())
                .contains("is not a known event type");
        assertThat(test(webhook, "{\"payload\":[]}").text()).contains("must be a JSON object");
        Reply typeless = test(webhook, "{\"payload\":{\"chat\":{}}}");
        assertThat(typeless.status()).isEqualTo(400);
        assertThat(typeless.text()).contains("\"payload\"", "event_type");
        assertThat(test(webhook, "{\"payload\":{},\"event_type\":\"chat:new\"}").text())
                .contains("give one of the two");
        assertThat(test(webhook, "{\"event_type\":\"chat:new\",\"to\":1}").text())
                .contains("is unknown");
        hub.put("/integrations/api/webhooks/" + webhook, "{\"enabled\":false}");
        Reply disabled = test(webhook, "{\"event_type\":\"chat:new\"}");
        assertThat(disabled.status()).isEqualTo(409);
        assertThat(disabled.text()).contains("is disabled; enable it first");
        assertThat(test(999_999, "{\"event_type\":\"chat:new\"}").status()).isEqualTo(404);
        assertThat(receiver.calls("/none")).isEmpty();
    }
}
