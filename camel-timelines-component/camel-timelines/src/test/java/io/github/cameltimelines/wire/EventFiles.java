package io.github.cameltimelines.wire;

import io.github.cameltimelines.model.Event;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** The payload files under {@code events/}, named after the event type. */
public final class EventFiles {

    public static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private EventFiles() {}

    /** Takes a type ({@code chat:new}) or, for variants, a file's name without its ending. */
    public static byte[] bytes(String name) {
        String path = "/events/" + name.replace(':', '-') + ".json";
        try (InputStream in = EventFiles.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalArgumentException("no file " + path);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String text(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    public static ParsedEvent parsed(String name) {
        return EventReader.read(bytes(name));
    }

    public static Event event(String name) {
        return parsed(name).toEvent(Event.DEFAULT_WORKSPACE, NOON);
    }

    public static Event eventOf(String json) {
        return EventReader.read(json.getBytes(StandardCharsets.UTF_8))
                .toEvent(Event.DEFAULT_WORKSPACE, NOON);
    }
}
