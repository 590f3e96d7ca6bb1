package io.github.cameltimelines.outbox;

import java.util.ArrayDeque;

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

    /** Rows on their way to the waiting ones. */
    int parking;

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
        return current == null && line.isEmpty() && !blocked() && parking == 0 && !refilling;
    }

    /** A row begins its way to the waiting ones. */
    void parks(Delivery delivery) {
        waiting = true;
        parking++;
        epoch++;
        delivery.parkedIn(this);
    }
}
