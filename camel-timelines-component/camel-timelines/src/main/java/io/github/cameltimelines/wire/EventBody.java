package io.github.cameltimelines.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.github.cameltimelines.model.Event;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The body in which an event is delivered. Pure, thread-safe.
 *
 * <p>The received JSON is never parsed and written again: numbers, escapes, order and unknown
 * fields stay as TimelinesAI wrote them, and what changes is cut out and put in between the bytes.
 */
public final class EventBody {

    private static final JsonFactory JSON = new JsonFactory();
    private static final byte[] DATA_BEGINS = bytes(",\"data\":");

    /** What a subscription can ask for with {@code format}. */
    public enum Format {
        /**
         * The received JSON with {@code event_type} set to the type that was subscribed to, and
         * with the {@code data} object of TimelinesAI's guides added where it is absent, so that
         * receivers written for either envelope work. The default.
         */
        TIMELINES("application/json"),
        /** The exact bytes received. */
        RAW("application/json"),
        /** CloudEvents 1.0 in structured JSON, the received JSON being its {@code data}. */
        CLOUDEVENTS("application/cloudevents+json");

        private final String contentType;

        Format(String contentType) {
            this.contentType = contentType;
        }

        public String contentType() {
            return contentType;
        }

        /** As it is written in settings: lower case. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        /**
         * @throws IllegalArgumentException naming the three
         */
        public static Format of(String name) {
            return Arrays.stream(values())
                    .filter(format -> format.wireName().equals(name))
                    .findFirst()
                    .orElseThrow(
                            () ->
                                    new IllegalArgumentException(
                                            "format must be timelines, raw or cloudevents"));
        }
    }

    private EventBody() {}

    /**
     * The body to deliver. May be the event's own array: do not write into it.
     *
     * @throws IllegalArgumentException for CloudEvents, if the event has no id yet
     * @throws MalformedEventException if the event's body never went through {@link EventReader}
     */
    public static byte[] of(Event event, Format format) {
        return switch (format) {
            case TIMELINES -> timelines(event);
            case RAW -> event.body();
            case CLOUDEVENTS -> cloudEvent(event);
        };
    }

    private static byte[] timelines(Event event) {
        byte[] body = event.body();
        JsonSlices slices = JsonSlices.of(body, GuideData.PATHS);
        if (!slices.has(GuideData.EVENT_TYPE)) {
            throw new MalformedEventException("no event_type");
        }
        boolean addData = !slices.hasValue(GuideData.DATA);
        if (!addData && event.type().equals(event.receivedType())) {
            return body;
        }
        Splice splice = new Splice(body);
        splice.replace(
                slices.from(GuideData.EVENT_TYPE),
                slices.to(GuideData.EVENT_TYPE),
                quoted(event.type()));
        if (addData) {
            byte[] added = GuideData.of(event, slices);
            if (slices.has(GuideData.DATA)) {
                splice.replace(slices.from(GuideData.DATA), slices.to(GuideData.DATA), added);
            } else {
                splice.insert(slices.end(), DATA_BEGINS, added);
            }
        }
        return splice.toBytes();
    }

    /** https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md */
    private static byte[] cloudEvent(Event event) {
        if (event.id() == null || event.id().isEmpty()) {
            throw new IllegalArgumentException("a CloudEvent needs an id: the event has none yet");
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(event.body().length + 512);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            for (Map.Entry<String, String> attribute : attributes(event).entrySet()) {
                json.writeStringField(attribute.getKey(), attribute.getValue());
            }
            json.flush();
            out.write(DATA_BEGINS);
            out.write(withoutByteOrderMark(event.body()));
            json.writeEndObject();
        } catch (IOException cannotHappen) {
            throw new UncheckedIOException(cannotHappen);
        }
        return out.toByteArray();
    }

    private static Map<String, String> attributes(Event event) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("specversion", "1.0");
        attributes.put("id", event.id());
        attributes.put(
                "source",
                "urn:timelines:workspace:"
                        + URLEncoder.encode(event.workspaceId(), StandardCharsets.UTF_8)
                                .replace("+", "%20"));
        attributes.put("type", "ai.timelines." + event.type());
        if (event.chatId() != null) {
            attributes.put("subject", "chats/" + event.chatId());
        }
        attributes.put("time", DateTimeFormatter.ISO_INSTANT.format(event.receivedAt()));
        attributes.put("datacontenttype", "application/json");
        OrderingKey.of(event).ifPresent(key -> attributes.put("partitionkey", key));
        return attributes;
    }

    private static byte[] withoutByteOrderMark(byte[] body) {
        return body.length > 2 && body[0] == (byte) 0xEF
                ? Arrays.copyOfRange(body, 3, body.length)
                : body;
    }

    private static byte[] quoted(String text) {
        return bytes('"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"');
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
