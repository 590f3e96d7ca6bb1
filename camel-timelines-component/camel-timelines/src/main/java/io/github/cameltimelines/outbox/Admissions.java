package io.github.cameltimelines.outbox;

import io.github.cameltimelines.ledger.TimeOrderedIds;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;

/**
 * The way of new deliveries into the ledger and their lanes, for one writer: it admits a batch
 * before it inserts the rows, and says afterwards what became of them, one batch after the other.
 * For one thread.
 */
public final class Admissions {

    private final TimeOrderedIds ids;
    private final IntFunction<DeliveryQueue> queues;
    private final Runnable doubt;
    private final LongAdder created;

    /** Deliveries that the writer began to insert, and those of which it said what became. */
    private final AtomicLong admitted = new AtomicLong();

    private final AtomicLong resolved = new AtomicLong();

    /** No id up to that one is on its way into the ledger. */
    private volatile long insertedTo = Long.MAX_VALUE;

    /**
     * @param created counts the deliveries that were inserted
     */
    Admissions(
            TimeOrderedIds ids,
            IntFunction<DeliveryQueue> queues,
            Runnable doubt,
            LongAdder created) {
        this.ids = ids;
        this.queues = queues;
        this.doubt = doubt;
        this.created = created;
    }

    /** Gives each its id and decides where it begins, before it is inserted. */
    public void admit(Collection<Delivery> deliveries) {
        if (resolved.get() == admitted.get()) {
            insertedTo = ids.last();
        }
        admitted.addAndGet(deliveries.size());
        for (Delivery delivery : deliveries) {
            delivery.number(ids.next());
            delivery.admittedBy(null);
            DeliveryQueue queue = queues.apply(delivery.queue());
            if (queue != null) {
                queue.admit(delivery);
            }
        }
    }

    /** The insert is committed: those that this node holds go to their lanes. */
    public void committed(Collection<Delivery> deliveries) {
        created.add(deliveries.size());
        resolve(deliveries, DeliveryQueue::committed);
    }

    /** They were not inserted. */
    public void withdrawn(Collection<Delivery> deliveries) {
        resolve(deliveries, DeliveryQueue::withdrawn);
    }

    /**
     * Nobody knows whether they were inserted: the commit got lost. Rows that are there must not
     * stay held.
     */
    public void inDoubt(Collection<Delivery> deliveries) {
        resolve(deliveries, DeliveryQueue::inDoubt);
        doubt.run();
    }

    private void resolve(
            Collection<Delivery> deliveries, BiConsumer<DeliveryQueue, Delivery> outcome) {
        for (Delivery delivery : deliveries) {
            DeliveryQueue queue =
                    delivery.admittedBy() != null
                            ? delivery.admittedBy()
                            : queues.apply(delivery.queue());
            if (queue != null) {
                outcome.accept(queue, delivery);
            }
        }
        if (resolved.addAndGet(deliveries.size()) == admitted.get()) {
            insertedTo = Long.MAX_VALUE;
        }
    }

    long insertedTo() {
        return insertedTo;
    }

    /**
     * The inserts that are under way now: answers true from when they have ended. One batch comes
     * after the other, so that counting is enough.
     */
    BooleanSupplier mark() {
        long inserts = admitted.get();
        return () -> resolved.get() >= inserts;
    }
}
