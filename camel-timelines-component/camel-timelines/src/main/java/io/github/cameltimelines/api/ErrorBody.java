package io.github.cameltimelines.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltimelines.api.TimelinesApiException.FieldError;
import io.github.cameltimelines.model.TimelinesJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What an answer that is no success says. TimelinesAI has an {@code ErrorResponse} with a stable
 * {@code error_code}, but 429 comes as {@code {"error","message"}}, 401 may be plain text, and
 * Cloudflare and wrong paths answer HTML. All of them end up here; none is an error of its own.
 *
 * @param code null if there is none
 * @param message never null; as received for JSON and text, our own words for HTML
 * @param structured whether TimelinesAI's application wrote it: false for HTML, text and nothing,
 *     which also come from proxies before it
 */
record ErrorBody(String code, String message, List<FieldError> errors, boolean structured) {

    private static final int TEXT_MAX_CHARS = 300;

    static ErrorBody parse(String body) {
        String text = body == null ? "" : body.strip();
        if (text.isEmpty()) {
            return unstructured("no body");
        }
        if (text.startsWith("{")) {
            try {
                return fromJson(TimelinesJson.mapper().readTree(text));
            } catch (JsonProcessingException notJson) {
                return unstructured("broken JSON");
            }
        }
        String lower = text.substring(0, Math.min(200, text.length())).toLowerCase(Locale.ROOT);
        if (lower.startsWith("<")) {
            return unstructured("an HTML page (wrong base URL or path, or a proxy in between)");
        }
        return unstructured(text.substring(0, Math.min(TEXT_MAX_CHARS, text.length())));
    }

    /** Of a 2xx from which we cannot make the answer that was promised. */
    static ErrorBody unreadable(String body) {
        String start = body.stripLeading();
        return unstructured(
                start.startsWith("<")
                        ? "an HTML page instead of an answer"
                        : "an answer that is not as documented");
    }

    static ErrorBody fromJson(JsonNode json) {
        List<FieldError> errors = new ArrayList<>();
        for (JsonNode error : json.path("errors")) {
            List<String> fields = new ArrayList<>();
            error.path("fields").forEach(field -> fields.add(field.asText()));
            errors.add(
                    new FieldError(
                            fields,
                            error.isTextual() ? error.asText() : error.path("msg").asText("")));
        }
        String message = text(json, "message");
        if (message == null) {
            message = text(json, "error");
        }
        return new ErrorBody(
                text(json, "error_code"),
                message == null ? "" : message,
                List.copyOf(errors),
                true);
    }

    private static String text(JsonNode json, String field) {
        JsonNode value = json.path(field);
        return value.isTextual() && !value.asText().isBlank() ? value.asText() : null;
    }

    private static ErrorBody unstructured(String message) {
        return new ErrorBody(null, message, List.of(), false);
    }
}
