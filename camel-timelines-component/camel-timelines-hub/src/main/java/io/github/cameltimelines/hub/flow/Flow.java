package io.github.cameltimelines.hub.flow;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;

/** A file of the folder: what of it runs, and what is wrong with it. Thread-safe. */
final class Flow {

    /** Whether its routes run. */
    enum State {
        /** All do. */
        RUNNING,
        /** Somebody stopped one or more of them, or the file says not to start them. */
        STOPPED,
        /** None does: the file could not be loaded. */
        FAILED
    }

    private final CamelContext context;
    private final String name;
    private final FlowCount count;
    private volatile FlowVersion running;
    private volatile FlowFile latest;
    private volatile Instant loadedAt;
    private volatile FlowFault fault;
    private volatile boolean mayPass;

    Flow(CamelContext context, String name, FlowCount count) {
        this.context = context;
        this.name = name;
        this.count = count;
    }

    String name() {
        return name;
    }

    FlowCount count() {
        return count;
    }

    /** Null where nothing of the file runs. */
    FlowVersion running() {
        return running;
    }

    FlowFile latest() {
        return latest;
    }

    void read(FlowFile file) {
        latest = file;
    }

    /** Runs now, as the file has it. */
    void runs(FlowVersion version, Instant now) {
        running = version;
        loadedAt = now;
        fault = null;
        mayPass = false;
    }

    /**
     * What the file has now cannot run.
     *
     * @param version what runs instead; null for nothing
     * @param hope whether to try the same file again
     */
    void fails(FlowFault itsFault, FlowVersion version, boolean hope) {
        running = version;
        fault = itsFault;
        mayPass = hope;
    }

    /** Whether the file could not be loaded, and may be later. */
    boolean mayPass() {
        return fault != null && mayPass;
    }

    /** Why the file could not be loaded; null where it was. */
    FlowFault loadFault() {
        return fault;
    }

    /** Whether what runs is what stands in the file. */
    boolean isCurrent() {
        return fault == null;
    }

    /** When what runs was loaded; null where nothing does. */
    Instant loadedAt() {
        return running == null ? null : loadedAt;
    }

    /** The later of what it could not be loaded for and of the event that failed. */
    FlowFault lastFault() {
        FlowFault load = fault;
        FlowFault run = count.fault();
        if (load == null || run == null) {
            return load == null ? run : load;
        }
        return run.at().isAfter(load.at()) ? run : load;
    }

    Set<String> ids() {
        FlowVersion version = running;
        return version == null ? Set.of() : Set.copyOf(version.ids());
    }

    /** In the order of the file. */
    List<Route> routes() {
        FlowVersion version = running;
        return version == null
                ? List.of()
                : version.ids().stream()
                        .flatMap(id -> Stream.ofNullable(context.getRoute(id)))
                        .toList();
    }

    State state() {
        if (running == null) {
            return State.FAILED;
        }
        return routes().stream().allMatch(route -> status(route) == ServiceStatus.Started)
                ? State.RUNNING
                : State.STOPPED;
    }

    ServiceStatus status(Route route) {
        return context.getRouteController().getRouteStatus(route.getRouteId());
    }
}
