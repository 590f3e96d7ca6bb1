package io.github.cameltimelines.outbox;

import io.github.cameltimelines.ledger.HeldConnection;
import io.github.cameltimelines.ledger.Ledger;
import io.github.cameltimelines.log.DeliveryView.Status;
import io.github.cameltimelines.log.LateDeliveries;
import io.github.cameltimelines.log.LateDeliveries.Made;
import io.github.cameltimelines.outbox.ResendStore.Row;
import io.github.cameltimelines.subscription.Subscription;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;

/**
 * Owes deliveries again: one by hand, or many in a replay. The dedup of the inbox has no part in
 * it. Thread-safe.
 *
 * <h2>The same delivery</h2>
 *
 * A delivery keeps its id, so that its attempts stand together in the log and count on; its retry
 * schedule begins anew. So nothing is owed twice, however often it is resent while it is owed. One
 * that was delivered has no row any more and gets one again.
 *
 * <h2>Beside the lanes</h2>
 *
 * What comes by hand goes at once and waits for nobody. What is replayed runs in lanes of its own:
 * in order among itself, not behind or before what is live. Both go after first tries. One that
 * waits for its retry stays the head of its lane.
 */
public final class Resends {

    /**
     * A delivery to be owed again.
     *
     * @param deliveryId 0 for one that never was: a new one is made
     * @param chatId null where the event has none
     * @param seen how it stood: nothing is done if it stands otherwise by now; null for a new one
     * @param attempts made so far
     */
    public record Again(
            long deliveryId,
            long eventId,
            Subscription subscription,
            String chatId,
            Status seen,
            int attempts) {

        /** An event for a subscription that may never have been owed it. */
        public static Again anew(long eventId, Subscription subscription, String chatId) {
            return new Again(0, eventId, subscription, chatId, null, 0);
        }
    }

    private final Ledger ledger;
    private final ResendStore store;
    private final Clock clock;
    private final Runnable wake;
    private final LongAdder replayed;

    /**
     * @param replayed counts what replays make due
     */
    Resends(Ledger ledger, Clock clock, Runnable wake, LongAdder replayed) {
        this.replayed = replayed;
        this.ledger = ledger;
        this.store = new ResendStore(ledger);
        this.clock = clock;
        this.wake = wake;
    }

    /**
     * Owes one again by hand, at once; on the disk when this returns.
     *
     * @return its id; 0 when it does not stand as it did, or its event is not kept any more
     */
    public long byHand(Again again) throws SQLException {
        try (HeldConnection connection = ledger.holdSynced()) {
            List<Long> due =
                    connection.transact(open -> owe(open, List.of(again), Delivery.BY_HAND));
            wake.run();
            return due.isEmpty() ? 0 : due.get(0);
        }
    }

    /**
     * Owes many again, in the caller's transaction. After its commit, {@link #replayed}.
     *
     * @return the ids of those that are owed now and were not, or waited for a retry
     */
    public List<Long> replay(Connection connection, List<Again> many) throws SQLException {
        return owe(connection, many, clock.millis());
    }

    /**
     * What is still owed of some deliveries.
     *
     * @param now it is under way or due
     * @param later it waits for a retry, or behind one that does
     */
    public record Owed(Set<Long> now, Set<Long> later) {}

    /** Which of those deliveries are still owed, and not given up. */
    public Owed owed(Connection connection, Collection<Long> deliveryIds) throws SQLException {
        return store.owed(connection, List.copyOf(deliveryIds), clock.millis());
    }

    /** So many of a replay are committed: they are counted, and looked for at once. */
    public void replayed(int count) {
        replayed.add(count);
        wake.run();
    }

    /** Of those ids, what was given up or waits for a retry goes at once; answers how many. */
    int owedStill(List<Long> deliveryIds) throws SQLException {
        try (HeldConnection connection = ledger.holdSynced()) {
            int count =
                    connection.transact(
                            open -> {
                                List<Row> rows =
                                        deliveryIds.stream().map(Resends::besideAllLanes).toList();
                                return store.reopen(open, rows, Delivery.BY_HAND).size()
                                        + store.hurry(open, rows, Delivery.BY_HAND).size();
                            });
            wake.run();
            return count;
        }
    }

    private static Row besideAllLanes(long deliveryId) {
        return new Row(deliveryId, 0, 0, 0, Lanes.unordered(deliveryId), 0);
    }

    private List<Long> owe(Connection connection, List<Again> many, long turn) throws SQLException {
        List<Row> givenUp = new ArrayList<>();
        List<Row> retrying = new ArrayList<>();
        List<Row> gone = new ArrayList<>();
        List<Row> anew = new ArrayList<>();
        for (Again again : many) {
            Row row = row(again, turn == Delivery.BY_HAND);
            if (again.seen() == null) {
                anew.add(row);
            } else if (again.seen() == Status.DELIVERED) {
                gone.add(row);
            } else if (again.seen() == Status.GIVEN_UP) {
                givenUp.add(row);
            } else {
                retrying.add(row);
            }
        }
        List<Long> due = new ArrayList<>(store.reopen(connection, givenUp, turn));
        due.addAll(store.hurry(connection, retrying, turn));
        due.addAll(store.insert(connection, gone, turn));
        Set<Long> made = Set.copyOf(store.insert(connection, anew, turn));
        due.addAll(made);
        LateDeliveries.note(
                connection,
                anew.stream()
                        .filter(row -> made.contains(row.deliveryId()))
                        .map(row -> new Made(row.eventId(), row.deliveryId()))
                        .toList());
        return due;
    }

    private Row row(Again again, boolean byHand) {
        long id = again.deliveryId() == 0 ? ledger.ids().next() : again.deliveryId();
        return new Row(
                id,
                again.eventId(),
                again.subscription().id(),
                again.subscription().queue(),
                byHand
                        ? Lanes.unordered(id)
                        : Lanes.ofReplay(again.subscription(), again.chatId(), id),
                again.attempts());
    }
}
