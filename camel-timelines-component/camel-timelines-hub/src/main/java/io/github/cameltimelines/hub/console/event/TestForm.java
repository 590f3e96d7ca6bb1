package io.github.cameltimelines.hub.console.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameltimelines.hub.api.ApiProblem;
import io.github.cameltimelines.hub.api.HubPaths;
import io.github.cameltimelines.hub.console.Notice;
import io.github.cameltimelines.hub.console.Visit;
import io.github.cameltimelines.hub.console.event.TestPage.PayloadField;
import io.github.cameltimelines.hub.console.event.TestPage.Type;
import io.github.cameltimelines.model.TimelinesJson;

/** Sends a test event of any type to one webhook, which shows what that makes of it. */
final class TestForm {

    private static final JsonMapper JSON =
            TimelinesJson.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    /** What was filled in, and what is wrong with it. */
    private record Filled(String webhook, String type, PayloadField payload, String webhookError) {
        static Filled of(Visit visit) {
            return new Filled(
                    visit.form().text("webhook_id"),
                    visit.form().text("event_type"),
                    new PayloadField(visit.form().value("payload").orElse(""), null),
                    null);
        }

        Filled payloadError(String error) {
            return new Filled(webhook, type, new PayloadField(payload.text(), error), webhookError);
        }

        Filled webhookError(String error) {
            return new Filled(webhook, type, payload, error);
        }
    }

    private TestForm() {}

    /** With the webhook of the query, and an example of the type that it wants. */
    static void show(Visit visit) throws Exception {
        String webhook = visit.query("webhook_id").orElse("");
        Receivers receivers = Receivers.read(visit, webhook);
        String wanted =
                receivers
                        .of(webhook)
                        .or(() -> receivers.all().stream().findFirst())
                        .map(Receivers.Receiver::eventType)
                        .filter(EventTypes.ALL::contains)
                        .orElse(EventTypes.ALL.get(0));
        show(visit, 200, webhook, visit.query("event_type").orElse(wanted));
    }

    private static void show(Visit visit, int status, String webhook, String type)
            throws Exception {
        try {
            PayloadField example = new PayloadField(exampleOf(visit, type), null);
            show(visit, status, new Filled(webhook, type, example, null), null);
        } catch (ApiProblem problem) {
            if (problem.errors().isEmpty()) {
                throw problem;
            }
            show(
                    visit,
                    400,
                    new Filled(webhook, type, new PayloadField("", null), null),
                    "is not a known event type");
        }
    }

    private static void show(Visit visit, int status, Filled filled, String typeError)
            throws Exception {
        TestPage page =
                new TestPage(
                        visit.frame("Send a test event"),
                        Receivers.read(visit, filled.webhook()),
                        EventTypes.ALL.stream()
                                .map(name -> new Type(name, name.equals(filled.type())))
                                .toList(),
                        filled.payload(),
                        filled.webhookError(),
                        typeError);
        visit.show(status, out -> TestPageRenderer.of().execute(page, out));
    }

    private static String exampleOf(Visit visit, String type) throws Exception {
        return visit.get(HubPaths.HUB_API + "/examples?event_type=" + Visit.encoded(type))
                .path("data")
                .toPrettyString();
    }

    /** The field with an example in it. */
    static void example(Visit visit) throws Exception {
        PayloadField field =
                new PayloadField(exampleOf(visit, visit.query("event_type").orElse("")), null);
        visit.show(out -> PayloadFieldRenderer.of().execute(field, out));
    }

    static void send(Visit visit) throws Exception {
        Filled filled = Filled.of(visit);
        if (visit.form().has("example")) {
            show(visit, 200, filled.webhook(), filled.type());
            return;
        }
        JsonNode payload;
        try {
            payload = JSON.readTree(filled.payload().text());
        } catch (JsonProcessingException e) {
            show(visit, 400, filled.payloadError(notJson(e)), null);
            return;
        }
        if (Receivers.read(visit, "").of(filled.webhook()).isEmpty()) {
            show(visit, 400, filled.webhookError("Choose a webhook."), null);
            return;
        }
        try {
            ObjectNode body = JSON.createObjectNode();
            body.set("payload", payload);
            JsonNode sent =
                    visit.send(
                                    "POST",
                                    HubPaths.HUB_API + "/webhooks/" + filled.webhook() + "/test",
                                    body)
                            .path("data");
            visit.goTo("deliveries/" + sent.path("delivery_id").asText(), Notice.SENT);
        } catch (ApiProblem problem) {
            refused(visit, filled, problem);
        }
    }

    private static void refused(Visit visit, Filled filled, ApiProblem problem) throws Exception {
        if (problem.status() == 503) {
            throw problem;
        }
        boolean isOfPayload = !problem.errors().isEmpty() || problem.status() == 413;
        String text = Problems.text(problem);
        show(
                visit,
                problem.status(),
                isOfPayload ? filled.payloadError(text) : filled.webhookError(text),
                null);
    }

    private static String notJson(JsonProcessingException e) {
        String where =
                e.getLocation() == null
                        ? ""
                        : " at line %d, column %d"
                                .formatted(
                                        e.getLocation().getLineNr(), e.getLocation().getColumnNr());
        return "This is not JSON" + where + ": " + e.getOriginalMessage();
    }
}
