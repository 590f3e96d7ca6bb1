package io.github.cameltimelines.hub.workspace;

import io.github.cameltimelines.TimelinesComponent;
import io.github.cameltimelines.hub.api.ApiCalls;
import io.github.cameltimelines.hub.api.ApiRoutes;
import io.github.cameltimelines.hub.api.Callers;
import io.github.cameltimelines.hub.api.HubPaths;

/** The calls by which an admin manages workspaces and tokens, and by which a token is tried. */
public final class WorkspaceRoutes extends ApiRoutes {

    private final TimelinesComponent component;
    private final int webhookLimit;
    private final Callers callers;

    /**
     * @param webhookLimit webhooks of a workspace that has no limit of its own; 0 for any number
     */
    public WorkspaceRoutes(
            TimelinesComponent component, int webhookLimit, Callers callers, ApiCalls calls) {
        super(calls);
        this.component = component;
        this.webhookLimit = webhookLimit;
        this.callers = callers;
    }

    @Override
    protected void calls() {
        workspaces(new WorkspacesApi(() -> component.pipeline().workspaces(), callers));
        tokens(new TokensApi(() -> component.pipeline().workspaces(), callers));
        call(
                "GET",
                HubPaths.HUB_API + "/workspace",
                "timelines-workspace-own",
                "Tells of which workspace a token is",
                new OwnWorkspaceApi(
                                callers, () -> component.pipeline().subscriptions(), webhookLimit)
                        ::show);
    }

    private void workspaces(WorkspacesApi workspaces) {
        String all = HubPaths.HUB_API + "/workspaces";
        String one = all + "/{id}";
        call("GET", all, "timelines-workspaces-list", "Lists the workspaces", workspaces::list);
        call("POST", all, "timelines-workspaces-create", "Makes a workspace", workspaces::create);
        call("GET", one, "timelines-workspaces-get", "Shows a workspace", workspaces::get);
        call("PUT", one, "timelines-workspaces-update", "Changes a workspace", workspaces::update);
    }

    private void tokens(TokensApi tokens) {
        String all = HubPaths.HUB_API + "/tokens";
        call("GET", all, "timelines-tokens-list", "Lists the tokens, without them", tokens::list);
        call("POST", all, "timelines-tokens-create", "Makes a token", tokens::create);
        call("DELETE", all + "/{id}", "timelines-tokens-revoke", "Revokes a token", tokens::revoke);
    }
}
