package io.github.cameltimelines.hub.metrics;

import io.github.cameltimelines.TimelinesComponent;
import io.github.cameltimelines.TimelinesPipeline;
import io.github.cameltimelines.inbox.Inbox;
import io.github.cameltimelines.inbox.Reception;
import io.github.cameltimelines.ledger.Ledger;
import io.github.cameltimelines.log.Workload;
import io.github.cameltimelines.outbox.Outbox;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import org.apache.camel.CamelContext;
import org.apache.camel.support.service.ServiceSupport;

/**
 * Shows what the hub does in the meter registry of the application, where it has one. Counts what
 * is counted anyway; nothing that comes from outside becomes a tag.
 */
public final class HubMetrics extends ServiceSupport {

    /** Camel's own name of the registry. */
    private static final String REGISTRY = "metricsRegistry";

    private final CamelContext context;
    private final TimelinesComponent component;
    private final Reception reception;
    private final ToIntFunction<String> flows;
    private MeterBook meters;
    private WorkloadReader workload;

    /**
     * @param reception what stands behind the hub's hooks
     * @param flows how many flows are in a state
     */
    public HubMetrics(
            CamelContext context,
            TimelinesComponent component,
            Reception reception,
            ToIntFunction<String> flows) {
        this.context = context;
        this.component = component;
        this.reception = reception;
        this.flows = flows;
    }

    @Override
    protected void doStart() throws Exception {
        Optional<MeterRegistry> registry = registry();
        if (registry.isEmpty()) {
            return;
        }
        TimelinesPipeline pipeline = component.pipeline();
        meters = new MeterBook(registry.get());
        workload =
                new WorkloadReader(
                        () -> Workload.read(pipeline.ledger(), Clock.systemUTC().instant()));
        accept(pipeline.inbox());
        deliver(pipeline.outbox());
        owed();
        replay(pipeline.outbox());
        ledger(pipeline.ledger());
        for (String state : List.of("running", "stopped", "failed")) {
            meters.gauge(
                    "timelines.flows",
                    null,
                    "Files of flows",
                    () -> flows.applyAsInt(state),
                    "state",
                    state);
        }
        meters.counter(
                "timelines.retention.rows.deleted",
                "Rows deleted because they were kept long enough",
                () -> pipeline.retention().deleted());
        pipeline.tell(new MeteredTimings(meters));
    }

    private Optional<MeterRegistry> registry() {
        MeterRegistry named =
                context.getRegistry().lookupByNameAndType(REGISTRY, MeterRegistry.class);
        if (named != null) {
            return Optional.of(named);
        }
        Set<MeterRegistry> all = context.getRegistry().findByType(MeterRegistry.class);
        return all.stream()
                .filter(CompositeMeterRegistry.class::isInstance)
                .findFirst()
                .or(() -> all.stream().findFirst());
    }

    private void accept(Inbox inbox) {
        meters.counter("timelines.events.accepted", "Events stored", inbox::accepted);
        meters.counter(
                "timelines.events.duplicates",
                "Repetitions, answered 200 and dropped",
                inbox::duplicates);
        String refused = "timelines.events.refused";
        String what = "Calls with an event that were refused";
        meters.counter(refused, what, inbox::malformed, "reason", "malformed");
        meters.counter(refused, what, inbox::unavailable, "reason", "unavailable");
        meters.counter(refused, what, reception::strangers, "reason", "unknown_secret");
        meters.counter(refused, what, reception::tooLargeBodies, "reason", "too_large");
        meters.counter(refused, what, reception::unsupportedBodies, "reason", "unsupported");
        meters.gauge(
                "timelines.accept.waiting", null, "Events that wait for a commit", inbox::waiting);
    }

    private void deliver(Outbox outbox) {
        meters.counter(
                "timelines.deliveries",
                "Deliveries made of events",
                () -> outbox.figures().created());
        String attempts = "timelines.attempts";
        String what = "Attempts at deliveries that ended";
        meters.counter(attempts, what, () -> outbox.figures().delivered(), "outcome", "delivered");
        meters.counter(attempts, what, () -> outbox.figures().retried(), "outcome", "retry");
        meters.counter(attempts, what, () -> outbox.figures().givenUp(), "outcome", "given_up");
        meters.gauge("timelines.attempts.in.flight", null, "Attempts under way", outbox::inFlight);
        meters.gauge("timelines.memory.deliveries", null, "Deliveries in memory", outbox::held);
        meters.gauge("timelines.memory.payload", "bytes", "Their payloads", outbox::heldBytes);
    }

    private void owed() {
        owed("due", Workload::due);
        owed("scheduled", Workload::scheduled);
        owed("in_memory", Workload::held);
        owed("waiting", Workload::waiting);
        workload(
                "timelines.deliveries.given.up",
                null,
                "Deliveries that were given up and can be resent, of all nodes",
                Workload::givenUp);
        workload(
                "timelines.fanout.events",
                null,
                "Events whose deliveries are still to be made, of all nodes",
                Workload::fanOut);
        workload(
                "timelines.deliveries.oldest.due",
                "seconds",
                "For how long the oldest delivery that should have been tried has waited",
                now -> now.oldestDue().toMillis() / 1_000.0);
        workload("timelines.nodes", null, "Nodes that share the ledger", Workload::nodes);
    }

    private void replay(Outbox outbox) {
        String replays = "timelines.replays";
        String what = "Replays that have not ended, of all nodes";
        workload(replays, null, what, Workload::replaysRunning, "state", "running");
        workload(replays, null, what, Workload::replaysPaused, "state", "paused");
        workload(
                "timelines.replay.events.remaining",
                null,
                "Events that running replays have still to look at, of all nodes",
                Workload::replayRemaining);
        meters.counter(
                "timelines.replay.deliveries",
                "Deliveries that replays made due again",
                () -> outbox.figures().replayed());
    }

    private void owed(String state, ToDoubleFunction<Workload> figure) {
        workload(
                "timelines.deliveries.owed",
                null,
                "Deliveries that are owed, of all nodes",
                figure,
                "state",
                state);
    }

    private void workload(
            String name,
            String unit,
            String what,
            ToDoubleFunction<Workload> figure,
            String... tags) {
        WorkloadReader reader = workload;
        meters.gauge(name, unit, what, () -> reader.value(figure), tags);
    }

    private void ledger(Ledger ledger) {
        meters.gauge(
                "timelines.ledger.up",
                null,
                "1 while the ledger answers",
                () -> ledger.state().isUp() ? 1 : 0);
        ledger.settings()
                .file()
                .ifPresent(
                        folder ->
                                meters.gauge(
                                        "timelines.ledger.disk.free",
                                        "bytes",
                                        "Room on the disk of the embedded ledger",
                                        () -> folder.toFile().getUsableSpace()));
    }

    @Override
    protected void doStop() {
        if (meters != null) {
            workload.close();
            meters.close();
            meters = null;
        }
    }
}
