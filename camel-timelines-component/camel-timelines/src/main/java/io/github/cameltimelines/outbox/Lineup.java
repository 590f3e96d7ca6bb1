package io.github.cameltimelines.outbox;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongPredicate;

/**
 * The lanes of a queue: who is ready, who stands behind whom, and which lanes want their waiting
 * rows from the ledger (see {@link DeliveryQueue}). Guarded by its queue.
 */
final class Lineup {

    /** A refill as it began, to be compared with afterwards. */
    record Refill(Lane lane, int parking, long epoch) {}

    private final Map<Long, Lane> lanes = new HashMap<>();
    private final Deque<Delivery> ready = new ArrayDeque<>();
    private final Set<Long> refills = new LinkedHashSet<>();
    private final BiConsumer<Delivery, Lane> park;
    private final Runnable wantRefill;

    /**
     * @param park sends a delivery to the waiting rows of its lane
     * @param wantRefill called when a lane wants its waiting rows
     */
    Lineup(BiConsumer<Delivery, Lane> park, Runnable wantRefill) {
        this.park = park;
        this.wantRefill = wantRefill;
    }

    /** The lane, if a new delivery of it must join the waiting rows. */
    Optional<Lane> blocked(Delivery delivery) {
        return delivery.ordered()
                ? Optional.ofNullable(lanes.get(delivery.lane())).filter(Lane::blocked)
                : Optional.empty();
    }

    /** Puts a delivery behind the others of its lane, or to the waiting rows. */
    void add(Delivery delivery) {
        if (!delivery.ordered()) {
            ready.add(delivery);
            return;
        }
        Lane lane = lanes.computeIfAbsent(delivery.lane(), Lane::new);
        if (lane.blocked()) {
            park(delivery, lane);
        } else {
            lane.line.add(delivery);
            advance(lane);
        }
    }

    /** Puts a delivery first if its lane waits for it; answers whether it does. */
    boolean addHead(Delivery delivery) {
        Lane lane = delivery.ordered() ? lanes.get(delivery.lane()) : null;
        if (lane == null || lane.head != delivery.id()) {
            return false;
        }
        lane.head = 0;
        lane.line.addFirst(delivery);
        advance(lane);
        return true;
    }

    Delivery nextReady() {
        return ready.poll();
    }

    void notReady(Delivery delivery) {
        ready.addFirst(delivery);
    }

    /** The current one of a lane is through, or, where it is to be tried again, heads its lane. */
    void finished(Delivery delivery, boolean again) {
        Lane lane = delivery.ordered() ? lanes.get(delivery.lane()) : null;
        if (lane == null || lane.current != delivery) {
            return; // it was taken from this node
        }
        lane.current = null;
        if (again) {
            lane.head = delivery.id();
            lane.line.forEach(behind -> park(behind, lane));
            lane.line.clear();
        } else {
            advance(lane);
        }
    }

    private void park(Delivery delivery, Lane lane) {
        lane.parks(delivery);
        park.accept(delivery, lane);
    }

    /** A row has come to the waiting ones. */
    void parked(Delivery delivery) {
        Lane lane = lanes.get(delivery.lane());
        if (lane != null && lane == delivery.parkedIn()) {
            lane.parking--;
            advance(lane);
        }
    }

    /** Makes the first in line ready, or refills the line, or forgets the lane. */
    private void advance(Lane lane) {
        if (lane.current != null || lane.head != 0) {
            return;
        }
        Delivery next = lane.line.poll();
        if (next != null) {
            lane.current = next;
            ready.add(next);
        } else if (lane.waiting) {
            if (lane.parking == 0 && !lane.refilling) {
                lane.refilling = true;
                refills.add(lane.number);
                wantRefill.run();
            }
        } else if (lane.idle()) {
            lanes.remove(lane.number);
        }
    }

    int refillsWanted() {
        return refills.size();
    }

    /** Takes the next lane that wants its waiting rows off the list. */
    Optional<Refill> nextRefill() {
        Iterator<Long> wanted = refills.iterator();
        while (wanted.hasNext()) {
            Lane lane = lanes.get(wanted.next());
            wanted.remove();
            if (lane != null && lane.refilling) {
                return Optional.of(new Refill(lane, lane.parking, lane.epoch));
            }
        }
        return Optional.empty();
    }

    boolean has(Lane lane) {
        return lanes.get(lane.number) == lane;
    }

    /** Adds the waiting rows; {@code all} when the claim found no more of them. */
    void refilled(Refill refill, List<Delivery> deliveries, boolean all) {
        Lane lane = refill.lane();
        lane.line.addAll(deliveries);
        lane.refilling = false;
        // A row that was on its way when the refill began may have come too late for its claim.
        if (all && refill.parking() == 0 && lane.epoch == refill.epoch()) {
            lane.waiting = false;
        }
        advance(lane);
    }

    /** The refill did not happen: it is asked for again. */
    void refillFailed(Refill refill) {
        if (has(refill.lane())) {
            refill.lane().refilling = false;
            advance(refill.lane());
        }
    }

    /** Lanes that wait in the ledger for a retry, and those of them that have waiting rows. */
    void block(Map<Long, Long> headByLane, Collection<Long> waitingLanes) {
        headByLane.forEach((number, head) -> lanes.computeIfAbsent(number, Lane::new).head = head);
        waitingLanes.forEach(number -> lanes.computeIfAbsent(number, Lane::new).waiting = true);
    }

    /** Releases what has not begun in those lanes, and forgets the lanes. */
    void giveBack(LongPredicate which, Consumer<Delivery> release) {
        Set<Delivery> notBegun = new HashSet<>();
        ready.removeIf(delivery -> which.test(delivery.lane()) && notBegun.add(delivery));
        notBegun.forEach(release);
        Iterator<Lane> each = lanes.values().iterator();
        while (each.hasNext()) {
            Lane lane = each.next();
            if (which.test(lane.number)) {
                lane.line.forEach(release);
                lane.line.clear();
                lane.head = 0;
                lane.waiting = false;
                if (lane.current == null || notBegun.contains(lane.current)) {
                    each.remove();
                }
            }
        }
    }

    /** Forgets everything; what is under way goes on. */
    void forget(Consumer<Delivery> forgotten) {
        ready.forEach(forgotten);
        ready.clear();
        lanes.values().forEach(lane -> lane.line.forEach(forgotten));
        lanes.clear();
        refills.clear();
    }
}
