package io.github.cameltimelines.outbox;

import io.github.cameltimelines.delivery.Answer;
import io.github.cameltimelines.delivery.Verdict;
import io.github.cameltimelines.ledger.Dialect;
import io.github.cameltimelines.ledger.Ledger;
import io.github.cameltimelines.log.AttemptRecord;
import io.github.cameltimelines.outbox.Settlement.Kind;
import io.github.cameltimelines.subscription.Subscription;
import io.github.cameltimelines.subscription.Subscriptions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/**
 * What is owed, and who works on it: brings deliveries from the ledger's rows to their
 * destinations, in their lanes, and their outcome back. Thread-safe.
 */
public final class Outbox {

    private static final long STOP_MS = 5_000;

    private final Ledger ledger;
    private final Clock clock;
    private final Subscriptions subscriptions;
    private final HolderStore holders;
    private final Map<Integer, DeliveryQueue> queues = new ConcurrentHashMap<>();

    /** Those that ended while rows of theirs were on their way to the ledger. */
    private final Collection<DeliveryQueue> ended = new ConcurrentLinkedQueue<>();

    private final Settler settler;
    private final Claimer claimer;
    private final Resends resends;
    private final Nodes nodes;
    private final ScheduledExecutorService pacer =
            Executors.newSingleThreadScheduledExecutor(Outbox::daemon);
    private final List<Admissions> writers = new CopyOnWriteArrayList<>();
    private final OutboxFigures figures = new OutboxFigures();

