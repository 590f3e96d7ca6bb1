package io.github.cameltimelines.delivery;

import io.github.cameltimelines.subscription.HttpSettings;
import io.github.cameltimelines.subscription.Subscription;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers over HTTP: one POST per attempt, signed after Standard Webhooks 1.0 if the subscription
 * has a secret. Delivered is what is answered with 2xx within the subscription's timeout in all,
 * from the lookup of the name to the last byte of the answer; of a longer answer the first 64 KiB
 * count as all. Redirects are not followed. An attempt that waits costs a socket, not a thread. One
 * serves all subscriptions. Thread-safe.
 *
 * <p>Each attempt is answered exactly once, by the thread of its connection, by the one that
 * watches the deadlines, or by the caller's; also if the destination hangs, and if this is closed.
 */
public final class HttpDestination implements Destination, AutoCloseable {

    /**
     * Connections to destinations.
     *
     * @param inUse by attempts
     * @param idle kept for the next
     * @param waiting attempts for which there is none, because of a bound
     */
    public record Connections(int inUse, int idle, int waiting) {}

    private static final Logger LOG = LoggerFactory.getLogger(HttpDestination.class);

    /** A deadline is kept to about as much. */
    private static final long TICK_MS = 25;

    private static final long EXPIRE_EVERY_MS = 1_000;
    private static final long FORGET_BODIES_EVERY_MS = 1_000;
    private static final long FORGET_PLANS_EVERY_MS = 600_000;

    private final Function<Subscription, HttpSettings> settings;
    private final Clock clock;
    private final HttpConnections connections;
    private final ConcurrentHashMap<Integer, HttpPlan> plans = new ConcurrentHashMap<>();
    private final Bodies bodies = new Bodies();
    private final Set<HttpAttempt> underWay = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService ticks;
    private volatile boolean closed;

    /** With {@link ConnectionSettings#DEFAULT}. */
    public HttpDestination(
            Function<Subscription, HttpSettings> settings, AddressGuard guard, Clock clock) {
        this(settings, guard, clock, ConnectionSettings.DEFAULT);
    }

    /**
     * @param settings how the deliveries of a subscription are made; asked for each attempt
     * @param guard decides which addresses are dialled
     * @param clock for the headers and for {@code Retry-After}; deadlines do not depend on it
     */
    public HttpDestination(
            Function<Subscription, HttpSettings> settings,
            AddressGuard guard,
            Clock clock,
            ConnectionSettings connectionSettings) {
        this.settings = settings;
        this.clock = clock;
        connections = new HttpConnections(connectionSettings, guard);
        ticks =
                Executors.newSingleThreadScheduledExecutor(
                        task -> {
                            Thread thread = new Thread(task, "timelines-deadlines");
                            thread.setDaemon(true);
                            return thread;
                        });
        every(TICK_MS, () -> underWay.forEach(HttpAttempt::checkDeadline));
        every(EXPIRE_EVERY_MS, connections::closeExpired);
        every(FORGET_BODIES_EVERY_MS, bodies::forget);
        every(FORGET_PLANS_EVERY_MS, plans::clear); // those of subscriptions that are gone
    }

    private void every(long millis, Runnable task) {
        ticks.scheduleWithFixedDelay(
                () -> {
                    try {
                        task.run();
                    } catch (RuntimeException e) { // it would not be run again
                        LOG.warn("Watching over deliveries failed: {}", e.getClass().getName());
                    }
                },
                millis,
                millis,
                TimeUnit.MILLISECONDS);
    }

    /**
     * Whether deliveries can be made with those settings; for when a subscription is created. Looks
     * at no address: that is for {@link AddressGuard#refusal}.
     *
     * @throws IllegalArgumentException naming the url, header, secret or timeout that cannot be
     *     used, without its value
     */
    public static void check(HttpSettings settings) {
        new HttpPlan(settings);
    }

    @Override
    public void deliver(Attempt attempt, Consumer<Answer> answer) {
        HttpAttempt begun;
        long began = System.nanoTime();
        try {
            HttpPlan plan = plan(attempt.subscription());
            begun =
                    new HttpAttempt(
                            attempt,
                            plan,
                            bodies.of(attempt.event(), plan.format()),
                            connections,
                            clock,
                            underWay::remove,
                            answer);
        } catch (RuntimeException unusable) {
            answer.accept(
                    Answer.failed(
                            Exchange.Progress.BEFORE.words() + ": " + why(unusable),
                            Duration.ofNanos(System.nanoTime() - began)));
            return;
        }
        underWay.add(begun);
        if (closed) {
            begun.abandon();
        } else {
            begun.start();
        }
    }

    private static String why(RuntimeException unusable) {
        return unusable instanceof IllegalArgumentException
                ? unusable.getMessage()
                : unusable.getClass().getName();
    }

    private HttpPlan plan(Subscription subscription) {
        HttpSettings wished = settings.apply(subscription);
        HttpPlan plan = plans.get(subscription.id());
        if (plan == null || !plan.isOf(wished)) {
            plan = new HttpPlan(wished);
            plans.put(subscription.id(), plan);
        }
        return plan;
    }

    public Connections connections() {
        return connections.counts();
    }

    /** Attempts that are not answered yet. */
    public int underWay() {
        return underWay.size();
    }

    /** Cuts what is under way, which is answered as failed, and all connections. */
    @Override
    public void close() {
        closed = true;
        ticks.shutdownNow();
        underWay.forEach(HttpAttempt::abandon);
        connections.close();
    }
}
