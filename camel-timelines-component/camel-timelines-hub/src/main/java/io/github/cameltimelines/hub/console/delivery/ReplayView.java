package io.github.cameltimelines.hub.console.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltimelines.hub.console.Moment;
import java.util.ArrayList;
import java.util.List;

/**
 * A replay as a page shows it.
 *
 * @param look the class of the colour of its state
 * @param what it resends, in words
 * @param endedAt null before
 * @param position the time that it has come to; null for a list of ids, and before the first
 * @param error why it failed; null else
 */
record ReplayView(
        String id,
        String state,
        String look,
        String what,
        String by,
        Moment at,
        Moment endedAt,
        Moment position,
        long resent,
        long skipped,
        Long done,
        Long total,
        String error) {

    static ReplayView of(JsonNode replay) {
        String state = replay.path("state").asText();
        return new ReplayView(
                replay.path("id").asText(),
                state,
                look(state),
                what(replay.path("wish"), replay),
                replay.path("created_by").asText(),
                Moment.of(replay.path("created_at").asText()),
                Moment.of(replay.path("ended_at").asText()),
                Moment.of(replay.path("position").asText()),
                replay.path("resent").asLong(),
                replay.path("skipped").asLong(),
                replay.has("done") ? replay.path("done").asLong() : null,
                replay.has("total") ? replay.path("total").asLong() : null,
                replay.path("error").asText(null));
    }

    private static String look(String state) {
        return switch (state) {
            case "done" -> "ok";
            case "failed" -> "bad";
            case "running", "paused" -> "wait";
            default -> "idle";
        };
    }

    private static String what(JsonNode wish, JsonNode replay) {
        if (replay.has("total")) {
            long total = replay.path("total").asLong();
            return total == 1 ? "1 chosen delivery" : total + " chosen deliveries";
        }
        return what(wish);
    }

    /**
     * @param wish by a filter
     */
    static String what(JsonNode wish) {
        List<String> parts = new ArrayList<>();
        boolean events = wish.path("source").asText().equals("events");
        String status = wish.path("status").asText().replace('_', ' ');
        parts.add(events ? "events" : status.isEmpty() ? "deliveries" : "deliveries " + status);
        add(parts, wish, "event_type", "of type ");
        add(parts, wish, "webhook_id", "to webhook ");
        add(parts, wish, "chat_id", "of chat ");
        add(parts, wish, "from", "from ");
        add(parts, wish, "to", "before ");
        return String.join(", ", parts);
    }

    private static void add(List<String> parts, JsonNode wish, String field, String word) {
        if (wish.has(field)) {
            parts.add(word + wish.path(field).asText());
        }
    }
}
