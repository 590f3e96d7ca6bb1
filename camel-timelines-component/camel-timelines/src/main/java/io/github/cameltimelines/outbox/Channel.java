package io.github.cameltimelines.outbox;

import io.github.cameltimelines.subscription.Subscription;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The deliveries of one subscription in a queue: which are ready, and what it may do now. Guarded
 * by its {@link DeliveryQueue}.
 */
final class Channel {

    final int subscriptionId;

    /** Its rows that wait in the ledger for room in memory, or until it is enabled. */
    final Lane pool;

    /** Up to that id nothing was left in the pool when last looked. */
    long poolEmptyTo;

    int held;
    long heldBytes;
    int inFlight;

    /** It stands in the ring of those that may begin. */
    boolean inRing;

    /** It waits for its rate limit. */
    boolean paced;

    private final Deque<Delivery> firstTries = new ArrayDeque<>(2);
    private final Deque<Delivery> retries = new ArrayDeque<>(0);
    private Subscription subscription;
    private Pace pace;
    private int nodes;
    private TokenBucket bucket;

    Channel(int subscriptionId) {
        this.subscriptionId = subscriptionId;
        this.pool = new Lane(poolOf(subscriptionId));
    }

    /** The turn of the rows in the pool of a subscription; those of lanes are 0 or more. */
    static long poolOf(int subscriptionId) {
        return -subscriptionId;
    }

    static boolean isPool(long lane) {
        return lane < 0;
    }

    /** Takes note of the subscription as it is now. */
    void see(Subscription now, Pace itsPace, int sharingNodes) {
        boolean sameRate =
                pace != null
                        && itsPace.ratePerSecond() == pace.ratePerSecond()
                        && nodes == sharingNodes;
        if (!sameRate) {
            bucket =
                    itsPace.ratePerSecond() == 0
                            ? null
                            : new TokenBucket(
                                    (double) itsPace.ratePerSecond() / sharingNodes,
                                    System.nanoTime());
        }
        subscription = now;
        pace = itsPace;
        nodes = sharingNodes;
    }

    /** It was deleted: what it is owed is dropped. */
    void seeDeleted() {
        subscription = null;
        bucket = null;
    }

    boolean hasSeen(Subscription now, int sharingNodes) {
        return subscription == now && (now == null || nodes == sharingNodes);
    }

    /** Null once it was deleted. */
    Subscription subscription() {
        return subscription;
    }

    Pace pace() {
        return pace;
    }

    boolean isDisabled() {
        return subscription != null && !subscription.enabled();
    }

    /** The rate limit of one that is idle must not be forgotten. */
    boolean isForgettable() {
        return held == 0 && bucket == null && pool.idle();
    }

    void addReady(Delivery delivery) {
        lineOf(delivery).add(delivery);
    }

    void putBack(Delivery delivery) {
        lineOf(delivery).addFirst(delivery);
    }

    private Deque<Delivery> lineOf(Delivery delivery) {
        return delivery.isNew() ? firstTries : retries;
    }

    /** First tries go before retries and what is resent. */
    Delivery takeReady() {
        Delivery first = firstTries.poll();
        return first == null ? retries.poll() : first;
    }

    /** The next is only dropped, which costs the destination nothing. */
    boolean nextIsErased() {
        Delivery first = firstTries.peek();
        Delivery next = first == null ? retries.peek() : first;
        return next != null && next.isErased();
    }

    boolean mayBegin() {
        boolean any = !firstTries.isEmpty() || !retries.isEmpty();
        return any
                && !paced
                && (subscription == null || pace == null || inFlight < pace.concurrencyOf(nodes));
    }

    /** Takes a token; answers 0, or how long to wait for one. */
    long waitNanos(long now) {
        return bucket == null || bucket.tryTake(now) ? 0 : bucket.nanosToNext(now);
    }

    void removeReady(Predicate<Delivery> which) {
        firstTries.removeIf(which);
        retries.removeIf(which);
    }

    void takeAllReady(Consumer<Delivery> taken) {
        Delivery next;
        while ((next = takeReady()) != null) {
            taken.accept(next);
        }
    }
}
