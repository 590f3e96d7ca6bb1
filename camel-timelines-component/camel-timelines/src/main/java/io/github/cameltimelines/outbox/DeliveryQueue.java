package io.github.cameltimelines.outbox;

import io.github.cameltimelines.delivery.Answer;
import io.github.cameltimelines.delivery.Attempt;
import io.github.cameltimelines.delivery.Verdict;
import io.github.cameltimelines.outbox.Backlog.Mode;
import io.github.cameltimelines.outbox.Delivery.Admission;
import io.github.cameltimelines.outbox.Settlement.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

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
 * epoch make "nothing is left" certain.
 *
 * <h2>What a claim may not overtake</h2>
 *
 * The writer commits a batch before it says so here. Between the two a claim could see the younger
 * rows of the batch, inserted free, while the older ones, held, are not in their lanes yet: so
 * nothing is claimed in {@code SPILL} while admitted rows are {@code unresolved}, and what a claim
 * brings that was under way when the mode changed, or when rows were released, is given back. A row
 * that this queue did not admit, because it was inserted just before the queue began to serve,
 * sends the mode back to {@code SPILL}: the writer says so before it admits the next.
 *
 * <p>All state is guarded by this object's monitor; deliveries run outside it.
 */
final class DeliveryQueue {

    private final int number;
    private final QueueSettings settings;
    private final int node;
    private final Outbox outbox;
    private final Memory memory;
    private final Lineup lineup;
    private final Backlog backlog = new Backlog();
    private final List<Delivery> staged = new ArrayList<>();
    private Partitions partitions;
    private boolean serving = true;
    private int inFlight;

    /** The claimer is between two looks at the ledger, or not. */
    private boolean claiming;

    private long claims;

    DeliveryQueue(
            int number, QueueSettings settings, int node, Outbox outbox, Partitions partitions) {
        this.number = number;
        this.settings = settings;
        this.node = node;
        this.outbox = outbox;
        this.partitions = partitions;
        this.memory = new Memory(settings.capacity(), settings.capacityBytes());
        this.lineup = new Lineup(this::park, outbox::wakeClaimer);
    }

    int number() {
        return number;
    }

    long longestWaitMs() {
        return settings.longestWait().toMillis();
    }

    private boolean isOurs(long lane) {
        return serving && partitions.owns(lane);
    }

    // ---- the writer: admit before the insert, committed or withdrawn after it

    synchronized void admit(Delivery delivery) {
        delivery.admittedBy(this);
        if (!isOurs(delivery.lane())) {
            delivery.admitted(Admission.FOREIGN, Delivery.FREE, 0);
            return;
        }
        if (backlog.mode() == Mode.MEMORY) {
            Optional<Lane> blocked = lineup.blocked(delivery);
            if (blocked.isPresent()) {
                blocked.get().parks(delivery);
                delivery.admitted(Admission.WAITING, Delivery.WAITING, delivery.lane());
                return;
            }
        }
        if (backlog.mode() != Mode.SPILL && memory.isFull()) {
            spill();
        }
        if (backlog.mode() == Mode.SPILL) {
            backlog.spillBegins();
            delivery.admitted(Admission.SPILLED, Delivery.FREE, 0);
        } else {
            memory.hold(delivery);
            backlog.admitted();
            boolean drains = backlog.mode() == Mode.DRAINING;
            delivery.admitted(drains ? Admission.STAGED : Admission.HELD, node, 0);
        }
    }

    private void spill() {
        backlog.spill();
        staged.forEach(this::release);
        staged.clear();
    }

    synchronized void committed(Delivery delivery) {
        switch (delivery.admission()) {
            case HELD -> {
                resolved();
                enqueue(delivery);
            }
            case STAGED -> {
                resolved();
                switch (isOurs(delivery.lane()) ? backlog.mode() : Mode.SPILL) {
                    case MEMORY -> enqueue(delivery);
                    case DRAINING -> staged.add(delivery);
                    case SPILL -> release(delivery);
                }
            }
            default -> arrived(delivery);
        }
    }

    synchronized void withdrawn(Delivery delivery) {
        switch (delivery.admission()) {
            case HELD, STAGED -> {
                resolved();
                memory.unhold(delivery);
            }
            default -> arrived(delivery);
        }
    }

    synchronized void inDoubt(Delivery delivery) {
        switch (delivery.admission()) {
            case HELD, STAGED -> {
                resolved();
                release(delivery);
            }
            default -> arrived(delivery);
        }
    }

