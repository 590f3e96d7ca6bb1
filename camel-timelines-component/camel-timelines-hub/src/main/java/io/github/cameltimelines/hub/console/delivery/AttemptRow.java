package io.github.cameltimelines.hub.console.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltimelines.hub.console.Moment;
import java.util.ArrayList;
import java.util.List;

/**
 * An attempt as a page shows it.
 *
 * @param at when it ended
 * @param bar its length among those of its delivery, from 1 to 100
 * @param stage how far it got before it failed; null where that is not the question
 * @param response the beginning of what was answered; null for nothing
 */
record AttemptRow(
        int number,
        Moment at,
        String took,
        int bar,
        String word,
        String look,
        String answer,
        String stage,
        String response) {

    /** The latest one first. */
    static List<AttemptRow> of(JsonNode log) {
        int longest = 1;
        for (JsonNode attempt : log) {
            longest = Math.max(longest, attempt.path("duration_ms").asInt());
        }
        List<AttemptRow> rows = new ArrayList<>();
        for (JsonNode attempt : log) {
            rows.add(0, of(attempt, longest));
        }
        return rows;
    }

    private static AttemptRow of(JsonNode attempt, int longest) {
        String outcome = attempt.path("outcome").asText();
        int took = attempt.path("duration_ms").asInt();
        String response = attempt.path("response").asText("");
        return new AttemptRow(
                attempt.path("attempt").asInt(),
                Moment.of(attempt.path("at").asText()),
                String.format("%,d ms", took).replace(',', ' '),
                Math.max(1, (int) (100L * took / longest)),
                outcome.equals("delivered") ? "delivered" : "failed",
                outcome.equals("delivered") ? "ok" : "bad",
                AnswerText.of(attempt),
                AnswerText.stage(attempt),
                response.isEmpty() ? null : response);
    }
}
