package io.github.cameltimelines.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What becomes of rows in the ledger when a node takes over the partitions that they are in. */
final class TakeOver {

    private final HolderStore store;

    TakeOver(HolderStore store) {
        this.store = store;
    }

    /**
     * Makes the rows ready in the caller's transaction.
     *
     * @return gives the partitions to the queue, once the transaction is committed
     */
    Runnable prepare(Connection open, DeliveryQueue queue, Partitions taken) throws SQLException {
        int number = queue.number();
        Map<Long, Long> heads = store.heads(open, number, taken);
        List<Long> waiting = store.waitingLanes(open, number, taken);
        boolean pools = queue.isShared() || waiting.stream().anyMatch(Channel::isPool);
        store.unpark(open, number, unbound(open, number, heads, waiting), pools);
        List<Long> still = store.waitingLanes(open, number, taken);
        return () -> {
            queue.blockedInLedger(heads, still);
            queue.share(queue.partitions().or(taken));
        };
    }

    /**
     * The lanes whose waiting rows must not stay with them: those that no head blocks, and those
     * with rows in the backlog, for these are older and may have to go to a pool.
     */
    private List<Long> unbound(
            Connection open, int queue, Map<Long, Long> heads, List<Long> waiting)
            throws SQLException {
        Map<Boolean, List<Long>> byHead =
                waiting.stream()
                        .filter(lane -> !Channel.isPool(lane))
                        .collect(Collectors.partitioningBy(heads::containsKey));
        List<Long> unbound = new ArrayList<>(byHead.get(false));
        unbound.addAll(store.inBacklog(open, queue, byHead.get(true)));
        return unbound;
    }
}
