package io.github.cameltimelines.hub.console.flow;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltimelines.hub.console.Moment;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * A flow in the list.
 *
 * @param outdated whether it runs, but as the file was before
 * @param from where its routes begin
 * @param loadedAt null where it could not be loaded
 * @param error the last; null for none
 */
record FlowRow(
        String file,
        String state,
        boolean outdated,
        List<String> from,
        long in,
        long out,
        long failed,
        Moment loadedAt,
        Error error) {

    /**
     * What went wrong last.
     *
     * @param key another for each: an open one stays open until there is another
     * @param place file and line
     */
    record Error(
            String key, String place, String summary, String message, String route, Moment at) {

        private static final int SUMMARY_MAX = 90;

        static Error of(JsonNode error) {
            if (error.isMissingNode()) {
                return null;
            }
            String file = error.path("file").asText();
            String at = error.path("at").asText();
            String message = error.path("message").asText();
            return new Error(
                    "error-" + Integer.toHexString((file + at + message).hashCode()),
                    error.has("line") ? file + ":" + error.path("line").asText() : file,
                    summary(message),
                    message,
                    error.path("route").asText(null),
                    Moment.of(at));
        }

        private static String summary(String message) {
            String line = message.strip().split("\\R", 2)[0];
            return line.length() <= SUMMARY_MAX ? line : line.substring(0, SUMMARY_MAX) + "…";
        }
    }

    static FlowRow of(JsonNode flow) {
        String state = flow.path("state").asText();
        return new FlowRow(
                flow.path("file").asText(),
                state,
                !flow.path("current").asBoolean() && !state.equals("failed"),
                StreamSupport.stream(flow.path("routes").spliterator(), false)
                        .map(route -> route.path("from").asText())
                        .toList(),
                flow.path("events_in").asLong(),
                flow.path("events_out").asLong(),
                flow.path("events_failed").asLong(),
                Moment.of(flow.path("loaded_at").asText(null)),
                Error.of(flow.path("last_error")));
    }

    String stateKind() {
        return switch (state) {
            case "running" -> "ok";
            case "failed" -> "bad";
            default -> "wait";
        };
    }

    boolean failedAny() {
        return failed > 0;
    }
}
