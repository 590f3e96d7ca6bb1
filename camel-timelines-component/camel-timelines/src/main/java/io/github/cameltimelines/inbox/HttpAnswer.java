package io.github.cameltimelines.inbox;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;

/**
 * What a webhook call is answered over HTTP.
 *
 * @param status 200, 400, 404, 413, 500 or 503
 * @param body JSON in UTF-8
 * @param retryAfterSeconds for 503, else 0
 */
public record HttpAnswer(int status, byte[] body, int retryAfterSeconds) {

    public static final String CONTENT_TYPE = "application/json";

    /** After how long a caller that was told 503 may come again. */
    private static final int RETRY_AFTER_SECONDS = 5;

    /** On the disk, now or before. */
    public static final HttpAnswer OK = new HttpAnswer(200, utf8("{\"status\":\"ok\"}"), 0);

    /**
     * Also for a wrong secret, as the vendor's own samples answer: nothing tells that there is a
     * door.
     */
    public static final HttpAnswer NOT_FOUND = error(404, "not_found", "Not found");

    public static HttpAnswer of(Acceptance acceptance) {
        if (acceptance instanceof Acceptance.Malformed malformed) {
            return badRequest(malformed.reason());
        }
        if (acceptance instanceof Acceptance.Unavailable unavailable) {
            return unavailable(unavailable.reason());
        }
        return OK;
    }

    public static HttpAnswer badRequest(String reason) {
        return error(400, "validation_error", reason);
    }

    public static HttpAnswer tooLarge(int max) {
        return error(413, "payload_too_large", "the body is larger than " + max + " bytes");
    }

    public static HttpAnswer unavailable(String reason) {
        HttpAnswer answer = error(503, "unavailable", reason);
        return new HttpAnswer(answer.status(), answer.body(), RETRY_AFTER_SECONDS);
    }

    public static HttpAnswer routeFailed() {
        return error(500, "internal_error", "the route failed");
    }

    private static HttpAnswer error(int status, String code, String message) {
        return new HttpAnswer(
                status,
                utf8(
                        "{\"status\":\"error\",\"error_code\":\""
                                + code
                                + "\",\"message\":\""
                                + new String(JsonStringEncoder.getInstance().quoteAsString(message))
                                + "\"}"),
                0);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
