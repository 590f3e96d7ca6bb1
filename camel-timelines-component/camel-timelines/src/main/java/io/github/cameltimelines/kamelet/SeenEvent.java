package io.github.cameltimelines.kamelet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltimelines.model.Event;
import io.github.cameltimelines.model.TimelinesJson;
import io.github.cameltimelines.wire.EventPayloads;
import io.github.cameltimelines.wire.EventReader;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Message;
import org.apache.camel.StreamCache;
import org.apache.camel.support.MessageHelper;

/**
 * The event in a message, however the route came by it: from {@code timelines:}, or as the JSON of
 * a webhook call in text, bytes, a stream, a Map or a tree.
 */
final class SeenEvent {

    private SeenEvent() {}

    /**
     * The event in the body; empty if the body is a text that is no JSON object.
     *
     * @throws IllegalArgumentException if there is no body, or it is nothing to read an event from
     */
    static Optional<Event> in(Message message) {
        Object body = message.getBody();
        if (body instanceof Event event) {
            return Optional.of(event);
        }
        byte[] bytes = bytes(message, body);
        return startsObject(bytes) ? Optional.of(read(bytes)) : Optional.empty();
    }

    private static byte[] bytes(Message message, Object body) {
        if (body instanceof Map<?, ?> || body instanceof JsonNode) {
            try {
                return TimelinesJson.mapper().writeValueAsBytes(body);
            } catch (JsonProcessingException e) {
                // Its message and cause may quote the body.
                throw new IllegalArgumentException(
                        "the body is a %s that is no JSON".formatted(body.getClass().getName()));
            }
        }
        byte[] bytes = body == null ? null : message.getBody(byte[].class);
        if (bytes == null) {
            throw new IllegalArgumentException(
                    "the body must be an event of timelines: or the JSON of one, but is %s"
                            .formatted(body == null ? "empty" : "a " + body.getClass().getName()));
        }
        if (body instanceof StreamCache) {
            MessageHelper.resetStreamCache(message);
        } else if (body instanceof InputStream) {
            message.setBody(bytes); // it has been read, and the next step wants to read it, too
        }
        return bytes;
    }

    private static boolean startsObject(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8).stripLeading().startsWith("{");
    }

    private static Event read(byte[] bytes) {
        return EventReader.read(bytes).toEvent(Event.DEFAULT_WORKSPACE, Instant.EPOCH);
    }

    /** That part of the event; empty where it has none. */
    static <T> Optional<T> part(Event event, Class<T> type) {
        try {
            return Optional.of(EventPayloads.payload(event, type));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }
}
