package io.github.cameltimelines.hub.flow;

import io.github.cameltimelines.TimelinesComponent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.ExtendedStartupListener;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the routes that stand in the files of a folder, and keeps them as the files are: a new file
 * starts, a changed one replaces its own routes, a removed one stops. One that cannot run keeps
 * nobody else from running, and what it was before goes on.
 *
 * <p>The files are read with Camel's own loaders, but not reloaded by its {@code
 * RouteWatcherReloadStrategy}: that knows routes by their ids alone, so that a file silently
 * replaces a route of another, of the hub too; leaves what a file does not have any more; and when
 * one file is broken, stops the rest of the round.
 *
 * <p>A service, loaded when the context has started, so that a file cannot keep the hub from
 * starting. Thread-safe.
 */
public final class Flows extends ServiceSupport implements ExtendedStartupListener {

    private static final Logger LOG = LoggerFactory.getLogger(Flows.class);
    private static final long LOOK_EVERY_MS = 500;
    private static final long STOP_S = 15;
    private static final Duration NOTE_EVERY = Duration.ofMinutes(1);
    private static final Duration TRY_AGAIN_EVERY = Duration.ofSeconds(10);

    private final CamelContext context;
    private final FlowFolder folder;
    private final Duration keep;
    private final FlowSubscriptions subscriptions;
    private final FlowLoading loading;
    private final Clock clock = Clock.systemUTC();
    private final Map<String, Flow> flows = new ConcurrentSkipListMap<>();

    private ScheduledExecutorService executor;
    private boolean listens;
    private boolean wasThere;
    private Instant noted = Instant.MIN;
    private Instant tried = Instant.MIN;
    private volatile String trouble;

    /**
     * @param folder need not be there yet; null for no flows
     * @param keep for how long a subscription is kept whose file was removed
     */
    public Flows(CamelContext context, TimelinesComponent component, Path folder, Duration keep) {
        this.context = context;
        this.folder = folder == null ? null : new FlowFolder(folder);
        this.keep = keep;
        subscriptions = new FlowSubscriptions(component::pipeline);
        loading = new FlowLoading(context, clock);
    }

    /** By their names. */
    Collection<Flow> all() {
        return flows.values();
    }

    /**
     * How many there are.
     *
     * @param state running, stopped or failed
     */
    public int count(String state) {
        Flow.State wanted = Flow.State.valueOf(state.toUpperCase(Locale.ROOT));
        return (int) flows.values().stream().filter(flow -> flow.state() == wanted).count();
    }

    /** The file of that name, or that name without its end. */
    Optional<Flow> named(String name) {
        Flow exact = flows.get(name);
        return exact != null
                ? Optional.of(exact)
                : flows.values().stream()
                        .filter(flow -> FlowFile.stem(flow.name()).equals(name))
                        .min(Comparator.comparing(Flow::name));
    }

    @Override
    public void onCamelContextStarted(CamelContext started, boolean alreadyStarted) {
        if (alreadyStarted) {
            begin();
        }
    }

    @Override
    public void onCamelContextFullyStarted(CamelContext started, boolean alreadyStarted) {
        begin();
    }

    private synchronized void begin() {
        if (folder == null || executor != null) {
            return;
        }
        lookSafely();
        executor =
                context.getExecutorServiceManager()
                        .newSingleThreadScheduledExecutor(this, "timelines-flows");
        executor.scheduleWithFixedDelay(
                this::lookSafely, LOOK_EVERY_MS, LOOK_EVERY_MS, TimeUnit.MILLISECONDS);
    }

    /** The routes themselves Camel stops. */
    @Override
    protected void doStop() throws Exception {
        ScheduledExecutorService stopping;
        synchronized (this) {
            stopping = executor;
            executor = null;
        }
        if (stopping != null) {
            stopping.shutdown(); // an interrupt would close H2's file
            if (!stopping.awaitTermination(STOP_S, TimeUnit.SECONDS)) {
                LOG.info("A flow is still being replaced");
            }
        }
    }

    private void lookSafely() {
        try {
            if (context.getStatus().isStarted()) {
                look();
            }
        } catch (IOException e) {
            // A folder that was never there is none; one that vanished may come back.
            tell(wasThere ? "The folder " + folder.path() + " cannot be read" : null);
        } catch (RuntimeException e) {
            tell("Flows could not be looked after: " + e.getClass().getName());
            LOG.debug("Flows could not be looked after", e);
        }
    }

    private void tell(String what) {
        if (what != null && !what.equals(trouble)) {
            LOG.warn("{}: what runs goes on", what);
        }
        trouble = what;
    }

    private void look() throws IOException {
        FlowFolder.Look look = folder.look();
        wasThere = true;
        look.gone().forEach(this::remove);
        for (FlowFile file : look.changed()) {
            Flow flow = flows.computeIfAbsent(file.name(), this::flow);
            flow.read(file);
            load(flow);
        }
        Instant now = clock.instant();
        if (!look.isEmpty() || tried.plus(TRY_AGAIN_EVERY).isBefore(now)) {
            tried = now;
            flows.values().stream()
                    .filter(Flow::mayPass)
                    .filter(flow -> !look.changed().contains(flow.latest()))
                    .forEach(this::load);
        }
        note(now, !look.isEmpty());
        trouble = null;
    }

    private Flow flow(String name) {
        return new Flow(context, name, new FlowCount(name, clock));
    }

    private void load(Flow flow) {
        if (!listens) {
            SentNotifier notifier = new SentNotifier();
            ServiceHelper.startService(notifier);
            context.getManagementStrategy().addEventNotifier(notifier);
            listens = true;
        }
        loading.load(flow, others(flow));
    }

    private List<Flow> others(Flow flow) {
        return flows.values().stream().filter(other -> other != flow).toList();
    }

    private void remove(String name) {
        FlowVersion running = flows.get(name).running();
        if (running != null) {
            running.stop();
        }
        flows.remove(name);
        LOG.info("flow removed: file={}", name);
    }

    /** Which subscriptions are those of flows that are here; and of what is gone, the end. */
    private void note(Instant now, boolean changed) {
        boolean due = noted == Instant.MIN || noted.plus(NOTE_EVERY).isBefore(now);
        if (!changed && !due) {
            return;
        }
        for (Flow flow : flows.values()) {
            if (!flow.isCurrent()) {
                subscriptions.seen(flow.name(), now);
            }
            if (flow.running() != null
                    && !subscriptions.seen(flow.name(), flow.running().subscriptions(), now)) {
                LOG.warn("flow {}: its subscription was gone, it is started anew", flow.name());
                load(flow);
            }
        }
        int ended = subscriptions.end(now.minus(keep));
        if (ended > 0) {
            LOG.info("Subscriptions of flows that were removed have ended: {}", ended);
        }
        noted = now;
    }
}
