package io.github.cameltimelines;

import io.github.cameltimelines.erasure.Erasures;
import io.github.cameltimelines.fanout.FanOut;
import io.github.cameltimelines.inbox.Inbox;
import io.github.cameltimelines.ledger.Ledger;
import io.github.cameltimelines.ledger.LedgerSettings;
import io.github.cameltimelines.ledger.LedgerUnavailableException;
import io.github.cameltimelines.log.Alerts;
import io.github.cameltimelines.log.DeliveryHistory;
import io.github.cameltimelines.log.Folding;
import io.github.cameltimelines.log.Retention;
import io.github.cameltimelines.log.SubscriptionFigures;
import io.github.cameltimelines.log.Timings;
import io.github.cameltimelines.log.UntoldAlerts;
import io.github.cameltimelines.log.WorkspaceFigures;
import io.github.cameltimelines.model.Event;
import io.github.cameltimelines.outbox.Outbox;
import io.github.cameltimelines.subscription.Subscriptions;
import io.github.cameltimelines.workspace.Workspace;
import io.github.cameltimelines.workspace.Workspaces;
import java.sql.SQLException;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stages that an event passes, wired together on one ledger: accept, fan out, outbox, deliver,
 * settle, log. Thread-safe.
 *
 * <p>The guarantee: at least once to every subscription, with a stable id; never lost once
 * acknowledged; duplicates from upstream are dropped within the dedup window.
 */
