package io.github.cameltimelines.hub.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameltimelines.hub.Receiver;
import io.github.cameltimelines.hub.RunningHub;
import io.github.cameltimelines.hub.RunningHub.Reply;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What whoever sets up a receiver is shown. */
class SamplesTest {

    private static final String SAMPLES = "/hub/api/v1/samples?event_type=";

    @TempDir static Path folder;
    private static RunningHub hub;

    @BeforeAll
    static void start() throws Exception {
        hub = RunningHub.start(folder);
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    private static String message(String type, String uid, String direction) {
        return """
                {"event_type":"%s","chat":{"chat_id":4711,"full_name":"Ana"},
                 "message":{"message_uid":"%s","text":"Hi %s","direction":"%s"}}"""
                .formatted(type, uid, uid, direction);
    }

    private static String publish(String type, String uid, String direction) throws Exception {
        Reply reply = hub.post("/hub/api/v1/events", message(type, uid, direction));
        return reply.data().get("id").asText();
    }

    private static List<String> texts(JsonNode items, String pointer) {
        return StreamSupport.stream(items.spliterator(), false)
                .map(item -> item.at(pointer).asText())
                .toList();
    }

    @Test
    void the_latest_events_come_first_whichever_type_they_came_under() throws Exception {
        String first = publish("message:received:new", "u-1", "received");
        String second = publish("message:new", "u-2", "received");
        publish("message:new", "u-3", "sent");
        JsonNode received = hub.get(SAMPLES + "message:received:new").data();
        assertThat(texts(received, "/id")).containsExactly(second, first);
        assertThat(texts(received, "/event_type"))
                .containsExactly("message:received:new", "message:received:new");
        assertThat(texts(received, "/data/text")).containsExactly("Hi u-2", "Hi u-1");
        JsonNode sent = hub.get(SAMPLES + "message%3Asent%3Anew").data();
        assertThat(texts(sent, "/message/message_uid")).containsExactly("u-3");
        JsonNode any = hub.get(SAMPLES + "message:new&limit=2").data();
        assertThat(texts(any, "/message/message_uid")).containsExactly("u-3", "u-2");
    }

    @Test
    void a_sample_is_what_a_webhook_gets_and_its_id() throws Exception {
        try (Receiver receiver = new Receiver()) {
            hub.post(
                    "/integrations/api/webhooks",
                    "{\"event_type\":\"chat:created\",\"url\":\"%s\"}"
                            .formatted(receiver.url("/zap")));
            hub.post(
                    "/hub/api/v1/events",
                    "{\"event_type\":\"chat:new\",\"chat\":{\"id\":4711,\"name\":\"Ana\"}}");
            await().until(() -> !receiver.calls("/zap").isEmpty());
            Receiver.Call call = receiver.calls("/zap").get(0);
            ObjectNode delivered = (ObjectNode) new ObjectMapper().readTree(call.body());
            delivered.put("id", call.eventId());
            JsonNode samples = hub.get(SAMPLES + "chat:created").data();
            assertThat(samples).hasSize(1);
            assertThat(samples.get(0)).isEqualTo(delivered);
        }
    }

    @Test
    void without_an_event_there_is_an_example_for_every_type() throws Exception {
        for (String type : SampleEvents.types()) {
            if (type.startsWith("waba:") || type.startsWith("hub:")) {
                JsonNode samples = hub.get(SAMPLES + type).data();
                assertThat(texts(samples, "/id")).containsExactly("evt_example");
                assertThat(texts(samples, "/event_type")).containsExactly(type);
            }
        }
    }

    @Test
    void another_workspaces_events_are_not_shown() throws Exception {
        publish("call:incoming:missed", "u-9", "received");
        String token = "the-token-of-another";
        int workspace =
                hub.send("POST", "/hub/api/v1/workspaces", RunningHub.ADMIN, "{\"name\":\"other\"}")
                        .data()
                        .get("id")
                        .asInt();
        String made =
                hub.send(
                                "POST",
                                "/hub/api/v1/tokens",
                                RunningHub.ADMIN,
                                "{\"workspace_id\":%d,\"name\":\"%s\"}".formatted(workspace, token))
                        .data()
                        .get("token")
                        .asText();
        assertThat(texts(hub.get(SAMPLES + "call:incoming:missed").data(), "/id"))
                .noneMatch("evt_example"::equals);
        assertThat(texts(hub.get(SAMPLES + "call:incoming:missed", made).data(), "/id"))
                .containsExactly("evt_example");
        assertThat(hub.get("/hub/api/v1/workspace", made).data().toString())
                .isEqualTo(
                        "{\"id\":%d,\"name\":\"other\",\"member\":\"%s\",\"webhooks\":0,\"webhook_limit\":10}"
                                .formatted(workspace, token));
    }

    @Test
    void what_is_wrong_with_the_query_is_named() throws Exception {
        for (String query :
                List.of(
                        "",
                        "event_type=chat:gone",
                        "event_type=chat:new&limit=26",
                        "event_type=chat:new&type=x")) {
            Reply reply = hub.get("/hub/api/v1/samples?" + query);
            assertThat(reply.status()).as(query).isEqualTo(400);
            assertThat(reply.json().get("errors")).hasSize(1);
        }
        assertThat(hub.get(SAMPLES + "chat:gone").text())
                .contains("event_type", "not a known event type");
        assertThat(hub.get("/hub/api/v1/workspace", "wrong").status()).isEqualTo(401);
    }
}
