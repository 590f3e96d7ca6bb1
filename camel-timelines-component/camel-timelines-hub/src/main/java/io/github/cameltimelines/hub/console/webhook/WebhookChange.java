package io.github.cameltimelines.hub.console.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltimelines.hub.console.Moment;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

/** Who changed what of a webhook. */
record WebhookChange(Moment at, String member, String action, List<Difference> differences) {

    private static final int SHOWN = 20;

    /** A field before and after; null where it was not there. */
    record Difference(String field, String before, String after) {}

    /** The latest. */
    static List<WebhookChange> list(JsonNode changes) {
        return StreamSupport.stream(changes.spliterator(), false)
                .limit(SHOWN)
                .map(WebhookChange::of)
                .toList();
    }

    private static WebhookChange of(JsonNode change) {
        JsonNode before = change.path("before");
        JsonNode after = change.path("after");
        Set<String> names = new LinkedHashSet<>();
        before.fieldNames().forEachRemaining(names::add);
        after.fieldNames().forEachRemaining(names::add);
        names.remove("id");
        List<Difference> differences = new ArrayList<>();
        for (String name : names) {
            if (before.isObject() && !before.path(name).equals(after.path(name))) {
                differences.add(
                        new Difference(name, text(before.path(name)), text(after.path(name))));
            }
        }
        return new WebhookChange(
                Moment.of(change.path("at").asText()),
                change.path("member").asText(),
                change.path("action").asText(),
                differences);
    }

    private static String text(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return "nothing";
        }
        return value.isTextual() ? value.textValue() : value.toString();
    }
}
