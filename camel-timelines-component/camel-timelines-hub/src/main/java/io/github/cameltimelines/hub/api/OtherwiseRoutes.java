package io.github.cameltimelines.hub.api;

/** What no other route answers. To be added last, because the server asks in order. */
public final class OtherwiseRoutes extends ApiRoutes {

    public OtherwiseRoutes(ApiCalls calls) {
        super(calls);
    }

    @Override
    protected void calls() {
        otherwise(
                HubPaths.API,
                "timelines-api-otherwise",
                "Answers what is no call of TimelinesAI's API");
        otherwise(
                HubPaths.HUB_API,
                "timelines-hub-otherwise",
                "Answers what is no call of the hub's API");
    }
}
