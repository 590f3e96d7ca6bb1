package io.github.cameltimelines.outbox;

import java.util.ArrayDeque;
import java.util.TreeMap;

/** Deliveries that run one after the other. Guarded by its {@link DeliveryQueue}. */
final class Lane {

    final long number;
    final ArrayDeque<Delivery> line = new ArrayDeque<>(2);

    /** The one that is ready or under way; never in the line. */
    Delivery current;

    /** The delivery whose retry the lane waits for; 0 when none. */
    long head;

    /** The ledger has, or may have, rows that wait for this lane. */
    boolean waiting;

    /** Rows on their way to the waiting ones, where newer ones may be already; null for none. */
    private TreeMap<Long, Integer> onTheirWay;

    /** Counts them all. */
    long epoch;

    /** A refill was asked for and is not done: there must be one at a time. */
    boolean refilling;

    Lane(long number) {
        this.number = number;
    }

    boolean blocked() {
        return head != 0 || waiting;
    }

    boolean idle() {
        return current == null && line.isEmpty() && !blocked() && parking() == 0 && !refilling;
    }

    /** A row begins its way to the waiting ones. */
    void parks(Delivery delivery) {
        waiting = true;
        epoch++;
        if (onTheirWay == null) {
            onTheirWay = new TreeMap<>();
        }
        onTheirWay.merge(delivery.id(), 1, Integer::sum);
        delivery.parkedIn(this);
    }

    /** It has come there. */
    void parked(Delivery delivery) {
        if (onTheirWay == null) {
            return;
        }
        onTheirWay.computeIfPresent(delivery.id(), (id, times) -> times == 1 ? null : times - 1);
        if (onTheirWay.isEmpty()) {
            onTheirWay = null;
        }
    }

    /** How many rows are on their way to the waiting ones. */
    int parking() {
        return onTheirWay == null ? 0 : onTheirWay.size();
    }

    boolean isOnItsWay(Delivery delivery) {
        return onTheirWay != null && onTheirWay.containsKey(delivery.id());
    }

    /** No waiting row up to that id has an older one on its way. */
    long inOrderTo() {
        return onTheirWay == null ? Long.MAX_VALUE : onTheirWay.firstKey() - 1;
    }
}
