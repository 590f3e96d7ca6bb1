package io.github.cameltimelines.hub.console.webhook;

import io.github.cameltimelines.hub.api.ApiProblem;
import io.github.cameltimelines.hub.api.HubPaths;
import io.github.cameltimelines.hub.console.Console;
import io.github.cameltimelines.hub.console.ConsoleRoutes;
import io.github.cameltimelines.hub.console.Notice;
import io.github.cameltimelines.hub.console.Visit;
import java.util.regex.Pattern;

/** The webhooks of a workspace: their list, the page of each, and the forms that change them. */
public final class WebhookPages extends ConsoleRoutes {

    private static final String WIRE = HubPaths.API + "/webhooks";
    private static final Pattern ID = Pattern.compile("[0-9]{1,9}");

    public WebhookPages(Console console) {
        super(console, "webhooks", "Shows and changes webhooks");
    }

    @Override
    protected void pages() {
        WebhookList list = new WebhookList();
        WebhookEditing editing = new WebhookEditing();
        WebhookSecrets secrets = new WebhookSecrets();
        String one = "webhooks/{id}";
        get("webhooks", list::show);
        get("webhooks/figures", list::figures);
        get("webhooks/changelog", visit -> visit.download(WIRE + "/changelog?format=txt"));
        get("webhooks/new", editing::toAdd);
        post("webhooks/new", editing::add);
        get(one, WebhookPages::show);
        get(one + "/log", visit -> visit.download(wire(id(visit)) + "/log"));
        get(one + "/edit", editing::toChange);
        post(one + "/edit", editing::change);
        post(one + "/status", list::status);
        get(one + "/delete", WebhookPages::toDelete);
        post(one + "/delete", WebhookPages::delete);
        get(one + "/secret", secrets::toRotate);
        post(one + "/secret", secrets::rotate);
    }

    /** The path of TimelinesAI's calls for a webhook. */
    static String wire(int id) {
        return WIRE + "/" + id;
    }

    /** The path of its calls for all of them. */
    static String wire() {
        return WIRE;
    }

    /** The path of our calls for a webhook. */
    static String ours(int id) {
        return HubPaths.HUB_API + "/webhooks/" + id;
    }

    /** Of which webhook the page is. */
    static int id(Visit visit) {
        String id = visit.parameter(0);
        if (!ID.matcher(id).matches()) {
            throw ApiProblem.notFound("There is no such page.");
        }
        return Integer.parseInt(id);
    }

    static Webhook webhook(Visit visit, int id) throws Exception {
        return new Webhook(visit.get(ours(id)).path("data"));
    }

    private static void show(Visit visit) throws Exception {
        int id = id(visit);
        Webhook webhook = webhook(visit, id);
        if (visit.isPart()) {
            WebhookFigures part = new WebhookFigures(webhook);
            visit.show(out -> WebhookFiguresRenderer.of().execute(part, out));
            return;
        }
        WebhookPage page =
                new WebhookPage(
                        visit.frame("Webhook"),
                        webhook,
                        WebhookChange.list(
                                visit.get(WIRE + "/changelog?webhook_id=" + id).path("data")));
        visit.show(out -> WebhookPageRenderer.of().execute(page, out));
    }

    private static void toDelete(Visit visit) throws Exception {
        DeletePage page = new DeletePage(visit.frame("Delete endpoint"), webhook(visit, id(visit)));
        visit.show(out -> DeletePageRenderer.of().execute(page, out));
    }

    private static void delete(Visit visit) throws Exception {
        visit.send("DELETE", wire(id(visit)), null);
        visit.goTo("webhooks", Notice.DELETED);
    }
}
