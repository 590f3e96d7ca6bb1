package io.github.cameltimelines.hub.webhook;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.cameltimelines.hub.api.ApiAnswers;
import io.github.cameltimelines.hub.api.ApiProblem;
import io.github.cameltimelines.hub.api.CallHeaders;
import io.github.cameltimelines.hub.api.CallPath;
import io.github.cameltimelines.hub.api.Caller;
import io.github.cameltimelines.hub.api.Callers;
import io.github.cameltimelines.model.TimelinesJson;
import io.github.cameltimelines.subscription.Change;
import io.github.cameltimelines.subscription.ChangeLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.camel.Exchange;

/** Who changed which webhook of the caller's workspace, as JSON or as a text to keep. */
final class ChangeLogApi {

    /** Changes that are shown, the newest of them. */
    static final int MAX = 1_000;

    private static final JsonMapper JSON = TimelinesJson.builder().build();

    private record Entry(
            String at,
            String member,
            String action,
            @JsonProperty("webhook_id") int webhookId,
            JsonNode before,
            JsonNode after) {}

    private final Supplier<ChangeLog> log;
    private final Callers callers;

    ChangeLogApi(Supplier<ChangeLog> log, Callers callers) {
        this.log = log;
        this.callers = callers;
    }

    void show(Exchange exchange) {
        Caller caller = callers.require(exchange);
        boolean asText = isText(exchange);
        int workspace = caller.workspace().id();
        Optional<Integer> of = CallPath.query(exchange, "webhook_id").map(ChangeLogApi::webhook);
        List<Change> changes =
                of.isPresent()
                        ? log.get().latestOf(workspace, of.get(), MAX)
                        : log.get().latest(workspace, MAX);
        if (asText) {
            ApiAnswers.text(
                    exchange,
                    changes.stream().map(ChangeLogApi::line).collect(Collectors.joining()),
                    "webhooks-changelog.txt");
        } else {
            ApiAnswers.ok(exchange, changes.stream().map(ChangeLogApi::entry).toList());
        }
    }

    private static int webhook(String id) {
        try {
            return Integer.parseInt(id);
        } catch (NumberFormatException e) {
            throw ApiProblem.field("webhook_id", "must be the id of a webhook");
        }
    }

    /** By {@code format=txt}, or by what the caller accepts. */
    private static boolean isText(Exchange exchange) {
        Optional<String> format = CallPath.query(exchange, "format");
        if (format.isPresent()) {
            return switch (format.get()) {
                case "txt" -> true;
                case "json" -> false;
                default -> throw ApiProblem.field("format", "must be json or txt");
            };
        }
        return CallHeaders.read(exchange, "Accept")
                .filter(accept -> accept.contains("text/plain"))
                .isPresent();
    }

    private static Entry entry(Change change) {
        return new Entry(
                change.at().toString(),
                change.member(),
                WebhookView.wireName(change.action()),
                change.subscriptionId(),
                tree(change.before()),
                tree(change.after()));
    }

    /** One line for one change: when, who, what, and the fields that it changed. */
    private static String line(Change change) {
        return "%s  %s  %s webhook %d  %s%n"
                .formatted(
                        change.at(),
                        change.member(),
                        WebhookView.wireName(change.action()),
                        change.subscriptionId(),
                        String.join(", ", differences(change)));
    }

    private static List<String> differences(Change change) {
        JsonNode before = orNothing(tree(change.before()));
        JsonNode after = orNothing(tree(change.after()));
        List<String> differences = new ArrayList<>();
        Stream.concat(names(before), names(after))
                .distinct()
                .filter(name -> !name.equals("id"))
                .filter(name -> !before.path(name).equals(after.path(name)))
                .forEach(
                        name ->
                                differences.add(
                                        change.before() == null
                                                ? name + " " + after.path(name)
                                                : change.after() == null
                                                        ? name + " " + before.path(name)
                                                        : name
                                                                + " "
                                                                + before.path(name)
                                                                + " -> "
                                                                + after.path(name)));
        return differences;
    }

    private static Stream<String> names(JsonNode object) {
        Iterable<String> names = object::fieldNames;
        return StreamSupport.stream(names.spliterator(), false);
    }

    private static JsonNode orNothing(JsonNode node) {
        return node == null ? MissingNode.getInstance() : node;
    }

    private static JsonNode tree(String json) {
        try {
            return json == null ? null : JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("timelines_change holds what we did not write", e);
        }
    }
}
