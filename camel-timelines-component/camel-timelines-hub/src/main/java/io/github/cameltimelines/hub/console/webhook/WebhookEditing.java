package io.github.cameltimelines.hub.console.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameltimelines.hub.api.ApiProblem;
import io.github.cameltimelines.hub.api.HubPaths;
import io.github.cameltimelines.hub.console.Notice;
import io.github.cameltimelines.hub.console.Visit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Adds and changes webhooks by forms; what was filled in wrongly is asked for again. */
final class WebhookEditing {

    /** Fields of the API that a webhook has only where they are not as usual. */
    static final List<String> MORE =
            List.of(
                    "filter",
                    "format",
                    "ordering",
                    "headers",
                    "retry_schedule",
                    "timeout",
                    "concurrency",
                    "rate_per_second",
                    "delete_when_gone");

    private static final int SAME_MAX = 500;

    void toAdd(Visit visit) {
        ask(visit, 200, null, Map.of("enabled", "true"), FormErrors.NONE);
    }

    void add(Visit visit) throws Exception {
        WebhookWishes wishes = new WebhookWishes(visit.form(), null);
        try {
            ObjectNode wish = wishes.json();
            requireNew(visit, wish);
            JsonNode added = visit.send("POST", WebhookPages.wire(), wish).path("data");
            if (wishes.isSecretToBeMade()) {
                ObjectNode at = JsonNodeFactory.instance.objectNode().put("overlap", "0s");
                WebhookSecrets.shown(
                        visit,
                        WebhookSecrets.rotated(visit, added.path("id").asInt(), at),
                        "The endpoint was added.");
            } else {
                visit.goTo("webhooks", Notice.ADDED);
            }
        } catch (ApiProblem problem) {
            askAgain(visit, null, problem);
        }
    }

    /**
     * The API takes a second one of the same type and URL for a change of the first, as
     * TimelinesAI's does; a person who adds one did not mean that.
     */
    private static void requireNew(Visit visit, ObjectNode wish) throws Exception {
        String url = wish.path("url").asText();
        if (url.isEmpty() || url.length() > 255) {
            return;
        }
        JsonNode like =
                visit.get(
                        HubPaths.HUB_API
                                + "/webhooks?limit="
                                + SAME_MAX
                                + "&search="
                                + Visit.encoded(url));
        for (JsonNode one : like.path("data")) {
            if (one.path("url").asText().equals(url)
                    && one.path("event_type").equals(wish.path("event_type"))) {
                throw ApiProblem.field("url", "has an endpoint for this event type already");
            }
        }
    }

    void toChange(Visit visit) throws Exception {
        Webhook webhook = WebhookPages.webhook(visit, WebhookPages.id(visit));
        ask(visit, 200, webhook, values(webhook), FormErrors.NONE);
    }

    private static Map<String, String> values(Webhook webhook) {
        Map<String, String> values = new HashMap<>();
        webhook.json()
                .properties()
                .forEach(field -> values.put(field.getKey(), field.getValue().asText()));
        values.remove("headers");
        values.remove("secret");
        if (!webhook.enabled()) {
            values.remove("enabled");
        }
        return values;
    }

    void change(Visit visit) throws Exception {
        int id = WebhookPages.id(visit);
        Webhook webhook = WebhookPages.webhook(visit, id);
        try {
            ObjectNode wish = new WebhookWishes(visit.form(), webhook).json();
            visit.send("PUT", WebhookPages.wire(id), wish);
            visit.goTo("webhooks/" + id, Notice.CHANGED);
        } catch (ApiProblem problem) {
            askAgain(visit, webhook, problem);
        }
    }

    private static void askAgain(Visit visit, Webhook webhook, ApiProblem problem) {
        if (problem.status() != 400 && problem.status() != 403) {
            throw problem;
        }
        FormErrors errors =
                problem.code().equals("quota_exceeded")
                        ? new FormErrors(
                                problem.getMessage()
                                        + ". Delete an endpoint that is not needed, or ask whoever"
                                        + " runs the hub for more.",
                                List.of())
                        : FormErrors.of(problem);
        ask(visit, problem.status(), webhook, WebhookWishes.values(visit.form()), errors);
    }

    private static void ask(
            Visit visit,
            int status,
            Webhook webhook,
            Map<String, String> values,
            FormErrors errors) {
        WebhookForm form =
                new WebhookForm(
                        visit.frame(webhook == null ? "Add endpoint" : "Edit endpoint"),
                        webhook,
                        values,
                        errors);
        visit.show(status, out -> WebhookFormRenderer.of().execute(form, out));
    }
}
