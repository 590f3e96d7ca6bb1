package io.github.cameltimelines.outbox;

import io.github.cameltimelines.delivery.Verdict;
import io.github.cameltimelines.outbox.Delivery.Admission;
import io.github.cameltimelines.outbox.QueueBacklog.Mode;
import io.github.cameltimelines.subscription.Subscription;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The deliveries of one queue that this node has in memory, in lanes, and the rule by which a new
 * one may join them.
 *
 * <h2>Memory is the fast path, the ledger is the truth</h2>
 *
 * A new delivery is inserted already held by this node and goes to its lane when the insert is
 * committed: nothing is read back. That is right only as long as no older delivery of the same lane
 * is still in the ledger. Three modes keep it so:
 *
 * <ul>
 *   <li>{@code MEMORY}: no backlog in the ledger; new deliveries are held.
 *   <li>{@code SPILL}: memory is full, or this node has just begun; new deliveries are inserted
 *       free and claimed later, in the order of their ids.
 *   <li>{@code DRAINING}: the backlog is nearly claimed; new deliveries are held but staged, until
 *       a claim finds nothing left that could be older. Then the staged ones go to their lanes and
 *       the mode is {@code MEMORY}.
 * </ul>
 *
 * <h2>A lane whose head failed</h2>
 *
 * The head waits for its retry as a free row with a time as its turn. What stands behind it leaves
 * memory and waits in the ledger too (holder {@code WAITING}, turn = lane), so that a chat that
 * fails for hours costs no memory. When the head is through, the lane is refilled from the waiting
 * rows in the order of their ids; while any are left, new deliveries of the lane join them.
 * Counters of rows that are on their way to the ledger ({@code unheld}, {@code parking}) with an
 * epoch make "nothing is left" certain. A row that is on its way may be older than one that is
 * there already, so that no row is brought back before those that were on their way with it.
 *
 * <h2>One queue for many subscriptions</h2>
 *
 * The HTTP destinations share a queue. Each subscription has a {@link Channel} with its pace, and
 * may hold a share of the memory (see {@link Crowding}). Beyond it, and while it is disabled, its
 * rows wait in the ledger in its pool: {@code WAITING}, too, with minus its id as the turn. The
 * pool is refilled in the order of ids when there is room; while any are left, its new deliveries
 * join them, whatever their lane, and so does what a claim brings. A lane whose head went to the
 * pool goes on waiting for it. While there is a backlog, a pool is refilled only up to the last row
 * of the backlog that has been claimed, and not beyond the first that is staged, so that none of it
 * overtakes an older one there: rows of other nodes may be younger than both. A node that takes
 * over partitions of such a queue puts the waiting rows of lanes into the pools where no head
 * blocks the lane, and where rows of the lane are in the backlog, which may have to go there and
 * are older: sorted by id, they are in order there with what else is in it.
 *
 * <h2>What a claim may not overtake</h2>
 *
 * The writer commits a batch before it says so here. Between the two a claim could see the younger
 * rows of the batch, inserted free, while the older ones, held, are not in their lanes yet: so
 * nothing is claimed in {@code SPILL} while admitted rows are {@code unresolved}, and what a claim
 * brings that was under way when the mode changed, or when rows were released, is given back. Nor
 * does such a claim end {@code SPILL}, however little it found: it began before the rows that may
 * not be overtaken were admitted, and in {@code DRAINING} claims do not wait for them.
 *
 * <p>When this queue takes partitions over, rows of theirs may be on their way into the ledger that
 * it did not admit: another queue for the same subscription did, which has ended since, or none. It
 * stays in {@code SPILL} until the inserts that were under way have ended, for a claim before that
 * could find nothing, and a younger delivery would go straight to its lane. An earlier queue of
 * this node that ended in a hurry may give back later what it had admitted: until then nothing is
 * claimed.
 *
 * <p>All state is guarded by this object's monitor; deliveries run outside it.
 */
final class DeliveryQueue {

    private final int number;
    private final QueueSettings settings;
    private final int node;
    private final Outbox outbox;
    private final Holdings holdings;
    private final Attempts attempts;
    private final QueueClaims claims;
    private List<Subscription> longestWaitOf;
    private long longestWaitMs;

    DeliveryQueue(
            int number, QueueSettings settings, int node, Outbox outbox, Partitions partitions) {
        this.number = number;
        this.settings = settings;
        this.node = node;
        this.outbox = outbox;
        this.holdings = new Holdings(this, settings, outbox, partitions);
        this.attempts = new Attempts(this, settings, holdings, outbox);
        this.claims = new QueueClaims(this, node, holdings, attempts);
    }

    int number() {
        return number;
    }

    /** Whether many subscriptions share it, so that each must leave room for the others. */
    boolean isShared() {
        return number == Subscription.HTTP_QUEUE;
    }

    /** No retry is later than that: one that seems to be was set by a clock that has gone back. */
    synchronized long longestWaitMs() {
        List<Subscription> all = outbox.subscriptions();
        if (all != longestWaitOf) {
            longestWaitOf = all;
            longestWaitMs =
                    all.stream()
                            .filter(one -> one.queue() == number)
                            .flatMap(
                                    one ->
                                            settings
                                                    .pace()
                                                    .apply(one)
                                                    .retrySchedule()
                                                    .waits()
                                                    .stream())
                            .mapToLong(wait -> 2 * wait.toMillis())
                            .max()
                            .orElse(0);
            if (number == Subscription.HTTP_QUEUE) { // a destination may have asked for longer
                longestWaitMs = Math.max(longestWaitMs, Verdict.RETRY_AFTER_MAX.toMillis());
            }
        }
        return longestWaitMs;
    }

