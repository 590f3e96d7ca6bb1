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
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * What is owed, and who works on it: brings deliveries from the ledger's rows to their
 * destinations, in their lanes, and their outcome back. Thread-safe.
 */
public final class Outbox {

    /** Inserts a batch of rows in the writer's transaction. */
    public static final String INSERT = DeliveryRows.INSERT;

    private static final long STOP_MS = 5_000;

    private final Ledger ledger;
    private final Clock clock;
    private final Map<Integer, DeliveryQueue> queues = new ConcurrentHashMap<>();
    private final Settler settler;
    private final Claimer claimer;
    private final Nodes nodes;

    private final List<Admissions> writers = new CopyOnWriteArrayList<>();

    public Outbox(Ledger ledger, Subscriptions subscriptions, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
        HolderStore holders = new HolderStore(ledger);
        settler = new Settler(ledger, new SettleStore(ledger));
        claimer =
                new Claimer(
                        ledger,
                        new ClaimStore(ledger, subscriptions),
                        holders,
                        clock,
                        queues::values);
        nodes = new Nodes(ledger, holders, subscriptions, queues, this::mark, claimer::auditSoon);
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
     */
    private BooleanSupplier mark() {
        BooleanSupplier inserts = inserts();
        Map<DeliveryQueue, Long> claims =
                queues.values().stream()
                        .collect(
                                Collectors.toMap(
                                        queue -> queue, queue -> queue.claims().countTo()));
        return () ->
                inserts.getAsBoolean()
                        && claims.entrySet().stream()
                                .allMatch(
                                        entry ->
                                                entry.getKey().claims().count()
                                                        >= entry.getValue());
    }

    /** For a writer of new deliveries: each has its own. */
    public Admissions admissions() {
        Admissions admissions = new Admissions(ledger.ids(), queues::get, claimer::auditSoon);
        writers.add(admissions);
        return admissions;
    }

    /** Binds a batch of rows to {@link #INSERT}, its parameters beginning at that index. */
    public static void bind(PreparedStatement to, int from, List<DeliveryRow> rows)
            throws SQLException {
        DeliveryRows.bind(to, from, rows);
    }

    // ---- for the queues

    /** What is being inserted now: answers true from when that has ended. */
    BooleanSupplier inserts() {
        List<BooleanSupplier> inserts = writers.stream().map(Admissions::mark).toList();
        return () -> inserts.stream().allMatch(BooleanSupplier::getAsBoolean);
    }

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
