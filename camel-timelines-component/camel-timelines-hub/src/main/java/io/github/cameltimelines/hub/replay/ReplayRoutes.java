package io.github.cameltimelines.hub.replay;

import io.github.cameltimelines.TimelinesComponent;
import io.github.cameltimelines.hub.api.ApiCalls;
import io.github.cameltimelines.hub.api.ApiRoutes;
import io.github.cameltimelines.hub.api.Callers;
import io.github.cameltimelines.hub.api.HubPaths;
import java.time.Clock;
import org.apache.camel.CamelContext;
import org.apache.camel.support.LifecycleStrategySupport;

/** The calls for replays, and the service that works on them. */
public final class ReplayRoutes extends ApiRoutes {

    private final TimelinesComponent component;
    private final Callers callers;
    private final ReplayRunner runner;
    private final Clock clock = Clock.systemUTC();

    public ReplayRoutes(TimelinesComponent component, Callers callers, ApiCalls calls) {
        super(calls);
        this.component = component;
        this.callers = callers;
        this.runner = new ReplayRunner(component, clock);
    }

    /** Has the context start and stop the service, too: before the component closes the ledger. */
    public void addTo(CamelContext context) throws Exception {
        context.addService(runner);
        context.addLifecycleStrategy(
                new LifecycleStrategySupport() {
                    @Override
                    public void onContextStopping(CamelContext stopping) {
                        runner.stop();
                    }
                });
        context.addRoutes(this);
    }

    @Override
    protected void calls() {
        ReplaysApi replays = new ReplaysApi(component, callers, clock, runner::wake);
        String all = HubPaths.HUB_API + "/replays";
        String one = all + "/{id}";
        call("GET", all, "timelines-replays-list", "Lists the replays", replays::list);
        call("POST", all, "timelines-replays-create", "Begins a replay", replays::create);
        call("GET", one, "timelines-replays-get", "Shows a replay", replays::get);
        call(
                "POST",
                one + "/pause",
                "timelines-replays-pause",
                "Has a replay wait",
                replays::pause);
        call(
                "POST",
                one + "/resume",
                "timelines-replays-resume",
                "Has a replay go on",
                replays::resume);
        call("POST", one + "/cancel", "timelines-replays-cancel", "Ends a replay", replays::cancel);
    }
}