    /**
     * @param workspaces the names of the workspaces by their numbers
     */
    public Outbox(
            Ledger ledger,
            Subscriptions subscriptions,
            IntFunction<String> workspaces,
            Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
        this.subscriptions = subscriptions;
        this.holders = new HolderStore(ledger);
        settler = new Settler(ledger, new SettleStore(ledger));
        claimer =
                new Claimer(
                        ledger,
                        new ClaimStore(ledger, subscriptions, workspaces),
                        holders,
                        clock,
                        queues::values,
                        subscriptions,
                        new ErasedLook(
                                new ErasedStore(ledger.node()), queues::values, settler::mark));
        resends = new Resends(ledger, clock, claimer::wake, figures.replayed);
        nodes = new Nodes(ledger, holders, subscriptions, queues, this::mark, claimer::auditSoon);
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "timelines-pace");
        thread.setDaemon(true);
        return thread;
    }

    public void start() throws SQLException {
        nodes.start();
        settler.start();
        claimer.start();
    }

    /** Begins to deliver what waits, and what comes, for that subscription. */
    public void serve(Subscription subscription, QueueSettings settings) throws SQLException {
        if (!serve(subscription.queue(), settings)) {
            throw new IllegalArgumentException(
                    "Two consumers have the subscriptionName '"
                            + subscription.name()
                            + "'; give one of them another");
        }
    }

    /** Begins to deliver for all subscriptions with HTTP destinations, present and to come. */
    public void serveHttp(QueueSettings settings) throws SQLException {
        if (!serve(Subscription.HTTP_QUEUE, settings)) {
            throw new IllegalStateException("the HTTP destinations are served already");
        }
    }

    /** Answers false if it is served already. */
    private boolean serve(int number, QueueSettings settings) throws SQLException {
        DeliveryQueue queue =
                new DeliveryQueue(number, settings, ledger.node(), this, Partitions.NONE);
        if (queues.putIfAbsent(number, queue) != null) {
            return false;
        }
        try {
            nodes.join(queue);
        } catch (SQLException | RuntimeException e) {
            queues.remove(number, queue);
            throw e;
        }
        claimer.auditNow();
        return true;
    }

    /**
     * Ends delivering for that subscription: what has begun may finish for {@code waitMs}, the rest
     * waits in the ledger, where also what comes from now on waits. Does not fail when the ledger
     * is away: the other nodes are told later.
     */
    public void unserve(Subscription subscription, long waitMs) throws InterruptedException {
        unserve(subscription.queue(), waitMs);
    }

    /** The same for all subscriptions with HTTP destinations. */
    public void unserveHttp(long waitMs) throws InterruptedException {
        unserve(Subscription.HTTP_QUEUE, waitMs);
    }

    private void unserve(int number, long waitMs) throws InterruptedException {
        DeliveryQueue queue = queues.get(number);
        if (queue != null) {
            queue.stop(waitMs);
            ended.add(queue);
            queues.remove(number, queue);
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
        Admissions admissions =
                new Admissions(ledger.ids(), queues::get, claimer::auditSoon, figures.created);
        writers.add(admissions);
        return admissions;
    }

    /** Inserts a batch of rows in the writer's transaction. */
    public static String insert(Dialect dialect) {
        return DeliveryRows.insert(dialect);
    }

    /** Binds a batch of rows to {@link #insert}, its parameters beginning at that index. */
    public static void bind(PreparedStatement to, int from, List<DeliveryRow> rows)
            throws SQLException {
        DeliveryRows.bind(to, from, rows);
    }

    /**
     * Tries deliveries again at once, by hand: those that were given up, beside what is in their
     * lanes by now, and those that wait for a retry. Their attempts count on, their schedule begins
     * anew; what is behind the head of its lane stays there.
     *
     * @return how many there were
     */
    public int resend(List<Long> deliveryIds) throws SQLException {
        return resends.owedStill(deliveryIds);
    }

    /** Owes again what was given up or delivered. */
    public Resends resends() {
        return resends;
    }

    /**
     * Drops deliveries of erased events, in the caller's transaction: what was given up is gone,
     * what waits for a retry is due and dropped by whoever claims it, so that its lane goes on.
     * What a node has in memory it drops itself, within a second.
     */
    public static void dropErased(Connection connection, List<Long> deliveryIds)
            throws SQLException {
        ErasedStore.drop(connection, deliveryIds);
    }

    // ---- for the queues

    /** As it is now; null for none of that id. */
    Subscription subscription(int id) {
        return subscriptions.byId(id);
    }

    /** All; the same list until one changes. */
    List<Subscription> subscriptions() {
        return subscriptions.all();
    }

    /** Runs a short task after that time by the steady clock. */
    void later(long nanos, Runnable task) {
        try {
            pacer.schedule(task, nanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closed) {
            // What it would begin is given back.
        }
    }

    /** What is being inserted now: answers true from when that has ended. */
    BooleanSupplier inserts() {
        List<BooleanSupplier> inserts = writers.stream().map(Admissions::mark).toList();
        return () -> inserts.stream().allMatch(BooleanSupplier::getAsBoolean);
    }

    /** Up to that id, all rows that this node inserts are in the ledger. */
    long insertedTo() {
        long given = ledger.ids().last(); // first: what is given an id later is of no concern
        return writers.stream().mapToLong(Admissions::insertedTo).reduce(given, Math::min);
    }

    /**
     * Whether rows of an earlier queue of that number are on their way to the ledger: a claim now
     * would overtake them.
     */
    boolean isPreceded(int number) {
        ended.removeIf(queue -> !queue.hasRowsOnTheirWay());
        return ended.stream().anyMatch(queue -> queue.number() == number);
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
        figures.attempted(outcome, answer.took());
        return new Settlement(
                queue,
                delivery,
                kind,
                turn,
                new AttemptRecord(
                        AttemptRecord.UNNUMBERED,
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

    /** Tells after each commit of attempts the first of their ids. */
    public void whenSettled(LongConsumer firstAttempt) {
        settler.whenSettled(firstAttempt);
    }

    /** The first attempt at it begins. */
    void begun(Delivery delivery) {
        figures.begun(Duration.between(delivery.event().receivedAt(), clock.instant()));
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

    /** What this node has done since it started. */
    public OutboxFigures figures() {
        return figures;
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
        pacer.shutdownNow();
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
