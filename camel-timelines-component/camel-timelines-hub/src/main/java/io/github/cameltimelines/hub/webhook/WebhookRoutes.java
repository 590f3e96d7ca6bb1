package io.github.cameltimelines.hub.webhook;

import io.github.cameltimelines.TimelinesComponent;
import io.github.cameltimelines.delivery.AddressGuard;
import io.github.cameltimelines.hub.api.ApiRoutes;
import io.github.cameltimelines.hub.api.Callers;
import io.github.cameltimelines.hub.api.HubPaths;
import io.github.cameltimelines.hub.api.KnownPaths;
import io.github.cameltimelines.subscription.ChangeLog;

/** TimelinesAI's calls for webhooks. */
public final class WebhookRoutes extends ApiRoutes {

    private final TimelinesComponent component;
    private final AddressGuard guard;
    private final int defaultLimit;
    private final Callers callers;

    /**
     * @param guard says which URLs may be delivered to
     * @param defaultLimit webhooks of a workspace that has no limit of its own; 0 for any number
     */
    public WebhookRoutes(
            TimelinesComponent component,
            AddressGuard guard,
            int defaultLimit,
            Callers callers,
            KnownPaths paths) {
        super(paths);
        this.component = component;
        this.guard = guard;
        this.defaultLimit = defaultLimit;
        this.callers = callers;
    }

    @Override
    protected void calls() {
        WebhooksApi webhooks =
                new WebhooksApi(
                        () -> component.pipeline().subscriptions(),
                        callers,
                        guard,
                        id -> component.pipeline().figures().of(id).errorsCounter(),
                        defaultLimit);
        ChangeLogApi changeLog =
                new ChangeLogApi(() -> new ChangeLog(component.pipeline().ledger()), callers);
        String all = HubPaths.API + "/webhooks";
        String one = all + "/{id}";
        call("GET", all, "timelines-webhooks-list", "Lists the webhooks", webhooks::list);
        call("POST", all, "timelines-webhooks-create", "Creates a webhook", webhooks::create);
        call(
                "GET",
                all + "/changelog",
                "timelines-webhooks-changelog",
                "Tells who changed which webhook",
                changeLog::show);
        call("GET", one, "timelines-webhooks-get", "Shows a webhook", webhooks::get);
        call("PUT", one, "timelines-webhooks-update", "Changes a webhook", webhooks::update);
        call("DELETE", one, "timelines-webhooks-delete", "Deletes a webhook", webhooks::delete);
    }
}
