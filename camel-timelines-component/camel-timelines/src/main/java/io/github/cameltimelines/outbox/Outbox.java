package io.github.cameltimelines.outbox;

import io.github.cameltimelines.delivery.Answer;
import io.github.cameltimelines.delivery.Verdict;
import io.github.cameltimelines.ledger.Ledger;
import io.github.cameltimelines.log.AttemptRecord;
import io.github.cameltimelines.outbox.Settlement.Kind;
import io.github.cameltimelines.subscription.Subscription;
import io.github.cameltimelines.subscription.Subscriptions;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * What is owed, and who works on it: brings deliveries from the ledger's rows to their
 * destinations, in their lanes, and their outcome back. Thread-safe.
 */
public final class Outbox {

    /** Inserts a batch of deliveries in the writer's transaction. */
    public static final String INSERT =
            "INSERT INTO timelines_delivery (delivery_id, event_id, subscription_id, queue, lane, attempts, holder,"
                    + " turn) SELECT * FROM UNNEST(CAST(? AS BIGINT ARRAY), CAST(? AS BIGINT ARRAY),"
                    + " CAST(? AS INTEGER ARRAY), CAST(? AS INTEGER ARRAY), CAST(? AS BIGINT ARRAY),"
                    + " CAST(? AS INTEGER ARRAY), CAST(? AS INTEGER ARRAY), CAST(? AS BIGINT ARRAY))";

    private static final long STOP_MS = 5_000;

    private final Ledger ledger;
    private final Clock clock;
    private final Map<Integer, DeliveryQueue> queues = new ConcurrentHashMap<>();
    private final Settler settler;
    private final Claimer claimer;
    private final Nodes nodes;

    /** Deliveries that the writer began to insert, and those of which it said what became. */
    private final AtomicLong admitted = new AtomicLong();

    private final AtomicLong resolved = new AtomicLong();

    public Outbox(Ledger ledger, Subscriptions subscriptions, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
        DeliveryStore store = new DeliveryStore(ledger, subscriptions);
        settler = new Settler(ledger, store);
        claimer = new Claimer(ledger, store, clock, queues::values);
        nodes = new Nodes(ledger, store, subscriptions, queues, this::mark, claimer::auditSoon);
    }

    public void start() throws SQLException {
        nodes.start();
        settler.start();
        claimer.start();
    }

    /** Begins to deliver what waits, and what comes, for that subscription. */
    public void serve(Subscription subscription, QueueSettings settings) throws SQLException {
        DeliveryQueue queue =
                new DeliveryQueue(
                        subscription.queue(), settings, ledger.node(), this, Partitions.NONE);
        if (queues.putIfAbsent(subscription.queue(), queue) != null) {
            throw new IllegalArgumentException(
                    "Two consumers have the subscriptionName '"
                            + subscription.name()
                            + "'; give one of them another");
        }
        try {
            nodes.join(queue);
        } catch (SQLException | RuntimeException e) {
            queues.remove(subscription.queue(), queue);
            throw e;
        }
        claimer.auditNow();
    }

    /**
     * Ends delivering for that subscription: what has begun may finish for {@code waitMs}, the rest
     * waits in the ledger, where also what comes from now on waits. Does not fail when the ledger
     * is away: the other nodes are told later.
     */
    public void unserve(Subscription subscription, long waitMs) throws InterruptedException {
        DeliveryQueue queue = queues.get(subscription.queue());
        if (queue != null) {
            queue.stop(waitMs);
            queues.remove(subscription.queue(), queue);
            nodes.leave(queue);
        }
    }

    /**
     * What is under way now: answers true from when the inserts and claims of before have ended.
     * The writer works on one batch after the other, so that counting is enough.
     */
    private BooleanSupplier mark() {
        long inserts = admitted.get();
        Map<DeliveryQueue, Long> claims =
                queues.values().stream()
                        .collect(Collectors.toMap(queue -> queue, DeliveryQueue::claimsTo));
        return () ->
                resolved.get() >= inserts
                        && claims.entrySet().stream()
                                .allMatch(entry -> entry.getKey().claims() >= entry.getValue());
    }

    // ---- for the writer of the inbox

    /** Decides where a new delivery begins, before it is inserted. */
    public void admit(Collection<Delivery> deliveries) {
        admitted.addAndGet(deliveries.size());
        for (Delivery delivery : deliveries) {
            delivery.admittedBy(null);
            DeliveryQueue queue = queues.get(delivery.subscription().queue());
            if (queue != null) {
                queue.admit(delivery);
            }
        }
    }

    /** Binds a batch of deliveries to {@link #INSERT}, its parameters beginning at that index. */
    public static void bind(PreparedStatement to, int from, List<Delivery> deliveries)
            throws SQLException {
        DeliveryStore.bind(to, from, deliveries);
    }

    private DeliveryQueue admittedBy(Delivery delivery) {
        return delivery.admittedBy() != null
                ? delivery.admittedBy()
                : queues.get(delivery.subscription().queue());
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
        claimer.auditSoon();
    }

    // ---- for the queues

    Settlement settlement(DeliveryQueue queue, Delivery delivery, Answer answer, Verdict verdict) {
        Kind kind = Kind.DELIVERED;
        AttemptRecord.Outcome outcome = AttemptRecord.Outcome.DELIVERED;
        long turn = clock.millis();
        if (verdict instanceof Verdict.RetryAfter retry) {
            kind = Kind.RETRY;
            outcome = AttemptRecord.Outcome.RETRY;
            turn += Math.max(1, retry.pause().toMillis());
        } else if (verdict instanceof Verdict.GivenUp) {
            kind = Kind.GIVEN_UP;
            outcome = AttemptRecord.Outcome.GIVEN_UP;
        }
        return new Settlement(
                queue,
                delivery,
                kind,
                turn,
                new AttemptRecord(
                        ledger.ids().next(),
                        delivery.id(),
                        delivery.eventId(),
                        delivery.subscription().id(),
                        delivery.attempts(),
                        outcome,
                        answer.status(),
                        (int) Math.min(Integer.MAX_VALUE, answer.took().toMillis()),
                        answer.error(),
                        answer.response()));
    }

    void settle(Settlement settlement) {
        settler.add(settlement);
    }

    void wakeClaimer() {
        claimer.wake();
    }

    void wakeClaimerAt(long millis) {
        claimer.wakeAt(millis);
    }

    /** Deliveries in this node's memory. */
    public int held() {
        return queues.values().stream().mapToInt(DeliveryQueue::held).sum();
    }

    /** The size of their payloads, in bytes. */
    public long heldBytes() {
        return queues.values().stream().mapToLong(DeliveryQueue::heldBytes).sum();
    }

    /** Attempts under way. */
    public int inFlight() {
        return queues.values().stream().mapToInt(DeliveryQueue::inFlight).sum();
    }

    /** Gives back what this node holds, and leaves the others to it. */
    public void close() throws InterruptedException {
        for (DeliveryQueue queue : queues.values()) {
            queue.stop(STOP_MS);
        }
        try {
            claimer.close(STOP_MS);
        } finally {
            try {
                settler.close(STOP_MS);
            } finally {
                nodes.close();
            }
        }
    }
}