    /** The claimer's side of it. */
    QueueClaims claims() {
        return claims;
    }

    // ---- the writer: admit before the insert, committed or withdrawn after it

    synchronized void admit(Delivery delivery) {
        delivery.admittedBy(this);
        if (!holdings.isOurs(delivery.lane())) {
            delivery.admitted(Admission.FOREIGN, Delivery.FREE, 0);
            return;
        }
        QueueBacklog backlog = holdings.backlog;
        Optional<Lane> blocked =
                switch (backlog.mode()) {
                    case MEMORY -> holdings.lineup.blocked(delivery);
                    case DRAINING -> holdings.lineup.crowded(delivery);
                    case SPILL -> Optional.empty();
                };
        if (blocked.isPresent()) {
            blocked.get().parks(delivery);
            delivery.admitted(Admission.WAITING, Delivery.WAITING, blocked.get().number);
            return;
        }
        if (backlog.mode() != Mode.SPILL && holdings.memory.isFull()) {
            holdings.spill();
        }
        if (backlog.mode() == Mode.SPILL) {
            backlog.spillBegins();
            delivery.admitted(Admission.SPILLED, Delivery.FREE, 0);
        } else {
            holdings.hold(delivery);
            backlog.admitted();
            boolean drains = backlog.mode() == Mode.DRAINING;
            if (drains) {
                backlog.staged(delivery.id());
            }
            delivery.admitted(drains ? Admission.STAGED : Admission.HELD, node, 0);
        }
    }

    synchronized void committed(Delivery delivery) {
        switch (delivery.admission()) {
            case HELD -> {
                resolved();
                enqueue(delivery);
            }
            case STAGED -> {
                resolved();
                switch (holdings.isOurs(delivery.lane()) ? holdings.backlog.mode() : Mode.SPILL) {
                    case MEMORY -> {
                        holdings.enqueueStaged(delivery);
                        attempts.dispatch();
                    }
                    case DRAINING -> holdings.stage(delivery);
                    case SPILL -> holdings.release(delivery);
                }
            }
            default -> arrived(delivery);
        }
    }

    synchronized void withdrawn(Delivery delivery) {
        switch (delivery.admission()) {
            case HELD, STAGED -> {
                resolved();
                holdings.memory.unhold(delivery);
            }
            default -> arrived(delivery);
        }
    }

    synchronized void inDoubt(Delivery delivery) {
        switch (delivery.admission()) {
            case HELD, STAGED -> {
                resolved();
                holdings.release(delivery);
            }
            default -> arrived(delivery);
        }
    }

    private void enqueue(Delivery delivery) {
        holdings.enqueue(delivery);
        attempts.dispatch();
    }

    private void resolved() {
        if (holdings.backlog.resolved()) {
            outbox.wakeClaimer();
        }
    }

    private void arrived(Delivery delivery) {
        switch (delivery.admission()) {
            case SPILLED -> holdings.backlog.spillEnded();
            case WAITING -> holdings.lineup.parked(delivery);
            default -> {} // this queue did not count it
        }
    }

    /** The ledger has been told. */
    synchronized void settled(Settlement settlement) {
        holdings.settled(settlement);
        if (holdings.memory.isEmpty()) {
            notifyAll();
        }
    }

    // ---- what may begin now

    /** The rate limit of a subscription lets it begin another attempt. */
    synchronized void paced(Channel channel) {
        holdings.channels.paced(channel);
        attempts.dispatch();
    }

    /** Some may be enabled, disabled, deleted, or have another pace. */
    synchronized void subscriptionsChanged() {
        holdings.lineup.advanceAll();
        attempts.dispatch();
    }

    /** How many nodes share it, this one included: each has its part of the bounds. */
    synchronized void sharedBy(int nodes) {
        if (holdings.channels.sharedBy(nodes)) {
            subscriptionsChanged();
        }
    }

    // ---- beginning, sharing, ending

    /**
     * Lanes that wait in the ledger for a retry, and what else waits there, found when this node
     * took over their partitions.
     */
    synchronized void blockedInLedger(Map<Long, Long> headByLane, Collection<Long> waiting) {
        holdings.lineup.lanes.block(headByLane, waiting);
    }

    synchronized Partitions partitions() {
        return holdings.partitions();
    }

    /** Takes the partitions that this node now answers for; gives back what is no longer its. */
    synchronized void share(Partitions now) {
        holdings.share(now);
    }

    /**
     * Ends serving: gives back what has not begun, waits for what has and for the ledger to know.
     */
    synchronized boolean stop(long waitMs) throws InterruptedException {
        holdings.stopServing();
        long deadline = System.nanoTime() + waitMs * 1_000_000;
        long left;
        while ((!holdings.memory.isEmpty() || claims.underWay())
                && (left = (deadline - System.nanoTime()) / 1_000_000) > 0) {
            wait(left);
        }
        return attempts.inFlight() == 0;
    }

    /** Whether some that it took in are not in the ledger yet, free for others. */
    synchronized boolean hasRowsOnTheirWay() {
        return holdings.backlog.hasRowsOnTheirWay();
    }

    /**
     * Forgets everything that has not begun, because the others took this node for dead and took it
     * over.
     */
    synchronized void forget() {
        holdings.forget();
    }

    // ---- figures

    synchronized int held() {
        return holdings.memory.size();
    }

    synchronized long heldBytes() {
        return holdings.memory.bytes();
    }

    synchronized int inFlight() {
        return attempts.inFlight();
    }
}
