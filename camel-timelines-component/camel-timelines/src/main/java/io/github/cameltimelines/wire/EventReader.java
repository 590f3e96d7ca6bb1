package io.github.cameltimelines.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.util.regex.Pattern;

/**
 * Reads the body of a webhook call in one pass, without building a tree: it runs on the event loop
 * for each call, and nearly all of a body is of no concern to accepting it. Thread-safe.
 *
 * <p>Two envelopes are in use (TimelinesAI's specification has {@code chat}, {@code message} and
 * {@code whatsapp_account} at the top; its guides show {@code data.chat_id}, {@code
 * data.message_uid}, …). Both are read, also mixed; what stands at the top wins. Fields may come in
 * any order, ids as number or text, and unknown fields are skipped. Of a field given twice the last
 * counts, as with {@code JSON.parse}.
 *
 * <p>The whole body is checked, to its last byte: what we answer 200 to, every receiver can parse.
 */
public final class EventReader {

    /** Deepest nesting accepted. TimelinesAI's own events have five levels at most. */
    static final int NESTING_MAX = 64;

    /** Longest {@code event_type} accepted, in characters. */
    static final int EVENT_TYPE_MAX = 128;

    static final JsonFactory JSON =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(NESTING_MAX).build())
                    .build();

    private static final Pattern EVENT_TYPE = Pattern.compile("[A-Za-z0-9_.:\\-]+");

    private EventReader() {}

    /**
     * Reads one event.
     *
     * @param body one JSON object in UTF-8, kept and not copied
     * @throws MalformedEventException if it is not, or has no usable {@code event_type}, or has an
     *     id that no ledger could store (over 200 characters, or with control characters)
     */
    public static ParsedEvent read(byte[] body) {
        requireUtf8(body);
        EventFields fields = new EventFields();
        try (JsonParser json = JSON.createParser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedEventException(
                        json.currentToken() == null
                                ? "body is empty"
                                : "body must be a JSON object");
            }
            readObject(json, EventFields.Scope.ROOT, false, fields);
            if (json.nextToken() != null) {
                throw new MalformedEventException("body must be a single JSON object");
            }
        } catch (StreamConstraintsException tooBig) {
            throw new MalformedEventException(
                    "body exceeds the limits for JSON: %d levels, numbers of 1000 digits, names of 50000 characters"
                            .formatted(NESTING_MAX));
        } catch (JsonProcessingException notJson) {
            throw new MalformedEventException("body is not JSON" + position(notJson.getLocation()));
        } catch (IOException cannotHappen) {
            throw new MalformedEventException("body cannot be read");
        }
        return fields.toEvent(body);
    }

    static boolean isEventType(String text) {
        return text.length() <= EVENT_TYPE_MAX && EVENT_TYPE.matcher(text).matches();
    }

    private static void readObject(
            JsonParser json, EventFields.Scope scope, boolean inData, EventFields fields)
            throws IOException {
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            JsonToken value = json.nextToken();
            if (value == JsonToken.START_OBJECT) {
                EventFields.Scope inner = scope.inner(name);
                if (inner == null) {
                    json.skipChildren();
                } else {
                    readObject(json, inner, inData || inner == EventFields.Scope.DATA, fields);
                }
            } else if (value == JsonToken.START_ARRAY) {
                json.skipChildren();
            } else if (scope.wants(name)) {
                fields.put(scope, inData, name, value, json.getText());
            }
        }
    }

    private static void requireUtf8(byte[] body) {
        int invalid = Utf8.firstInvalid(body);
        if (invalid >= 0) {
            throw new MalformedEventException("body is not valid UTF-8 at byte " + invalid);
        }
        // UTF-16 and UTF-32 start with a zero among the first bytes, and Jackson would read them.
        for (int at = 0; at < Math.min(4, body.length); at++) {
            if (body[at] == 0) {
                throw new MalformedEventException("body is not UTF-8 text");
            }
        }
    }

    /** Where it broke; never what stood there. */
    private static String position(JsonLocation at) {
        return at == null
                ? ""
                : " at line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
    }
}