public final class TimelinesPipeline implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TimelinesPipeline.class);
    private static final long CLOSE_MS = 10_000;
    private static final long READ_EVERY_MS = 500;

    private final Ledger ledger;
    private final Subscriptions subscriptions;
    private final Workspaces workspaces;
    private final Outbox outbox;
    private final FanOut fanOut;
    private final Inbox inbox;
    private final Retention retention;
    private final Folding folding;
    private final SubscriptionFigures figures;
    private final WorkspaceFigures workspaceFigures;
    private final Alerts alerts;
    private final UntoldAlerts untoldAlerts;
    private final DeliveryHistory history;
    private final Erasures erasures;
    private final ScheduledExecutorService counter;
    private final ScheduledExecutorService backlog;
    private final ScheduledExecutorService watch;
    private final ScheduledExecutorService sweeper;
    private final ScheduledExecutorService reader;

    private TimelinesPipeline(Ledger ledger, Retention.Ages ages, Clock clock) throws SQLException {
        this.ledger = ledger;
        watch = scheduler("timelines-watch");
        sweeper = scheduler("timelines-retention"); // a long sweep must not keep callers waiting
        reader = scheduler("timelines-workspaces"); // may wait for a database that hangs
        subscriptions = new Subscriptions(ledger, clock);
        workspaces = new Workspaces(ledger, clock);
        outbox = new Outbox(ledger, subscriptions, this::workspaceName, clock);
        fanOut = new FanOut(ledger, subscriptions, this::workspaceName, outbox);
        inbox = new Inbox(ledger, fanOut, clock, watch);
        retention = new Retention(ledger, ages, clock, sweeper);
        counter = scheduler("timelines-figures");
        folding = new Folding(ledger, counter);
        outbox.whenSettled(folding::noted);
        inbox.whenStored(folding::stored);
        figures = new SubscriptionFigures(ledger, folding, clock);
        backlog = scheduler("timelines-backlog"); // a million deliveries take long to count
        workspaceFigures = new WorkspaceFigures(ledger, subscriptions, folding, clock, backlog);
        untoldAlerts = new UntoldAlerts(ledger);
        alerts = new Alerts(ledger, untoldAlerts);
        history = new DeliveryHistory(ledger);
        erasures = new Erasures(ledger, clock, scheduler("timelines-erase"));
    }

    private String workspaceName(int id) {
        return workspaces.byId(id).map(Workspace::name).orElse(Event.DEFAULT_WORKSPACE);
    }

    private static ScheduledExecutorService scheduler(String name) {
        return Executors.newSingleThreadScheduledExecutor(
                task -> {
                    Thread thread = new Thread(task, name);
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /**
     * Opens the ledger and starts all stages.
     *
     * @throws LedgerUnavailableException if the ledger does not open; nothing is left running then
     */
    public static TimelinesPipeline start(
            LedgerSettings settings, Retention.Ages ages, Clock clock) {
        return start(Ledger.open(settings, clock), ages, clock);
    }

    /**
     * Starts all stages on a ledger that is open, and closes it at the end.
     *
     * @throws LedgerUnavailableException if it cannot be used; it is closed then
     */
    static TimelinesPipeline start(Ledger ledger, Retention.Ages ages, Clock clock) {
        TimelinesPipeline pipeline = null;
        try {
            pipeline = new TimelinesPipeline(ledger, ages, clock);
            pipeline.outbox.start();
            pipeline.folding.start();
            pipeline.fanOut.start();
            pipeline.inbox.start();
            pipeline.retention.start();
            pipeline.erasures.start();
            pipeline.readWorkspaces();
            return pipeline;
        } catch (SQLException | RuntimeException e) {
            if (pipeline != null) {
                pipeline.watch.shutdownNow();
                pipeline.sweeper.shutdownNow();
                pipeline.reader.shutdownNow();
                pipeline.counter.shutdownNow();
                pipeline.backlog.shutdownNow();
            }
            ledger.close();
            throw new LedgerUnavailableException("The ledger cannot be used: " + e.getMessage(), e);
        }
    }

    /** What another node changed counts here within a second. */
    private void readWorkspaces() {
        reader.scheduleWithFixedDelay(
                () -> {
                    try {
                        workspaces.refresh();
                    } catch (RuntimeException e) {
                        LOG.debug("The workspaces cannot be read: {}", e.getMessage());
                    }
                },
                READ_EVERY_MS,
                READ_EVERY_MS,
                TimeUnit.MILLISECONDS);
    }

    public Retention retention() {
        return retention;
    }

    /** Counts attempts; tells which subscriptions fail. */
    public Folding folding() {
        return folding;
    }

    /** How subscriptions stand, and their logs. */
    public SubscriptionFigures figures() {
        return figures;
    }

    /** What happens in a workspace, which of its destinations are slow, what it is owed. */
    public WorkspaceFigures workspaceFigures() {
        return workspaceFigures;
    }

    /** Who tells what. */
    public Alerts alerts() {
        return alerts;
    }

    /** What was claimed and is still to be told. */
    public UntoldAlerts untoldAlerts() {
        return untoldAlerts;
    }

    /** Events, deliveries and attempts, a page at a time. */
    public DeliveryHistory history() {
        return history;
    }

    /** Tells from now on how long the stages take. */
    public void tell(Timings timings) {
        inbox.tell(timings);
        outbox.figures().tell(timings);
    }

    /** Erases what is kept of a chat or a phone. */
    public Erasures erasures() {
        return erasures;
    }

    public Inbox inbox() {
        return inbox;
    }

    public FanOut fanOut() {
        return fanOut;
    }

    public Outbox outbox() {
        return outbox;
    }

    public Subscriptions subscriptions() {
        return subscriptions;
    }

    public Workspaces workspaces() {
        return workspaces;
    }

    public Ledger ledger() {
        return ledger;
    }

    /**
     * Takes no more events, lets what has begun finish or gives it back, then closes the ledger.
     */
    @Override
    public void close() throws InterruptedException {
        try {
            erasures.close(CLOSE_MS);
            inbox.close(CLOSE_MS);
            fanOut.close(CLOSE_MS);
        } finally {
            try {
                outbox.close();
            } finally {
                counter.shutdown();
                folding.close();
                backlog.shutdown();
                watch.shutdown();
                sweeper.shutdown(); // an interrupt would close H2's file
                reader.shutdown();
                ledger.close();
            }
        }
    }
}
