package io.github.cameltimelines.hub.flow;

import java.time.Clock;
import java.util.Collection;
import org.apache.camel.CamelContext;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the routes of a file in the place of those that it had before. What is wrong with a file is
 * looked for before anything is stopped; what shows only when the routes start brings the former
 * ones back, and their events have waited meanwhile. For one thread at a time.
 */
final class FlowLoading {

    private static final Logger LOG = LoggerFactory.getLogger(FlowLoading.class);

    private final CamelContext context;
    private final FlowParser parser;
    private final Clock clock;

    FlowLoading(CamelContext context, Clock clock) {
        this.context = context;
        this.parser = new FlowParser(context);
        this.clock = clock;
    }

    /**
     * @param others the other files of the folder
     */
    void load(Flow flow, Collection<Flow> others) {
        FlowVersion former = flow.running();
        try {
            replace(flow, former, others);
        } catch (RuntimeException e) { // as when a route cannot be taken away
            fails(flow, new BrokenFlowException(Reasons.text(e), null, true, e), former);
        }
    }

    private void replace(Flow flow, FlowVersion former, Collection<Flow> others) {
        FlowFile file = flow.latest();
        FlowVersion next;
        try {
            next = parser.parse(file);
            requireOwnIds(next, former, others);
        } catch (BrokenFlowException e) {
            fails(flow, e, former);
            return;
        }
        if (former != null) {
            former.stop();
        }
        try {
            next.start(flow.count());
            flow.runs(next, clock.instant());
            LOG.info(
                    "flow {}: file={} routes={}",
                    former == null ? "runs" : "replaced",
                    file.name(),
                    next.ids());
        } catch (BrokenFlowException e) {
            fails(flow, e, again(flow, former));
        }
    }

    /** Starts what ran before once more; null where there was nothing, or it cannot run now. */
    private FlowVersion again(Flow flow, FlowVersion former) {
        if (former == null) {
            return null;
        }
        try {
            FlowVersion again = parser.parse(former.file());
            again.start(flow.count());
            return again;
        } catch (BrokenFlowException e) {
            LOG.warn("flow {}: what ran before cannot run any more", flow.name());
            return null;
        }
    }

    private void requireOwnIds(FlowVersion next, FlowVersion former, Collection<Flow> others)
            throws BrokenFlowException {
        Model model = context.getCamelContextExtension().getContextPlugin(Model.class);
        for (RouteDefinition route : next.definitions()) {
            String id = route.getId();
            Integer line = Reasons.line(route);
            for (Flow other : others) {
                if (other.ids().contains(id)) {
                    throw new BrokenFlowException(
                            "The route id '"
                                    + id
                                    + "' is taken by "
                                    + other.name()
                                    + ": give one of the two another id",
                            line,
                            true,
                            null);
                }
            }
            boolean isOwn = former != null && former.ids().contains(id);
            if (!isOwn && model.getRouteDefinition(id) != null) {
                throw new BrokenFlowException(
                        "The route id '" + id + "' is taken by a route that is no flow", line);
            }
        }
    }

    private void fails(Flow flow, BrokenFlowException failure, FlowVersion runs) {
        FlowFault fault =
                new FlowFault(
                        FlowFault.Kind.LOAD,
                        clock.instant(),
                        flow.name(),
                        failure.line(),
                        null,
                        failure.getMessage());
        if (!fault.repeats(flow.loadFault())) { // it may be tried again and again
            LOG.warn(
                    "flow cannot {}: at={} reason={}",
                    runs == null ? "run" : "be replaced, what it was runs on",
                    fault.place(),
                    fault.message());
        }
        flow.fails(fault, runs, failure.mayPass());
    }
}
