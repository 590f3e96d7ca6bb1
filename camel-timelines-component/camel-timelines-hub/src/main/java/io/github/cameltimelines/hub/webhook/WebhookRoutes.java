package io.github.cameltimelines.hub.webhook;

import io.github.cameltimelines.TimelinesComponent;
import io.github.cameltimelines.delivery.AddressGuard;
import io.github.cameltimelines.hub.api.ApiCalls;
import io.github.cameltimelines.hub.api.ApiRoutes;
import io.github.cameltimelines.hub.api.Callers;
import io.github.cameltimelines.hub.api.HubPaths;
import io.github.cameltimelines.subscription.ChangeLog;

/** TimelinesAI's calls for webhooks, and ours: figures, log and secrets. */
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
            ApiCalls calls) {
        super(calls);
        this.component = component;
        this.guard = guard;
        this.defaultLimit = defaultLimit;
        this.callers = callers;
    }

    @Override
    protected void calls() {
        OwnWebhooks own = new OwnWebhooks(() -> component.pipeline().subscriptions());
        FiguresApi figures = new FiguresApi(own, () -> component.pipeline().figures(), callers);
        wireCompatible(own, figures);
        ours(own, figures);
    }

    /** TimelinesAI's calls, and the files of its console. */
    private void wireCompatible(OwnWebhooks own, FiguresApi figures) {
        WebhooksApi webhooks =
                new WebhooksApi(
                        own,
                        () -> component.pipeline().subscriptions(),
                        callers,
                        guard,
                        () -> component.pipeline().figures(),
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
        call(
                "GET",
                one + "/log",
                "timelines-webhooks-log",
                "Gives the log of a webhook as a file",
                figures::log);
    }

    /** What the hub has besides. */
    private void ours(OwnWebhooks own, FiguresApi figures) {
        String all = HubPaths.HUB_API + "/webhooks";
        String one = all + "/{id}";
        call(
                "GET",
                all,
                "timelines-figures-list",
                "Lists the webhooks with their figures",
                figures::list);
        call("GET", one, "timelines-figures-get", "Shows a webhook with its figures", figures::get);
        call(
                "POST",
                one + SecretsApi.ROTATE,
                "timelines-secret-rotate",
                "Gives a webhook another secret",
                new SecretsApi(own, figures, callers)::rotate);
    }
}
