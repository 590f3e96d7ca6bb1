package io.github.cameltimelines.hub.sample;

import io.github.cameltimelines.TimelinesComponent;
import io.github.cameltimelines.hub.api.ApiCalls;
import io.github.cameltimelines.hub.api.ApiRoutes;
import io.github.cameltimelines.hub.api.Callers;
import io.github.cameltimelines.hub.api.HubPaths;
import java.time.Clock;

/** The calls by which automation platforms and people try what a webhook will get. */
public final class SampleRoutes extends ApiRoutes {

    private final TimelinesComponent component;
    private final Callers callers;

    public SampleRoutes(TimelinesComponent component, Callers callers, ApiCalls calls) {
        super(calls);
        this.component = component;
        this.callers = callers;
    }

    @Override
    protected void calls() {
        SamplesApi samples =
                new SamplesApi(callers, new RecentEvents(component), Clock.systemUTC());
        TestEventsApi tests =
                new TestEventsApi(component, callers, new SampleEvents(Clock.systemUTC()));
        call(
                "GET",
                HubPaths.HUB_API + "/samples",
                "timelines-samples",
                "Shows the latest events of a type, or an example",
                samples::samples);
        call(
                "GET",
                HubPaths.HUB_API + "/examples",
                "timelines-examples",
                "Shows an example of an event of a type",
                tests::example);
        call(
                "POST",
                HubPaths.HUB_API + "/webhooks/{id}" + TestEventsApi.TEST,
                "timelines-webhooks-test",
                "Sends a test event to one webhook",
                tests::test);
    }
}
