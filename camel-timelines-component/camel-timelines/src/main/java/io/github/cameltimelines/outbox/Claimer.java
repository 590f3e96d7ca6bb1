package io.github.cameltimelines.outbox;

import io.github.cameltimelines.ledger.HeldConnection;
import io.github.cameltimelines.ledger.Ledger;
import io.github.cameltimelines.outbox.ClaimStore.Claimed;
import io.github.cameltimelines.outbox.QueueClaims.ClaimStart;
import io.github.cameltimelines.outbox.QueueClaims.RefillStart;
import io.github.cameltimelines.subscription.Subscription;
import io.github.cameltimelines.subscription.Subscriptions;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that brings from the ledger into memory what is due: the backlog, retries, and the
 * rows that waited behind a lane's head. It looks every {@value #POLL_MS} ms, and at once when it
 * is woken; a wake-up is only a hint.
 */
final class Claimer {

    private static final Logger LOG = LoggerFactory.getLogger(Claimer.class);
    private static final long POLL_MS = 100;
    private static final int CLAIM_MAX = 500;
    private static final long CLAIM_BYTES = 8L << 20;
    private static final int REFILL_MAX = 500;
    private static final long LOOK_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long AUDIT_NS = TimeUnit.MINUTES.toNanos(1);
    private static final long AUDIT_SOON_NS = TimeUnit.SECONDS.toNanos(1);

    /**
     * A commit whose answer got lost may still land for as long as the database takes to see it.
     */
    private static final long DOUBT_NS = TimeUnit.SECONDS.toNanos(30);

    private final Ledger ledger;
    private final ClaimStore store;
    private final HolderStore holders;
    private final Clock clock;
    private final Supplier<Collection<DeliveryQueue>> queues;
    private final Subscriptions subscriptions;
    private final ErasedLook erased;
    private final HeldConnection connection;
    private List<Subscription> seen;
    private long lastLook = System.nanoTime();
    private final AtomicBoolean woken = new AtomicBoolean();
    private final AtomicLong wakeAt = new AtomicLong(Long.MAX_VALUE);
    private volatile boolean open = true;
    private volatile Thread thread;
    private int claimMax = 16;
    private volatile boolean auditDue;
    private long lastAudit = System.nanoTime();
    private volatile long doubtUntil = System.nanoTime();

    Claimer(
            Ledger ledger,
            ClaimStore store,
            HolderStore holders,
            Clock clock,
            Supplier<Collection<DeliveryQueue>> queues,
            Subscriptions subscriptions,
            ErasedLook erased) {
        this.ledger = ledger;
        this.erased = erased;
        this.store = store;
        this.holders = holders;
        this.clock = clock;
        this.queues = queues;
        this.subscriptions = subscriptions;
        this.connection = ledger.holdUnsynced();
    }

    void start() {
        thread = new Thread(this::run, "timelines-claim");
        thread.setDaemon(true);
        thread.start();
    }

    void wake() {
        if (woken.compareAndSet(false, true)) {
            LockSupport.unpark(thread);
        }
    }

    /** Looks again at that time, in milliseconds, or a poll's interval later. */
    void wakeAt(long millis) {
        wakeAt.accumulateAndGet(millis, Math::min);
    }

    /**
     * A commit got lost, or what was held was forgotten: looks each second, for a while, for rows
     * that landed after all.
     */
    void auditSoon() {
        doubtUntil = System.nanoTime() + DOUBT_NS;
        wake();
    }

    /** A queue is new: what nobody holds any more must not keep it from its partitions. */
    void auditNow() {
        auditDue = true;
        wake();
    }

    private boolean auditIsDue() {
        long now = System.nanoTime();
        long period = now - doubtUntil < 0 ? AUDIT_SOON_NS : AUDIT_NS;
        return auditDue || now - lastAudit > period;
    }

    private void run() {
        while (open) {
            boolean more = false;
            try {
                woken.set(false);
                if (wakeAt.get() <= clock.millis()) {
                    wakeAt.set(Long.MAX_VALUE);
                }
                if (auditIsDue()) {
                    audit();
                }
                lookAtSubscriptions();
                erased.look(connection);
                for (DeliveryQueue queue : queues.get()) {
                    queue.claims().begin();
                    try {
                        more |= refill(queue);
                        more |= claim(queue);
                    } finally {
                        queue.claims().end();
                    }
                }
            } catch (SQLException | RuntimeException e) {
                auditDue = true;
                ledger.state().failed(e);
                LOG.warn("Claiming deliveries failed, trying again: {}", e.getMessage());
            }
            if (!more && !woken.get() && open) {
                long untilDue = Math.max(1, wakeAt.get() - clock.millis());
                LockSupport.parkNanos(this, Math.min(POLL_MS, untilDue) * 1_000_000);
            }
        }
    }

