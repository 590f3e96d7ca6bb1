package io.github.cameltimelines.hub.console.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltimelines.hub.console.BarPlot;
import io.github.cameltimelines.hub.console.BarPlot.Count;
import io.github.cameltimelines.hub.console.BarPlot.Words;
import io.github.cameltimelines.hub.console.Moment;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** A webhook with its figures, as the API tells them and as a page shows them. */
record Webhook(JsonNode json) {

    private static final String DAY = "Last 24 hours";
    private static final double PER_CENT = 100;

    /** What the destination said to the latest attempt. */
    record LastResponse(Moment at, boolean delivered, String answer, String error) {

        static LastResponse of(JsonNode last) {
            return new LastResponse(
                    Moment.of(last.path("at").asText()),
                    last.path("delivered").asBoolean(),
                    last.has("status") ? last.path("status").asText() : "No answer",
                    last.path("error").asText(null));
        }

        String state() {
            return delivered ? "ok" : "bad";
        }

        /** For whoever does not see the colour. */
        String meaning() {
            return delivered ? "delivered" : "failed";
        }
    }

    int id() {
        return json.path("id").asInt();
    }

    String url() {
        return text("url");
    }

    String eventType() {
        return text("event_type");
    }

    /** Its parts, at whose ends a narrow column may break it. */
    List<String> typeParts() {
        return List.of(eventType().split("(?<=:)"));
    }

    String description() {
        return text("description");
    }

    boolean enabled() {
        return json.path("enabled").asBoolean();
    }

    /** In the word of TimelinesAI's console. */
    String status() {
        return enabled() ? "active" : "disabled";
    }

    String activations() {
        return grouped(json.path("activations").asLong());
    }

    String errorRate() {
        if (json.path("activations").asLong() == 0) {
            return "–";
        }
        double rate = json.path("error_rate").asDouble() * PER_CENT;
        return String.format(Locale.ROOT, rate % 1 == 0 ? "%.0f %%" : "%.2f %%", rate);
    }

    String consecutiveErrors() {
        return grouped(json.path("errors_counter").asLong());
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    LastResponse last() {
        return json.has("last_response") ? LastResponse.of(json.path("last_response")) : null;
    }

    String editor() {
        return text("last_edited_by");
    }

    Moment edited() {
        return Moment.of(json.path("last_edited_at").asText());
    }

    boolean isSigned() {
        return json.path("signed").asBoolean();
    }

    Moment previousSecretsUntil() {
        return Moment.of(json.path("previous_secrets_until").asText());
    }

    /** For the list. */
    BarPlot little() {
        return BarPlot.little(DAY, hours(Moment::hour), Words.DELIVERIES);
    }

    /** For its own page. */
    BarPlot wide() {
        return BarPlot.wide(DAY, hours(Moment::dayAndHour), Words.DELIVERIES);
    }

    private List<Count> hours(Function<Moment, String> label) {
        List<Count> counts = new ArrayList<>();
        for (JsonNode hour : json.path("hours")) {
            long failures = hour.path("failures").asLong();
            counts.add(
                    new Count(
                            label.apply(Moment.of(hour.path("from").asText())),
                            hour.path("attempts").asLong() - failures,
                            failures));
        }
        return counts;
    }

    /**
     * @return null where it is as usual
     */
    String text(String field) {
        return json.path(field).asText(null);
    }
}
