package io.github.cameltimelines.subscription;

import io.github.cameltimelines.ledger.Ledger;
import io.github.cameltimelines.ledger.LedgerUnavailableException;
import io.github.cameltimelines.subscription.Subscription.Ordering;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * All subscriptions of the ledger, cached. A change by this node shows at once, one by another node
 * after the next {@link #refresh()}. Thread-safe.
 */
public final class Subscriptions {

    private record Snapshot(
            long revision,
            List<Subscription> all,
            Map<Integer, Subscription> byId,
            Map<Integer, List<Subscription>> byWorkspace,
            boolean anyStrict) {

        Snapshot(long revision, List<Subscription> all) {
            this(
                    revision,
                    all,
                    all.stream().collect(Collectors.toMap(Subscription::id, Function.identity())),
                    all.stream().collect(Collectors.groupingBy(Subscription::workspaceId)),
                    all.stream().anyMatch(one -> one.ordering() == Ordering.STRICT));
        }
    }

    private final SubscriptionStore store;
    private volatile Snapshot snapshot = new Snapshot(-1, List.of());

    public Subscriptions(Ledger ledger, Clock clock) {
        store = new SubscriptionStore(ledger, clock);
        refresh();
    }

    /** Creates or updates the subscription of that workspace and name; nobody's edit. */
    public Subscription save(Subscription wish) {
        return edit(
                null,
                edits -> {
                    Optional<Subscription> before = edits.byName(wish.workspaceId(), wish.name());
                    return before.isEmpty()
                            ? edits.create(wish)
                            : edits.update(wish.but().id(before.get().id()).build());
                });
    }

    /**
     * Changes subscriptions, all or, if the work throws, none of what it did. One after the other
     * on all nodes, so that the work may decide by what it reads. On the disk when this returns.
     *
     * @param member who changes them, for the change log; null where nobody does, and nothing is
     *     written to it
     * @param work short: it has the database's lock
     * @throws LedgerUnavailableException if the ledger does not answer
     */
    public <R> R edit(String member, Function<SubscriptionEdits, R> work) {
        R result = store.edit(member, work);
        refresh();
        return result;
    }

    /** Reads what other nodes changed, if they changed anything. */
    public synchronized void refresh() {
        long revision = store.revision();
        if (revision != snapshot.revision()) {
            snapshot = new Snapshot(revision, store.all());
        }
    }

    public List<Subscription> all() {
        return snapshot.all();
    }

    /** Whether one of them wants all its events one after the other. */
    public boolean anyStrict() {
        return snapshot.anyStrict();
    }

    /** The subscription of that number, null when there is none. */
    public Subscription byId(int id) {
        return snapshot.byId().get(id);
    }

    /** Of a workspace, by their ids. */
    public List<Subscription> ofWorkspace(int workspaceId) {
        return snapshot.byWorkspace().getOrDefault(workspaceId, List.of());
    }
}