    private void resolved() {
        if (backlog.resolved()) {
            outbox.wakeClaimer();
        }
    }

    private void arrived(Delivery delivery) {
        switch (delivery.admission()) {
            case SPILLED -> backlog.spillEnded();
            case WAITING -> lineup.parked(delivery);
            default -> {
                if (isOurs(delivery.lane()) && backlog.mode() != Mode.SPILL) {
                    backlog.strayArrived();
                    spill();
                }
            }
        }
    }

    // ---- deliveries

    private void enqueue(Delivery delivery) {
        if (isOurs(delivery.lane())) {
            lineup.add(delivery);
            dispatch();
        } else {
            release(delivery); // it was admitted just before
        }
    }

    private void dispatch() {
        Delivery next;
        while (serving
                && inFlight < settings.concurrency()
                && (next = lineup.nextReady()) != null) {
            inFlight++;
            Delivery begins = next;
            try {
                settings.executor().execute(() -> attempt(begins));
            } catch (RejectedExecutionException e) {
                inFlight--; // the context stops; release() gives it back
                lineup.notReady(begins);
                return;
            }
        }
    }

    private void attempt(Delivery delivery) {
        int attempt = delivery.attempts() + 1;
        AtomicBoolean answered = new AtomicBoolean();
        Consumer<Answer> once =
                answer -> {
                    if (answered.compareAndSet(false, true)) {
                        finished(delivery, answer);
                    }
                };
        long began = System.nanoTime();
        try {
            settings.destination()
                    .deliver(new Attempt(delivery.event(), attempt, delivery.subscription()), once);
        } catch (RuntimeException | Error e) { // or its lane would wait for ever
            once.accept(
                    Answer.failed(
                            e.getClass().getName(), Duration.ofNanos(System.nanoTime() - began)));
        }
    }

    private void finished(Delivery delivery, Answer answer) {
        delivery.countAttempt();
        Verdict verdict = Verdict.of(answer, delivery.attempts(), settings.retrySchedule());
        Settlement settlement = outbox.settlement(this, delivery, answer, verdict);
        boolean again = settlement.kind() == Kind.RETRY;
        synchronized (this) {
            inFlight--;
            outbox.settle(settlement);
            lineup.finished(delivery, again && partitions.owns(delivery.lane()));
            dispatch();
        }
        if (again) {
            outbox.wakeClaimerAt(settlement.turn());
        }
    }

    private void park(Delivery delivery, Lane lane) {
        outbox.settle(new Settlement(this, delivery, Kind.PARKED, lane.number, null));
    }

    private void release(Delivery delivery) {
        backlog.releaseBegins();
        outbox.settle(new Settlement(this, delivery, Kind.RELEASED, 0, null));
    }

    /** The ledger has been told. */
    synchronized void settled(Settlement settlement) {
        memory.unhold(settlement.delivery());
        switch (settlement.kind()) {
            case PARKED -> lineup.parked(settlement.delivery());
            case RELEASED -> backlog.releaseEnded();
            default -> {}
        }
        if (memory.isEmpty()) {
            notifyAll();
        }
        if (backlog.mode() != Mode.MEMORY && memory.isHalfEmpty()) {
            outbox.wakeClaimer();
        }
    }

    // ---- the claimer

    /** The claimer begins to look at the ledger for this queue. */
    synchronized void beginClaim() {
        claiming = true;
    }

    synchronized void endClaim() {
        claiming = false;
        claims++;
        notifyAll();
    }

    /** When {@link #claims()} has come to it, no claim of before is under way. */
    synchronized long claimsTo() {
        return claiming ? claims + 1 : claims;
    }

    synchronized long claims() {
        return claims;
    }

    /**
     * What one claim may take, and what it must compare with afterwards.
     *
     * @param room rows at the most; 0 when nothing may be claimed now
     * @param roomBytes their payloads at the most, beyond the first
     */
    record ClaimStart(int room, long roomBytes, Partitions partitions, Backlog.View backlog) {}

    synchronized ClaimStart claimStart() {
        if (backlog.mode() == Mode.DRAINING && memory.isFull()) {
            spill(); // or the staged ones would leave no room for the older ones they wait for
        }
        boolean may = serving && backlog.mayClaim() && !partitions.isNone();
        return new ClaimStart(
                may ? memory.room() : 0, memory.roomBytes(), partitions, backlog.view());
    }

    /** Takes over the part of the backlog that a claim brought, in its order. */
    synchronized void claimed(List<Delivery> deliveries, ClaimStart start) {
        if (backlog.mayHaveMissed(start.backlog())) {
            hold(deliveries);
            deliveries.forEach(this::release);
        } else {
            due(deliveries);
        }
    }

