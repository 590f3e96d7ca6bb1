package io.github.cameltimelines.hub.console.event;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltimelines.hub.console.Frame;
import io.github.cameltimelines.hub.console.Moment;
import io.jstach.jstache.JStache;
import java.util.List;

/**
 * What came in, the newest first.
 *
 * @param types to choose from
 * @param news what tells of newer ones; null where none is to
 * @param older the query of the next page; null at the end
 * @param newest the query of the first page, where this is another; null where it is the first
 */
@JStache(path = "event/list")
record EventsPage(
        Frame frame,
        EventFilter filter,
        List<String> types,
        List<Row> rows,
        News news,
        String older,
        String newest) {

    /** One of them. */
    record Row(String id, String type, String chatId, Moment at, Standing standing) {
        static Row of(JsonNode event, Standing standing) {
            return new Row(
                    event.path("id").asText(),
                    event.path("event_type").asText(),
                    event.path("chat_id").asText(null),
                    Moment.of(event.path("received_at").asText()),
                    standing);
        }
    }

    boolean any() {
        return !rows.isEmpty();
    }

    /** Nothing is shown, though all is as it should be. */
    boolean isEmpty() {
        return rows.isEmpty() && filter.errors().isEmpty();
    }

    /** A page may be empty though older ones have some. */
    boolean isEnd() {
        return older == null;
    }
}