    /** Also now and then without a change: a pool may have to wait for a claim of others. */
    private void lookAtSubscriptions() {
        List<Subscription> all = subscriptions.all();
        long now = System.nanoTime();
        if (all != seen || now - lastLook > LOOK_NS) {
            lastLook = now;
            seen = all;
            queues.get().forEach(DeliveryQueue::subscriptionsChanged);
        }
    }

    /** Claims once; answers whether there is more to claim at once. */
    private boolean claim(DeliveryQueue queue) throws SQLException {
        ClaimStart start = queue.claims().start();
        if (start.room().isNone()) {
            return false;
        }
        int limit = Math.min(claimMax, start.room().rows());
        // Retries have their own share of each claim, or a large backlog would hold them up.
        Claimed retries = retries(queue, start, Math.max(1, limit / 2));
        queue.claims().due(retries.deliveries());
        int left = limit - retries.deliveries().size();
        if (left <= 0) {
            return true;
        }
        Claimed backlog = claim(queue, start, 0, 0, left);
        queue.claims().claimed(backlog.deliveries(), start);
        adapt(backlog.deliveries());
        if (backlog.all()) {
            queue.claims().foundAll(start);
            return queue.claims().worthAnotherLook();
        }
        return true;
    }

    /** Retries that are due, or that would be so late that the clock must have gone back. */
    private Claimed retries(DeliveryQueue queue, ClaimStart start, int limit) throws SQLException {
        long now = clock.millis();
        Claimed due = claim(queue, start, 1, now, limit);
        return due.deliveries().isEmpty()
                ? claim(queue, start, now + 1 + queue.longestWaitMs(), Long.MAX_VALUE, limit)
                : due;
    }

    private Claimed claim(DeliveryQueue queue, ClaimStart start, long from, long to, int limit)
            throws SQLException {
        long bytes = Math.min(CLAIM_BYTES, start.room().bytes());
        return connection.transact(
                open ->
                        store.claim(
                                open, queue.number(), start.partitions(), from, to, limit, bytes));
    }

    /** Large payloads make smaller claims, so that one claim never fills the memory. */
    private void adapt(List<Delivery> claimed) {
        if (!claimed.isEmpty()) {
            long bytes =
                    claimed.stream().mapToLong(delivery -> delivery.event().body().length).sum();
            long average = Math.max(1, bytes / claimed.size());
            claimMax =
                    (int)
                            Math.max(
                                    1,
                                    Math.min(
                                            Math.min(CLAIM_MAX, claimMax * 2L),
                                            CLAIM_BYTES / average));
        }
    }

    /**
     * Frees rows that the ledger says this node holds and that are not in its memory: those of a
     * commit whose answer got lost. Exact, because only this thread claims, and a new delivery is
     * in memory before its row is inserted.
     */
    private void audit() throws SQLException {
        auditDue = false;
        erased.again();
        for (DeliveryQueue queue : queues.get()) {
            int freed =
                    connection.transact(
                            open ->
                                    holders.freeOrphans(open, queue.number())
                                            + holders.free(
                                                    open,
                                                    queue.claims()
                                                            .notHeld(
                                                                    holders.heldHere(
                                                                            open,
                                                                            queue.number()))));
            if (freed > 0) {
                LOG.info("Freed {} deliveries whose claim or insert got lost", freed);
            }
        }
        lastAudit = System.nanoTime();
    }

    private boolean refill(DeliveryQueue queue) throws SQLException {
        int wanted = queue.claims().refillsWanted();
        boolean any = false;
        for (Optional<RefillStart> next;
                wanted > 0 && (next = queue.claims().refillStart()).isPresent();
                wanted--) {
            refill(queue, next.get());
            any = true;
        }
        return any;
    }

    private void refill(DeliveryQueue queue, RefillStart refill) throws SQLException {
        int limit = Math.min(REFILL_MAX, refill.room().rows());
        long bytes = Math.min(CLAIM_BYTES, refill.room().bytes());
        try {
            Claimed rows =
                    connection.transact(
                            open ->
                                    store.claimWaiting(
                                            open,
                                            queue.number(),
                                            refill.partitions(),
                                            refill.lane(),
                                            refill.refill().toId(),
                                            limit,
                                            bytes));
            queue.claims().refilled(refill, rows.deliveries(), rows.all());
        } catch (SQLException | RuntimeException e) {
            queue.claims().refillFailed(refill);
            throw e;
        }
    }

    void close(long millis) throws InterruptedException {
        open = false;
        if (thread != null) {
            LockSupport.unpark(thread);
            thread.join(millis);
        }
        connection.close();
    }
}
