package io.github.cameltimelines.fanout;

import io.github.cameltimelines.ledger.Ledger;
import io.github.cameltimelines.model.Event;
import io.github.cameltimelines.outbox.Delivery;
import io.github.cameltimelines.outbox.Lanes;
import io.github.cameltimelines.outbox.Outbox;
import io.github.cameltimelines.subscription.Subscription;
import io.github.cameltimelines.subscription.Subscriptions;
import io.github.cameltimelines.wire.FilteredBody;
import io.github.cameltimelines.wire.OrderingKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Makes of one event the deliveries that are owed for it: one for each subscription that wants it.
 *
 * <h2>Few and many</h2>
 *
 * Up to {@value #DIRECT_MAX} deliveries are inserted with the event. An event that more may want
 * gets one fan-out row instead, so that the time to accept does not depend on how many they are;
 * the row is expanded after the answer, in parts, each in a transaction that also moves the row on
 * (see {@link Expander}).
 *
 * <h2>Who gets it</h2>
 *
 * Of few: the subscriptions that the accepting node knows; one made on another node is known within
 * a beat. Of many: the subscriptions of the expansion, not of the accept. The expanding node reads
 * them anew after it has the row, so that one that was there before the event never misses it, on
 * whichever node it was made. One that was deleted since gets nothing; one that was made since may
 * get it.
 *
 * <h2>Order</h2>
 *
 * For one subscription and chat, deliveries are admitted in the order in which this node accepted
 * their events, whichever way they go:
 *
 * <ul>
 *   <li>Two fan-out rows: a node expands its rows alone, in the order of their ids, and never two
 *       at once. The rows are in a queue of the node, minus its number; what a dead node leaves is
 *       adopted by one other.
 *   <li>Few, then many: the first are admitted before the row, by the same writer, and the row is
 *       expanded after its commit.
 *   <li>Many, then few: while a row of that ordering key (for a subscription with strict order: any
 *       row) is not expanded (its deliveries committed and in their lanes), the few become a row,
 *       too. While rows are only in the ledger, and their ordering keys not in memory, that holds
 *       for all. Whether it is so is decided by the writer that admits them, after it admitted the
 *       row: all events of an ordering key have the same writer. Their ids are made then, too, so
 *       that they are behind those of the row, should both be claimed from the ledger.
 * </ul>
 *
 * <p>A node that starts lets what other nodes have by then go first, so that the order holds over a
 * kill and a start, too. Else, as everywhere, the order is that of one accepting node; between two
 * nodes it is by time. Thread-safe.
 */
public final class FanOut {

    /** Deliveries that are inserted with their event, at the most. */
    public static final int DIRECT_MAX = 64;

    private static final String ALL_IN_ORDER = "all"; // no ordering key is so short
    private static final int ROWS_KEPT_MAX = 2_000;
    private static final long BYTES_KEPT_MAX = 16L << 20;

    private final Ledger ledger;
    private final Interests interests;
    private final Subscriptions subscriptions;
    private final Outbox outbox;
    private final FanOutBacklog backlog = new FanOutBacklog(ROWS_KEPT_MAX, BYTES_KEPT_MAX);
    private final Expander expander;

    /**
     * @param workspaces the names of the workspaces by their numbers
     */
    public FanOut(
            Ledger ledger,
            Subscriptions subscriptions,
            IntFunction<String> workspaces,
            Outbox outbox) {
        this.ledger = ledger;
        this.interests = new Interests(subscriptions);
        this.subscriptions = subscriptions;
        this.outbox = outbox;
        this.expander =
                new Expander(
                        ledger,
                        subscriptions,
                        new FanOutStore(ledger, workspaces),
                        interests,
                        backlog,
                        outbox.admissions());
    }

    public void start() {
        expander.start();
    }

    /** What is owed for an event of that workspace. */
    public Owed of(long eventId, Event event, int workspaceId) {
        List<Subscription> interested = interests.of(event, workspaceId);
        List<Delivery> deliveries = new ArrayList<>(2);
        boolean many = interested.size() > DIRECT_MAX;
        if (!many) {
            deliveries(eventId, event, interested, deliveries);
        }
        Owed owed = new Owed(eventId, workspaceId, event, deliveries);
        if (many) {
            owed.widen(ledger.node(), lane(owed));
        }
        return owed;
    }

    /**
     * What is owed where one subscription alone is to get the event, whether it wants it or not; at
     * once, whatever its lanes wait for.
     */
    public Owed only(Subscription subscription, long eventId, Event event) {
        Event named = event.withType(subscription.eventTypes().match(event).orElse(event.type()));
        return new Owed(
                eventId,
                subscription.workspaceId(),
                event,
                List.of(new Delivery(eventId, subscription, Delivery.UNORDERED, named)));
    }

    /** Adds the deliveries to those of the subscriptions that want the event. */
    static void deliveries(
            long eventId, Event event, List<Subscription> interested, List<Delivery> deliveries) {
        Map<String, Event> byType = new HashMap<>(4);
        FilteredBody body = new FilteredBody(event.body());
        for (Subscription subscription : interested) {
            Optional<String> type = subscription.wants(event, body);
            if (type.isPresent()) {
                deliveries.add(
                        new Delivery(
                                eventId,
                                subscription,
                                lane(subscription, event),
                                byType.computeIfAbsent(type.get(), event::withType)));
            }
        }
    }

    private static long lane(Subscription subscription, Event event) {
        Optional<String> key =
                switch (subscription.ordering()) {
                    case CHAT -> OrderingKey.of(event);
                    case STRICT -> Optional.of(ALL_IN_ORDER);
                    case NONE -> Optional.empty();
                };
        return key.map(text -> Lanes.of(subscription.id(), text)).orElse(Delivery.UNORDERED);
    }

    /** Of a fan-out row: that of the ordering key. */
    static long lane(Owed owed) {
        return OrderingKey.of(owed.event())
                .map(key -> Lanes.of(owed.workspaceId(), key))
                .orElseGet(() -> Lanes.unordered(owed.eventId()));
    }

    /** Whether events of different chats must stay in order, so that one writer has to take all. */
    public boolean keepsAllInOrder() {
        return subscriptions.anyStrict();
    }

    /** A way in for one more writer of the inbox. */
    public Intake intake() {
        return new Intake(ledger.node(), outbox.admissions(), backlog, expander);
    }

    /** Fan-out rows in this node's memory that are not expanded yet. */
    public int waiting() {
        return backlog.size();
    }

    /** Whether no fan-out row waits, in memory or in the ledger. */
    public boolean isIdle() {
        return backlog.isIdle();
    }

    /** Ends expanding; what is left waits in the ledger. */
    public void close(long millis) throws InterruptedException {
        expander.close(millis);
    }
}
