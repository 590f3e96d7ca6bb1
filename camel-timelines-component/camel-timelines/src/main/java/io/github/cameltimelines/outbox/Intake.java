package io.github.cameltimelines.outbox;

import java.util.Collection;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;

/**
 * The way of new deliveries into the outbox, for one writer of the inbox: admitted before they are
 * inserted, and told afterwards what became of the insert. For one thread, except {@link #mark()}.
 */
public final class Intake {

    private final IntFunction<DeliveryQueue> queues;
    private final Runnable auditSoon;

    /** Deliveries that the writer began to insert, and those of which it said what became. */
    private final AtomicLong admitted = new AtomicLong();

    private final AtomicLong resolved = new AtomicLong();

    Intake(IntFunction<DeliveryQueue> queues, Runnable auditSoon) {
        this.queues = queues;
        this.auditSoon = auditSoon;
    }

    /** Decides where a new delivery begins, before it is inserted. */
    public void admit(Collection<Delivery> deliveries) {
        admitted.addAndGet(deliveries.size());
        for (Delivery delivery : deliveries) {
            delivery.admittedBy(null);
            DeliveryQueue queue = queues.apply(delivery.subscription().queue());
            if (queue != null) {
                queue.admit(delivery);
            }
        }
    }

    /** The insert is on the disk: those that this node holds go to their lanes. */
    public void committed(Collection<Delivery> deliveries) {
        for (Delivery delivery : deliveries) {
            DeliveryQueue queue = admittedBy(delivery);
            if (queue != null) {
                queue.committed(delivery);
            }
        }
        resolved.addAndGet(deliveries.size());
    }

    /** They were not inserted. */
    public void withdrawn(Collection<Delivery> deliveries) {
        for (Delivery delivery : deliveries) {
            DeliveryQueue queue = admittedBy(delivery);
            if (queue != null) {
                queue.withdrawn(delivery);
            }
        }
        resolved.addAndGet(deliveries.size());
    }

    /**
     * Nobody knows whether they were inserted: the commit got lost. Rows that are there must not
     * stay held.
     */
    public void inDoubt(Collection<Delivery> deliveries) {
        for (Delivery delivery : deliveries) {
            DeliveryQueue queue = admittedBy(delivery);
            if (queue != null) {
                queue.inDoubt(delivery);
            }
        }
        resolved.addAndGet(deliveries.size());
        auditSoon.run();
    }

    private DeliveryQueue admittedBy(Delivery delivery) {
        return delivery.admittedBy() != null
                ? delivery.admittedBy()
                : queues.apply(delivery.subscription().queue());
    }

    /**
     * What is under way now: answers true from when the inserts of before have ended. A writer
     * works on one batch after the other, so that counting is enough.
     */
    BooleanSupplier mark() {
        long inserts = admitted.get();
        return () -> resolved.get() >= inserts;
    }
}
