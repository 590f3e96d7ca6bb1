package io.github.cameltimelines.outbox;

import io.github.cameltimelines.outbox.QueueBacklog.Mode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A queue as the {@link Claimer} sees it: what may be claimed for it now, and what to do with what
 * a claim brought. Guarded by its queue's monitor, which each method takes.
 */
final class QueueClaims {

    private static final long PATIENCE_NS = TimeUnit.MILLISECONDS.toNanos(100);

    private final DeliveryQueue queue;
    private final int node;
    private final Holdings holdings;
    private final Attempts attempts;

    /** The claimer is between two looks at the ledger, or not. */
    private boolean claiming;

    private long claims;

    /** Of the youngest row of the backlog that was claimed last, and when that was. */
    private Channel lastChannel;

    private long lastClaim;

    QueueClaims(DeliveryQueue queue, int node, Holdings holdings, Attempts attempts) {
        this.queue = queue;
        this.node = node;
        this.holdings = holdings;
        this.attempts = attempts;
    }

    /** The claimer begins to look at the ledger for this queue. */
    void begin() {
        synchronized (queue) {
            claiming = true;
        }
    }

    void end() {
        synchronized (queue) {
            claiming = false;
            claims++;
            queue.notifyAll();
        }
    }

    boolean underWay() {
        synchronized (queue) {
            return claiming;
        }
    }

    /** When {@link #count()} has come to it, no claim of before is under way. */
    long countTo() {
        synchronized (queue) {
            return claiming ? claims + 1 : claims;
        }
    }

    long count() {
        synchronized (queue) {
            return claims;
        }
    }

    /**
     * What one claim may take, and what it must compare with afterwards.
     *
     * @param room at the most; none when nothing may be claimed now
     * @param insertedTo rows up to that id that come from this node are in the ledger
     */
    record ClaimStart(
            Room room, Partitions partitions, QueueBacklog.View backlog, long insertedTo) {}

    ClaimStart start() {
        long insertedTo = holdings.insertedTo();
        synchronized (queue) {
            Memory memory = holdings.memory;
            QueueBacklog backlog = holdings.backlog;
            if (backlog.mode() == Mode.DRAINING && memory.isFull()) {
                // Or the staged ones would leave no room for the older ones they wait for.
                holdings.spill();
            }
            return new ClaimStart(
                    holdings.mayClaim() ? memory.free().atMost(unlessCrowded()) : Room.NONE,
                    holdings.partitions(),
                    backlog.view(),
                    insertedTo);
        }
    }

    /**
     * A backlog is mostly of one subscription. What is claimed of it beyond its share of the memory
     * goes back to the ledger, to its pool, and is read again: so it is claimed as it is delivered,
     * unless that takes so long that the rows of others, which may stand behind, would have to
     * wait.
     */
    private Room unlessCrowded() {
        Room room = lastChannel == null ? Room.ANY : holdings.lineup.claimMax(lastChannel);
        boolean patient = System.nanoTime() - lastClaim < PATIENCE_NS;
        return room.isNone() && !patient ? Room.ANY : room;
    }

    /** Takes over the part of the backlog that a claim brought, in its order. */
    void claimed(List<Delivery> deliveries, ClaimStart start) {
        synchronized (queue) {
            if (holdings.backlog.mayHaveMissed(start.backlog())) {
                holdings.hold(deliveries, node);
                deliveries.forEach(holdings::release);
            } else {
                due(deliveries);
                if (!deliveries.isEmpty()) {
                    Delivery youngest = deliveries.get(deliveries.size() - 1);
                    lastChannel = youngest.channel();
                    lastClaim = System.nanoTime();
                    long last = youngest.id();
                    holdings.backlog.claimedTo(Math.min(last, start.insertedTo()));
                }
            }
        }
    }

    /** Takes over retries that fell due. */
    void due(List<Delivery> deliveries) {
        synchronized (queue) {
            holdings.hold(deliveries, node);
            for (Delivery delivery : deliveries) {
                holdings.enqueueClaimed(delivery);
            }
            attempts.dispatch();
        }
    }

    /** The claim that began with {@code start} found everything there was. */
    void foundAll(ClaimStart start) {
        synchronized (queue) {
            if (holdings.isServing() && holdings.backlog.foundAll(start.backlog())) {
                holdings.unstage();
                holdings.lineup.advanceAll();
                attempts.dispatch();
            }
        }
    }

    /** After a claim that found everything: whether one more, at once, may end the backlog. */
    boolean worthAnotherLook() {
        synchronized (queue) {
            return holdings.backlog.isOpenEnded();
        }
    }

    /** How many lanes and pools want their waiting rows. */
    int refillsWanted() {
        synchronized (queue) {
            return holdings.lineup.refills.wanted();
        }
    }

    /** What one refill may take, and what it must compare with afterwards. */
    record RefillStart(Refills.Refill refill, Room room, Partitions partitions) {
        long lane() {
            return refill.lane().number;
        }
    }

    /** Takes the next lane that wants its waiting rows off the list; empty when none may have. */
    Optional<RefillStart> refillStart() {
        synchronized (queue) {
            Memory memory = holdings.memory;
            if (!holdings.isServing() || memory.isFull()) {
                return Optional.empty();
            }
            return holdings.lineup
                    .refills
                    .next(holdings.backlog.isRecovering())
                    .map(
                            refill ->
                                    new RefillStart(
                                            refill,
                                            memory.free()
                                                    .atMost(
                                                            holdings.lineup.refills.max(
                                                                    refill.lane())),
                                            holdings.partitions()));
        }
    }

    /** Takes over the waiting rows of a lane; {@code all} when there are no more in the ledger. */
    void refilled(RefillStart start, List<Delivery> deliveries, boolean all) {
        synchronized (queue) {
            holdings.hold(deliveries, node);
            boolean known =
                    holdings.isServing() && holdings.lineup.lanes.has(start.refill().lane());
            Map<Boolean, List<Delivery>> ours =
                    deliveries.stream()
                            .collect(
                                    Collectors.partitioningBy(
                                            one -> known && holdings.isOurs(one.lane())));
            ours.get(false).forEach(holdings::release); // given back meanwhile
            if (known) {
                holdings.lineup.refilled(start.refill(), ours.get(true), all);
                attempts.dispatch();
            }
        }
    }

    /** The refill did not happen: it is asked for again. */
    void refillFailed(RefillStart start) {
        synchronized (queue) {
            holdings.lineup.refillFailed(start.refill());
        }
    }

    /** Those of the rows that the ledger says are held here, and that are not. */
    List<Long> notHeld(List<Long> deliveryIds) {
        synchronized (queue) {
            return holdings.memory.notHeld(deliveryIds);
        }
    }

    /** The events of those deliveries were erased: what has not begun is dropped in its turn. */
    void erased(List<Long> deliveryIds) {
        synchronized (queue) {
            holdings.memory.erased(deliveryIds);
            attempts.dispatch();
        }
    }
}
