package io.github.cameltimelines.registration;

import io.github.cameltimelines.api.TimelinesApiException;
import io.github.cameltimelines.api.TimelinesException;
import io.github.cameltimelines.api.WebhookCalls;
import io.github.cameltimelines.model.Webhook;
import io.github.cameltimelines.registration.WebhookPlanner.Plan;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the webhooks of one URL registered with TimelinesAI, for all consumers that share it: at
 * once when a consumer comes, and again at an interval, because webhooks are deleted by people and
 * occasionally vanish when the token is renewed (the vendor says). Takes nothing away unless a
 * consumer that stops asks for it. Thread-safe.
 *
 * <p>Runs happen on the executor given, one at a time. Nothing is thrown into it: what goes wrong
 * is in {@link #state()} and the log, and tried again after 5 s, 10 s, 20 s, … up to the interval.
 */
public final class WebhookReconciler implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookReconciler.class);

    private final WebhookCalls calls;
    private final RegistrationSettings settings;
    private final ScheduledExecutorService executor;
    private final InstantSource clock;
    private final OwnWebhooks own;

    private final Map<String, Needs> needsByConsumer = new ConcurrentHashMap<>();

    /** Held while calling TimelinesAI: one run at a time. */
    private final ReentrantLock running = new ReentrantLock();

    /**
     * How long to wait for further consumers. Those of an application start one after the other; a
     * run between two of them would register what the next one makes superfluous, and it would
     * stay.
     */
    private static final Duration GATHER = Duration.ofMillis(250);

    /** Guards the next two, briefly. */
    private final Object schedule = new Object();

    private ScheduledFuture<?> next;
    private boolean closed;

    private volatile RegistrationState state = RegistrationState.NONE;
    private int failuresInARow;

    /**
     * @param calls of a client that makes each call once ({@code maxAttempts} 1): we try again
     *     ourselves, after a look at the list, so that an answer that got lost does not make a
     *     second webhook where {@code POST} is not idempotent
     * @param executor may be shared; stays open
     */
    public WebhookReconciler(
            WebhookCalls calls,
            RegistrationSettings settings,
            ScheduledExecutorService executor,
            InstantSource clock) {
        this.calls = calls;
        this.settings = settings;
        this.executor = executor;
        this.clock = clock;
        this.own = new OwnWebhooks(settings.url());
    }

    /** A consumer starts, or needs something else than before; runs soon, not on this thread. */
    public void register(String consumer, Needs needs) {
        needsByConsumer.put(consumer, needs);
        scheduleIn(GATHER);
    }

    /**
     * A consumer stops. With {@link OnStop#KEEP} nothing is called; else the webhooks that nobody
     * else needs are disabled or deleted, on this thread. A failure is logged and not thrown, for a
     * route must be able to stop without TimelinesAI.
     */
    public void release(String consumer, OnStop onStop) {
        running.lock();
        try {
            Needs before = needs();
            if (needsByConsumer.remove(consumer) == null) {
                return;
            }
            Needs after = needs();
            if (onStop != OnStop.KEEP) {
                withdraw(before, after, onStop);
            }
            state = needsByConsumer.isEmpty() ? RegistrationState.NONE : state;
        } finally {
            running.unlock();
        }
    }

    /** What the latest run found. */
    public RegistrationState state() {
        return state;
    }

    /** Runs now, on this thread, and schedules the next run. */
    public void reconcile() {
        running.lock();
        try {
            Needs needs = needs();
            if (needsByConsumer.isEmpty() || isClosed()) {
                return;
            }
            RegistrationState before = state;
            RegistrationState after =
                    new Reconciliation(calls, settings, needs, before, own).run(clock.instant());
            state = after;
            failuresInARow = after.failure() == null ? 0 : failuresInARow + 1;
            logChanges(before, after);
            // A consumer that came in the meantime must not wait for the interval.
            boolean outdated = !needs.equals(needs());
            scheduleIn(outdated ? Duration.ZERO : waitAfter(after));
        } finally {
            running.unlock();
        }
    }

    /** No more runs. Leaves all webhooks as they are. */
    @Override
    public void close() {
        synchronized (schedule) {
            closed = true;
            if (next != null) {
                next.cancel(false);
            }
        }
    }

    private Needs needs() {
        return needsByConsumer.values().stream().reduce(Needs.NONE, Needs::plus);
    }

    private Duration waitAfter(RegistrationState run) {
        return Failures.nextRun(
                failuresInARow, settings.interval(), Duration.ofSeconds(run.retryAfter()));
    }

    private boolean isClosed() {
        synchronized (schedule) {
            return closed;
        }
    }

    private void scheduleIn(Duration wait) {
        synchronized (schedule) {
            if (closed) {
                return;
            }
            if (next != null) {
                next.cancel(false);
            }
            try {
                next = executor.schedule(this::runSafely, wait.toMillis(), TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException shuttingDown) {
                LOG.debug("No more runs: the executor is shutting down");
            }
        }
    }

    private void runSafely() {
        try {
            reconcile();
        } catch (RuntimeException defect) {
            LOG.error("Registering webhooks failed unexpectedly: {}", defect.getClass().getName());
            scheduleIn(settings.interval());
        }
    }

    private void withdraw(Needs before, Needs after, OnStop onStop) {
        try {
            OwnWebhooks.Found found = own.among(calls.list());
            Plan remaining = found.plan(after, settings.limit());
            Set<String> needless = new HashSet<>(found.plan(before, settings.limit()).wanted());
            needless.removeAll(remaining.wanted());
            for (String type : needless) {
                Webhook webhook = found.byType().get(type);
                if (webhook != null) {
                    withdraw(webhook, onStop);
                    state = state.without(type);
                    LOG.info(
                            "{} webhook for {}",
                            onStop == OnStop.DELETE ? "Deleted" : "Disabled",
                            type);
                }
            }
        } catch (TimelinesException failure) {
            LOG.warn(
                    "onStop={}: webhooks are still registered, {}",
                    onStop,
                    Failures.describe(failure));
        }
    }

    private void withdraw(Webhook webhook, OnStop onStop) {
        try {
            if (onStop == OnStop.DELETE) {
                calls.delete(webhook.id());
            } else if (OwnWebhooks.isEnabled(webhook)) {
                calls.enable(webhook.id(), false);
            }
        } catch (TimelinesApiException answer) {
            if (!answer.isNotFound()) {
                throw answer;
            }
        }
    }

    private static void logChanges(RegistrationState before, RegistrationState after) {
        if (after.failure() != null && !after.failure().equals(before.failure())) {
            LOG.warn("Registering webhooks failed, trying again: {}", after.failure());
        }
        if (!after.refused().isEmpty() && !after.refused().equals(before.refused())) {
            LOG.warn("TimelinesAI refused webhooks: {}", after.refused());
        }
        if (!after.notCovered().isEmpty() && !after.notCovered().equals(before.notCovered())) {
            LOG.warn(
                    "No webhook left in the workspace for {}: these events will not come{}",
                    after.notCovered(),
                    after.unneeded().isEmpty()
                            ? ""
                            : ". Our webhooks for "
                                    + after.unneeded()
                                    + " are not needed any more; delete them to make room");
        }
        if (!after.duplicates().isEmpty() && !after.duplicates().equals(before.duplicates())) {
            LOG.warn(
                    "Webhooks {} repeat others of the same type and URL and can be deleted",
                    after.duplicates());
        }
    }
}
