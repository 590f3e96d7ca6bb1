package io.github.cameltimelines.hub.console.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.cameltimelines.hub.api.HubPaths;
import io.github.cameltimelines.hub.console.Notice;
import io.github.cameltimelines.hub.console.Visit;
import java.util.List;
import java.util.stream.StreamSupport;

/** The list as TimelinesAI's console has it: its figures stay new, and its switches work in it. */
final class WebhookList {

    private static final int PAGE = 50;

    void show(Visit visit) throws Exception {
        ListPlace place = ListPlace.of(visit::query);
        JsonNode answer = page(visit, place);
        List<Webhook> webhooks = webhooks(answer);
        String next =
                answer.path("has_more").asBoolean()
                        ? place.at(answer.path("cursor").asText()).query()
                        : null;
        WebhooksPage page =
                new WebhooksPage(visit.frame("Webhooks"), webhooks, Room.of(visit), place, next);
        visit.show(out -> WebhooksPageRenderer.of().execute(page, out));
    }

    /** What changes by itself, for the page that is open. */
    void figures(Visit visit) throws Exception {
        FiguresPart part =
                new FiguresPart(webhooks(page(visit, ListPlace.of(visit::query))), null, null);
        visit.show(out -> FiguresPartRenderer.of().execute(part, out));
    }

    private static JsonNode page(Visit visit, ListPlace place) throws Exception {
        return visit.get(HubPaths.HUB_API + "/webhooks?hours=true&limit=" + PAGE + place.and());
    }

    private static List<Webhook> webhooks(JsonNode answer) {
        return StreamSupport.stream(answer.path("data").spliterator(), false)
                .map(Webhook::new)
                .toList();
    }

    /** On or off, from the switch of a row or the button of its page. */
    void status(Visit visit) throws Exception {
        int id = WebhookPages.id(visit);
        boolean on = visit.form().has("enabled");
        visit.send(
                "PUT",
                WebhookPages.wire(id),
                JsonNodeFactory.instance.objectNode().put("enabled", on));
        Notice done = on ? Notice.ENABLED : Notice.DISABLED;
        if (visit.isPart()) {
            Webhook webhook = WebhookPages.webhook(visit, id);
            String said = webhook.url() + " is " + webhook.status() + ".";
            FiguresPart part = new FiguresPart(List.of(webhook), webhook, said);
            visit.show(out -> FiguresPartRenderer.of().execute(part, out));
        } else if (visit.form().has("detail")) {
            visit.goTo("webhooks/" + id, done);
        } else {
            ListPlace place = ListPlace.of(visit.form()::value);
            visit.goTo("webhooks" + place.query(), done);
        }
    }
}
