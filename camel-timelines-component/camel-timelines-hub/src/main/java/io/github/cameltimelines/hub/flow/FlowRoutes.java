package io.github.cameltimelines.hub.flow;

import io.github.cameltimelines.hub.api.ApiAnswers;
import io.github.cameltimelines.hub.api.ApiCalls;
import io.github.cameltimelines.hub.api.ApiProblem;
import io.github.cameltimelines.hub.api.ApiRoutes;
import io.github.cameltimelines.hub.api.CallPath;
import io.github.cameltimelines.hub.api.Callers;
import io.github.cameltimelines.hub.api.HubPaths;
import io.github.cameltimelines.workspace.Workspace;
import java.util.List;
import org.apache.camel.Exchange;

/**
 * The calls that tell of flows. None changes one: what is run stands on the server's disk. Flows
 * get the events of the first workspace, so that its tokens may see them, and the admin.
 */
public final class FlowRoutes extends ApiRoutes {

    private final Flows flows;
    private final Callers callers;

    public FlowRoutes(Flows flows, Callers callers, ApiCalls calls) {
        super(calls);
        this.flows = flows;
        this.callers = callers;
    }

    @Override
    protected void calls() {
        String all = HubPaths.HUB_API + "/flows";
        call("GET", all, "timelines-flows-list", "Tells how the flows do", this::list);
        call("GET", all + "/{file}", "timelines-flows-get", "Tells how a flow does", this::get);
    }

    private void list(Exchange exchange) {
        ApiAnswers.ok(
                exchange,
                maySee(exchange)
                        ? flows.all().stream().map(FlowView::of).toList()
                        : List.<FlowView>of());
    }

    private void get(Exchange exchange) {
        boolean maySee = maySee(exchange);
        String name = CallPath.name(exchange);
        ApiAnswers.ok(
                exchange,
                flows.named(name)
                        .filter(any -> maySee)
                        .map(FlowView::of)
                        .orElseThrow(() -> ApiProblem.notFound("There is no such flow")));
    }

    private boolean maySee(Exchange exchange) {
        return callers.requireAny(exchange)
                .map(caller -> caller.workspace().id() == Workspace.DEFAULT_ID)
                .orElse(true);
    }
}
