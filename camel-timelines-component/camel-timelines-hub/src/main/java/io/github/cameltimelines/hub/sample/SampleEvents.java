package io.github.cameltimelines.hub.sample;

import io.github.cameltimelines.model.EventType;
import io.github.cameltimelines.model.HubEvents;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * A valid example of each type of event, as TimelinesAI or the hub would send it now: one resource
 * file for each type. No two are the same event, so that one sent as a test is no duplicate of the
 * last. Thread-safe.
 */
public final class SampleEvents {

    private static final DateTimeFormatter WIRE_TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss xx").withZone(ZoneOffset.UTC);
    private static final int ID_MIN = 100_000;
    private static final int ID_MAX = 1_000_000_000;

    private final Clock clock;

    public SampleEvents(Clock clock) {
        this.clock = clock;
    }

    /** The types that there are examples of: TimelinesAI's in its order, then the hub's. */
    public static List<String> types() {
        return Stream.concat(
                        Stream.of(EventType.values()).map(EventType::wireName),
                        HubEvents.TYPES.stream().sorted())
                .toList();
    }

    /**
     * One JSON object in UTF-8.
     *
     * @throws IllegalArgumentException if it is none of {@link #types()}
     */
    public byte[] of(String eventType) {
        if (!types().contains(eventType)) {
            throw new IllegalArgumentException("is not a known event type");
        }
        Instant now = clock.instant();
        String id = String.valueOf(ThreadLocalRandom.current().nextInt(ID_MIN, ID_MAX));
        return template(eventType)
                .replace("\"${id}\"", id)
                .replace("${uid}", UUID.randomUUID().toString())
                .replace("${now}", WIRE_TIME.format(now))
                .replace("${instant}", now.toString())
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String template(String eventType) {
        String resource = eventType.replace(':', '-') + ".json";
        try (InputStream file = SampleEvents.class.getResourceAsStream(resource)) {
            if (file == null) {
                throw new IllegalStateException("Not on the class path: " + resource);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
