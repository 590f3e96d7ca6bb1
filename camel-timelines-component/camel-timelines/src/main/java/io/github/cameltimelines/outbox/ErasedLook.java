package io.github.cameltimelines.outbox;

import io.github.cameltimelines.ledger.HeldConnection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Sees that events were erased, by any node, and has their deliveries dropped that are in this
 * node's memory. For the claimer's thread: so no claim that read an event before it was erased is
 * under way, and what a look does not find is claimed later and found empty then.
 *
 * <p>When what had been settled before is in the ledger too, the node says that it has seen the
 * erasure: whatever it writes to the log from then on has nothing of the events.
 */
final class ErasedLook {

    private static final long PERIOD_NS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long NEVER = -1;

    private final ErasedStore store;
    private final Supplier<Collection<DeliveryQueue>> queues;
    private final Supplier<BooleanSupplier> settled;
    private long seen = NEVER;
    private long seeing = NEVER;
    private BooleanSupplier mayTell;
    private long lastLook = System.nanoTime() - PERIOD_NS;

    /**
     * @param settled of what is being settled now: answers true once that is in the ledger
     */
    ErasedLook(
            ErasedStore store,
            Supplier<Collection<DeliveryQueue>> queues,
            Supplier<BooleanSupplier> settled) {
        this.store = store;
        this.queues = queues;
        this.settled = settled;
    }

    /** The next look tells anew what this node has seen: others may have taken it for dead. */
    void again() {
        seen = NEVER;
    }

    void look(HeldConnection connection) throws SQLException {
        long now = System.nanoTime();
        if (now - lastLook < PERIOD_NS) {
            return;
        }
        lastLook = now;
        long revision = connection.transact(store::revision);
        if (revision != seen && revision != seeing) {
            for (DeliveryQueue queue : queues.get()) {
                List<Long> held = connection.transact(open -> store.held(open, queue.number()));
                if (!held.isEmpty()) {
                    queue.claims().erased(held);
                }
            }
            seeing = revision;
            mayTell = settled.get();
        }
        if (seeing != NEVER && mayTell.getAsBoolean()) {
            long told = seeing;
            connection.transact(open -> store.seen(open, told));
            seen = told;
            seeing = NEVER;
        }
    }
}
