package io.github.cameltimelines.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltimelines.hub.RunningHub.Reply;
import java.util.ArrayList;
import java.util.List;

/** What tests ask of the history of a running hub. */
public record History(RunningHub hub) {

    public static final String EVENTS = "/hub/api/v1/events";
    public static final String DELIVERIES = "/hub/api/v1/deliveries";
    public static final String REPLAYS = "/hub/api/v1/replays";

    public int webhook(String type, String url, String more) throws Exception {
        Reply reply =
                hub.post(
                        "/integrations/api/webhooks",
                        "{\"event_type\":\"%s\",\"url\":\"%s\"%s}".formatted(type, url, more));
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply.data().get("id").intValue();
    }

    /** The id of the event. */
    public String publish(int chat, String uid) throws Exception {
        return publish(event(chat, uid));
    }

    public String publish(String body) throws Exception {
        Reply reply = hub.post(EVENTS, body);
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply.data().get("id").asText();
    }

    public static String event(int chat, String uid) {
        return ("{\"event_type\":\"message:received:new\",\"chat\":{\"chat_id\":%d},\"message\":{\"text\":\"Hi\","
                        + "\"direction\":\"received\",\"message_uid\":\"%s\"}}")
                .formatted(chat, uid);
    }

    /** The first page. */
    public List<JsonNode> list(String path) throws Exception {
        Reply reply = hub.get(path);
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        List<JsonNode> items = new ArrayList<>();
        reply.data().forEach(items::add);
        return items;
    }

    public List<JsonNode> deliveries(String query) throws Exception {
        return list(DELIVERIES + "?limit=500&" + query);
    }

    /** All pages, in parts of that size. */
    public List<JsonNode> pages(String path, int limit) throws Exception {
        List<JsonNode> all = new ArrayList<>();
        String cursor = "";
        while (true) {
            String query = (path.contains("?") ? "&" : "?") + "limit=" + limit + cursor;
            Reply reply = hub.get(path + query);
            assertThat(reply.status()).as(reply.text()).isEqualTo(200);
            assertThat(reply.data().size()).isLessThanOrEqualTo(limit);
            reply.data().forEach(all::add);
            if (!reply.json().get("has_more").booleanValue()) {
                assertThat(reply.json().has("cursor")).isFalse();
                return all;
            }
            cursor = "&cursor=" + reply.json().get("cursor").asText();
        }
    }

    public JsonNode delivery(String id) throws Exception {
        return hub.get(DELIVERIES + "/" + id).data();
    }

    public JsonNode replay(String body) throws Exception {
        Reply reply = hub.post(REPLAYS, body);
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply.data();
    }

    public JsonNode replayOf(String id) throws Exception {
        return hub.get(REPLAYS + "/" + id).data();
    }

    public String stateOf(String replay) throws Exception {
        return replayOf(replay).get("state").asText();
    }
}
