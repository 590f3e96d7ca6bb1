package io.github.cameltimelines.subscription;

import io.github.cameltimelines.ledger.Ledger;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * All subscriptions of the ledger, cached. A change by this node shows at once, one by another node
 * after the next {@link #refresh()}. Thread-safe.
 */
public final class Subscriptions {

    private record Snapshot(
            long revision, List<Subscription> all, Map<Integer, Subscription> byId) {}

    private final SubscriptionStore store;
    private volatile Snapshot snapshot = new Snapshot(-1, List.of(), Map.of());

    public Subscriptions(Ledger ledger, Clock clock) {
        store = new SubscriptionStore(ledger, clock);
        refresh();
    }

    /** Creates or updates the subscription of that workspace and name. */
    public synchronized Subscription save(Subscription wish) {
        Subscription saved = store.save(wish);
        refresh();
        return saved;
    }

    /** Reads what other nodes changed, if they changed anything. */
    public synchronized void refresh() {
        long revision = store.revision();
        if (revision != snapshot.revision()) {
            List<Subscription> all = store.all();
            snapshot =
                    new Snapshot(
                            revision,
                            all,
                            all.stream()
                                    .collect(
                                            Collectors.toMap(
                                                    Subscription::id, Function.identity())));
        }
    }

    public List<Subscription> all() {
        return snapshot.all();
    }

    /** The subscription of that number, null when there is none. */
    public Subscription byId(int id) {
        return snapshot.byId().get(id);
    }
}
