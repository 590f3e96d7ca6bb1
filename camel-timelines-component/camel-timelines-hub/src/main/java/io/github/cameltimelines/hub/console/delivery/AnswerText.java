package io.github.cameltimelines.hub.console.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a receiver answered, or why it did not, in a few words. Pure. */
final class AnswerText {

    private static final Map<Integer, String> PHRASES =
            Map.ofEntries(
                    Map.entry(200, "OK"),
                    Map.entry(201, "Created"),
                    Map.entry(202, "Accepted"),
                    Map.entry(204, "No Content"),
                    Map.entry(301, "Moved Permanently"),
                    Map.entry(302, "Found"),
                    Map.entry(303, "See Other"),
                    Map.entry(307, "Temporary Redirect"),
                    Map.entry(308, "Permanent Redirect"),
                    Map.entry(400, "Bad Request"),
                    Map.entry(401, "Unauthorized"),
                    Map.entry(403, "Forbidden"),
                    Map.entry(404, "Not Found"),
                    Map.entry(405, "Method Not Allowed"),
                    Map.entry(408, "Request Timeout"),
                    Map.entry(409, "Conflict"),
                    Map.entry(410, "Gone"),
                    Map.entry(413, "Content Too Large"),
                    Map.entry(415, "Unsupported Media Type"),
                    Map.entry(422, "Unprocessable Content"),
                    Map.entry(429, "Too Many Requests"),
                    Map.entry(500, "Internal Server Error"),
                    Map.entry(501, "Not Implemented"),
                    Map.entry(502, "Bad Gateway"),
                    Map.entry(503, "Service Unavailable"),
                    Map.entry(504, "Gateway Timeout"));

    private static final Pattern HTTP = Pattern.compile("HTTP \\d{3}(?:, Location: (.*))?");
    private static final Pattern STAGE = Pattern.compile("(before|in|after) the send: ");
    private static final Pattern SECONDS = Pattern.compile("\\b(\\d+)000 ms\\b");

    private AnswerText() {}

    /**
     * @param attempt with {@code status} and {@code error}, as the API has them
     */
    static String of(JsonNode attempt) {
        String error = attempt.path("error").asText();
        int status = attempt.path("status").asInt();
        Matcher http = HTTP.matcher(error);
        if (status != 0 && (error.isEmpty() || http.matches())) {
            String to = error.isEmpty() ? null : http.group(1);
            return status(status) + (to == null ? "" : ", to " + to);
        }
        if (error.isEmpty()) {
            return "taken";
        }
        String why = SECONDS.matcher(STAGE.matcher(error).replaceFirst("")).replaceAll("$1 s");
        return status == 0 ? why : status(status) + ", " + why;
    }

    static String status(int status) {
        String phrase = PHRASES.get(status);
        return phrase == null ? "Status " + status : status + " " + phrase;
    }

    /** How far the request got when it failed; null where that is not the question. */
    static String stage(JsonNode attempt) {
        Matcher stage = STAGE.matcher(attempt.path("error").asText());
        return stage.lookingAt() ? stage.group(1) + " the send" : null;
    }
}
