package io.github.cameltimelines.hub.erasure;

import io.github.cameltimelines.TimelinesComponent;
import io.github.cameltimelines.hub.api.ApiCalls;
import io.github.cameltimelines.hub.api.ApiRoutes;
import io.github.cameltimelines.hub.api.Callers;
import io.github.cameltimelines.hub.api.HubPaths;

/** The calls that erase what is kept of a customer. */
public final class ErasureRoutes extends ApiRoutes {

    private final TimelinesComponent component;
    private final Callers callers;

    public ErasureRoutes(TimelinesComponent component, Callers callers, ApiCalls calls) {
        super(calls);
        this.component = component;
        this.callers = callers;
    }

    @Override
    protected void calls() {
        ErasuresApi erasures = new ErasuresApi(() -> component.pipeline().erasures(), callers);
        String all = HubPaths.HUB_API + "/erasures";
        call(
                "POST",
                all,
                "timelines-erasures-ask",
                "Erases what is kept of a chat or a phone",
                erasures::ask);
        call(
                "GET",
                all,
                "timelines-erasures-list",
                "Tells who asked when to erase something",
                erasures::list);
        call(
                "GET",
                all + "/{id}",
                "timelines-erasures-get",
                "Tells how far an erasure has come",
                erasures::get);
    }
}
