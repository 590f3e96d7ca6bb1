package io.github.cameltimelines.hub.console.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameltimelines.hub.api.ApiProblem;
import io.github.cameltimelines.hub.console.Moment;
import io.github.cameltimelines.hub.console.Notice;
import io.github.cameltimelines.hub.console.Visit;
import java.util.ArrayList;
import java.util.List;

/** The page of one event, and what can be done there. */
final class EventDetail {

    /** Deliveries shown: an event for thousands of webhooks is seen in the list of deliveries. */
    private static final int LISTED_MAX = 100;

    private EventDetail() {}

    static void show(Visit visit) throws Exception {
        show(visit, 200, "", null);
    }

    private static String path(Visit visit) {
        return EventPages.EVENTS + "/" + Visit.encoded(visit.parameter(0));
    }

    private static void show(Visit visit, int status, String chosen, String error)
            throws Exception {
        JsonNode event = visit.get(path(visit)).path("data");
        Receivers receivers = Receivers.read(visit, chosen);
        List<EventPage.Row> rows = new ArrayList<>();
        JsonNode deliveries = event.path("deliveries");
        for (int i = 0; i < Math.min(LISTED_MAX, deliveries.size()); i++) {
            rows.add(EventPage.Row.of(deliveries.get(i), receivers));
        }
        EventPage page =
                new EventPage(
                        visit.frame("Event"),
                        event.path("id").asText(),
                        event.path("event_type").asText(),
                        event.path("chat_id").asText(null),
                        Moment.of(event.path("received_at").asText()),
                        event.has("payload") ? event.path("payload").toPrettyString() : null,
                        rows,
                        deliveries.size() - rows.size(),
                        receivers,
                        error);
        visit.show(status, out -> EventPageRenderer.of().execute(page, out));
    }

    static void payload(Visit visit) throws Exception {
        visit.download(path(visit) + "/payload");
    }

    static void resend(Visit visit) throws Exception {
        String webhook = visit.form().text("webhook_id");
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        try {
            body.put("webhook_id", Integer.parseInt(webhook));
        } catch (NumberFormatException e) {
            show(visit, 400, webhook, "Choose a webhook.");
            return;
        }
        try {
            JsonNode made = visit.send("POST", path(visit) + "/resend", body).path("data");
            visit.goTo("deliveries/" + made.path("id").asText(), Notice.RESENT);
        } catch (ApiProblem problem) {
            if (problem.status() == 404) {
                throw problem;
            }
            show(visit, problem.status(), webhook, Problems.text(problem));
        }
    }
}
