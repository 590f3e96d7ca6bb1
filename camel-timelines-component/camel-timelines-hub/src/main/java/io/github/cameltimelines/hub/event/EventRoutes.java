package io.github.cameltimelines.hub.event;

import io.github.cameltimelines.TimelinesComponent;
import io.github.cameltimelines.hub.api.ApiCalls;
import io.github.cameltimelines.hub.api.ApiRoutes;
import io.github.cameltimelines.hub.api.Callers;
import io.github.cameltimelines.hub.api.HubPaths;
import java.time.Clock;

/** The calls for events and their deliveries. */
public final class EventRoutes extends ApiRoutes {

    private final TimelinesComponent component;
    private final Callers callers;

    public EventRoutes(TimelinesComponent component, Callers callers, ApiCalls calls) {
        super(calls);
        this.component = component;
        this.callers = callers;
    }

    @Override
    protected void calls() {
        EventsApi events = new EventsApi(() -> component.pipeline().inbox(), callers);
        OwnHistory own = new OwnHistory(component);
        HistoryApi history = new HistoryApi(component, callers, own);
        ResendApi resend = new ResendApi(component, callers, own);
        String all = HubPaths.HUB_API + "/events";
        call(
                "POST",
                all,
                "timelines-events-publish",
                "Takes an event from whoever has a token",
                events::publish);
        call("GET", all, "timelines-events-list", "Lists the events", history::events);
        call(
                "GET",
                all + "/{id}",
                "timelines-events-get",
                "Shows an event and its deliveries",
                history::event);
        call(
                "GET",
                all + "/{id}/payload",
                "timelines-events-payload",
                "Gives an event as it was received",
                history::payload);
        call(
                "POST",
                all + "/{id}/resend",
                "timelines-events-resend",
                "Sends an event to a webhook",
                resend::event);
        String deliveries = HubPaths.HUB_API + "/deliveries";
        call(
                "GET",
                deliveries,
                "timelines-deliveries-list",
                "Lists the deliveries",
                history::deliveries);
        call(
                "GET",
                deliveries + "/{id}",
                "timelines-deliveries-get",
                "Shows a delivery and its attempts",
                history::delivery);
        call(
                "GET",
                deliveries + "/{id}/request",
                "timelines-deliveries-request",
                "Shows a delivery as it would be sent now",
                new RequestApi(component, callers, own, Clock.systemUTC())::request);
        call(
                "POST",
                deliveries + "/{id}/resend",
                "timelines-deliveries-resend",
                "Sends a delivery again",
                resend::delivery);
    }
}