    /** Takes over retries that fell due. */
    synchronized void due(List<Delivery> deliveries) {
        hold(deliveries);
        for (Delivery delivery : deliveries) {
            if (!lineup.addHead(delivery)) {
                enqueue(delivery);
            }
        }
        dispatch();
    }

    private void hold(List<Delivery> claimed) {
        for (Delivery delivery : claimed) {
            memory.hold(delivery);
            delivery.admitted(Admission.HELD, node, 0);
        }
    }

    /** The claim that began with {@code start} found everything there was. */
    synchronized void foundAll(ClaimStart start) {
        if (serving && backlog.foundAll(start.backlog())) {
            List<Delivery> next = List.copyOf(staged);
            staged.clear();
            next.forEach(this::enqueue);
        }
    }

    synchronized boolean settledInMemory() {
        return backlog.mode() == Mode.MEMORY;
    }

    /** How many lanes want their waiting rows. */
    synchronized int refillsWanted() {
        return lineup.refillsWanted();
    }

    /** What one refill may take, and what it must compare with afterwards. */
    record RefillStart(Lineup.Refill refill, int room, long roomBytes) {
        long lane() {
            return refill.lane().number;
        }
    }

    /** Takes the next lane that wants its waiting rows off the list; empty when none may have. */
    synchronized Optional<RefillStart> refillStart() {
        if (!serving || backlog.isRecovering() || memory.isFull()) {
            return Optional.empty();
        }
        return lineup.nextRefill()
                .map(refill -> new RefillStart(refill, memory.room(), memory.roomBytes()));
    }

    /** Takes over the waiting rows of a lane; {@code all} when there are no more in the ledger. */
    synchronized void refilled(RefillStart start, List<Delivery> deliveries, boolean all) {
        hold(deliveries);
        if (isOurs(start.lane()) && lineup.has(start.refill().lane())) {
            lineup.refilled(start.refill(), deliveries, all);
            dispatch();
        } else {
            deliveries.forEach(this::release); // the lane was given back meanwhile
        }
    }

    /** The refill did not happen: it is asked for again. */
    synchronized void refillFailed(RefillStart start) {
        lineup.refillFailed(start.refill());
    }

    /** Those of the rows that the ledger says are held here, and that are not. */
    synchronized List<Long> notHeld(List<Long> deliveryIds) {
        return memory.notHeld(deliveryIds);
    }

    // ---- beginning, sharing, ending

    /**
     * Lanes that wait in the ledger for a retry, found when this node took over their partitions.
     */
    synchronized void blockedInLedger(Map<Long, Long> headByLane, Collection<Long> waitingLanes) {
        lineup.block(headByLane, waitingLanes);
    }

    synchronized Partitions partitions() {
        return partitions;
    }

    /** Takes the partitions that this node now answers for; gives back what is no longer its. */
    synchronized void share(Partitions now) {
        boolean grew = !partitions.containsAll(now);
        partitions = now;
        if (grew) {
            spill();
            backlog.recover();
        }
        giveBack();
    }

    /**
     * Ends serving: gives back what has not begun, waits for what has and for the ledger to know.
     */
    synchronized boolean stop(long waitMs) throws InterruptedException {
        serving = false;
        spill(); // also for those that are admitted as staged and not committed yet
        giveBack();
        long deadline = System.nanoTime() + waitMs * 1_000_000;
        long left;
        while ((!memory.isEmpty() || claiming)
                && (left = (deadline - System.nanoTime()) / 1_000_000) > 0) {
            wait(left);
        }
        return inFlight == 0;
    }

    /** Releases what is not ours any more and has not begun. */
    private void giveBack() {
        for (Delivery delivery : List.copyOf(staged)) {
            if (!isOurs(delivery.lane())) {
                staged.remove(delivery);
                release(delivery);
            }
        }
        lineup.giveBack(lane -> !isOurs(lane), this::release);
    }

    /**
     * Forgets everything that has not begun, because the others took this node for dead and took it
     * over.
     */
    synchronized void forget() {
        lineup.forget(memory::unhold);
        staged.forEach(memory::unhold);
        staged.clear();
        backlog.recover();
    }

    // ---- figures

    synchronized int held() {
        return memory.size();
    }

    synchronized long heldBytes() {
        return memory.bytes();
    }

    synchronized int inFlight() {
        return inFlight;
    }
}
