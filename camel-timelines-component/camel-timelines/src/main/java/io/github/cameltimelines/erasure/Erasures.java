package io.github.cameltimelines.erasure;

import io.github.cameltimelines.ledger.HeldConnection;
import io.github.cameltimelines.ledger.Ledger;
import io.github.cameltimelines.ledger.LedgerUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Erases what the ledger has of a chat or a phone: payloads, what is owed of them, and what
 * destinations answered. Thread-safe.
 *
 * <h2>What stays</h2>
 *
 * Of an event its row without payload and chat: id, time, type, and the fingerprint of its key. By
 * that a repetition from upstream is still known and not taken for a new event; it is half of a
 * SHA-256 over the message's random uid, or over the whole body, and leads back to neither.
 *
 * <h2>In steps</h2>
 *
 * An erasure is a row of the ledger. One node at a time works on it, in short transactions each of
 * which also says how far it has come; after a crash any node goes on from there. All that is
 * walked is walked by the primary key: nothing here has an index of its own, which each event would
 * pay for.
 *
 * <h2>Memory</h2>
 *
 * A delivery that a node has in memory has its event with it. Each node looks for erased ones four
 * times a second and drops them in their turn; an erasure is done only when all living nodes have
 * (see {@code ErasedLook} in the outbox). An attempt that is under way may finish; what is answered
 * to it is not kept.
 */
public final class Erasures {

    private static final Logger LOG = LoggerFactory.getLogger(Erasures.class);
    private static final long PERIOD_MS = 250;

    private final Ledger ledger;
    private final Clock clock;
    private final ScheduledExecutorService scheduler;
    private final ErasureStore store;
    private final ErasureSteps steps;
    private volatile boolean open = true;

    public Erasures(Ledger ledger, Clock clock, ScheduledExecutorService scheduler) {
        this.ledger = ledger;
        this.clock = clock;
        this.scheduler = scheduler;
        store = new ErasureStore(ledger);
        steps = new ErasureSteps(clock);
    }

    public void start() {
        scheduler.scheduleWithFixedDelay(
                this::workQuietly, PERIOD_MS, PERIOD_MS, TimeUnit.MILLISECONDS);
    }

    /**
     * Asks to erase all that was accepted until now; begins within a second.
     *
     * @param member who asks
     * @throws LedgerUnavailableException if the ledger does not answer
     */
    public Erasure ask(int workspaceId, String member, Subject subject) {
        String hash = subject.hash(); // takes its time: not while others wait for the ledger
        return store.byId(note(workspaceId, member, subject, hash)).orElseThrow();
    }

    private int note(int workspaceId, String member, Subject subject, String hash) {
        try (HeldConnection synced = ledger.holdSynced()) {
            return synced.transact(
                    in -> store.insert(in, workspaceId, member, subject, hash, clock.instant()));
        } catch (SQLException e) {
            throw new LedgerUnavailableException("The erasure cannot be noted", e);
        }
    }

    public Optional<Erasure> byId(int id) {
        return store.byId(id);
    }

    /** Those of a workspace, the newest first. */
    public List<Erasure> ofWorkspace(int workspaceId, int max) {
        return store.latest(workspaceId, max);
    }

    /** Those of all workspaces, the newest first. */
    public List<Erasure> latest(int max) {
        return store.latest(null, max);
    }

    private void workQuietly() {
        try {
            boolean more = store.isAnyOpen();
            while (open && more) {
                // Given back after each step: an embedded ledger's pool has few to spare.
                try (HeldConnection connection = ledger.holdUnsynced()) {
                    more = connection.transact(this::step);
                }
            }
        } catch (SQLException | RuntimeException e) {
            ledger.state().failed(e);
            LOG.warn(
                    "Erasing failed, trying again: {}",
                    e instanceof SQLException sql
                            ? "SQL state " + sql.getSQLState()
                            : e.getClass().getName());
        }
    }

    /** Answers whether there is more to do at once. */
    private boolean step(Connection in) throws SQLException {
        Optional<Progress> next = store.next(in);
        if (next.isEmpty()) {
            return false;
        }
        Progress before = next.get();
        Progress after = steps.step(in, before);
        if (after.equals(before)) {
            return false; // it waits for the nodes
        }
        store.save(in, after, clock.instant());
        if (after.step() == Progress.Step.DONE) {
            LOG.info(
                    "Erasure {} is done: {} events, {} deliveries, {} attempts",
                    after.id(),
                    after.events(),
                    after.deliveries(),
                    after.attempts());
        }
        return true;
    }

    /**
     * Ends after the present step; any node goes on with the next.
     *
     * @param millis to wait for it, at the most
     */
    public void close(long millis) throws InterruptedException {
        open = false;
        scheduler.shutdown(); // an interrupt would close H2's file
        if (!scheduler.awaitTermination(millis, TimeUnit.MILLISECONDS)) {
            LOG.warn("A step of an erasure did not end in {} ms", millis);
        }
    }
}
