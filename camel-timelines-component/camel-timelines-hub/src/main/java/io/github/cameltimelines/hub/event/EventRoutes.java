package io.github.cameltimelines.hub.event;

import io.github.cameltimelines.TimelinesComponent;
import io.github.cameltimelines.hub.api.ApiRoutes;
import io.github.cameltimelines.hub.api.Callers;
import io.github.cameltimelines.hub.api.HubPaths;
import io.github.cameltimelines.hub.api.KnownPaths;

/** The calls for events. */
public final class EventRoutes extends ApiRoutes {

    private final TimelinesComponent component;
    private final Callers callers;

    public EventRoutes(TimelinesComponent component, Callers callers, KnownPaths paths) {
        super(paths);
        this.component = component;
        this.callers = callers;
    }

    @Override
    protected void calls() {
        EventsApi events = new EventsApi(() -> component.pipeline().inbox(), callers);
        call(
                "POST",
                HubPaths.HUB_API + "/events",
                "timelines-events-publish",
                "Takes an event from whoever has a token",
                events::publish);
    }
}
