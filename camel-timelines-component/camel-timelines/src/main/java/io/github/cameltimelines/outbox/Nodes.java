package io.github.cameltimelines.outbox;

import io.github.cameltimelines.ledger.H2Indexes;
import io.github.cameltimelines.ledger.HeldConnection;
import io.github.cameltimelines.ledger.Ledger;
import io.github.cameltimelines.subscription.Subscriptions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which nodes share the ledger, and which partitions of which queue each answers for.
 *
 * <h2>Alive</h2>
 *
 * Each node counts up its {@code beat}. A node whose beat another has not seen move for the lease,
 * by that other's own steady clock, is dead: its rows are freed and its entry is removed. No clock
 * of another machine is ever compared, so that a jump of one costs nothing. A node that finds its
 * own entry gone drops what it has in memory and joins anew.
 *
 * <h2>Sharing without doing it twice</h2>
 *
 * A node joins a queue with a new revision, under a lock on the table. Each node that sees it gives
 * the partitions up that are the new node's, and says so by writing the revision into its {@code
 * seen}, once the inserts and claims that began before have ended. The new node begins with a
 * partition when all the others have said so and no node holds a row of it. Two nodes thus never
 * work on one lane at once. Partitions are given up before the ledger is told, and taken after.
 *
 * <p>H2 has one node: whatever another left is freed on start, and all partitions are ours as soon
 * as the attempts of before, if the queue was served by this node already, are settled.
 */
final class Nodes {

    private static final Logger LOG = LoggerFactory.getLogger(Nodes.class);
    private static final Duration BEAT_MAX = Duration.ofMillis(500);

    /** What was last seen of another node, and when by our steady clock. */
    private record Sighting(long beat, long nanos) {}

    private final Ledger ledger;
    private final HolderStore store;
    private final TakeOver takeOver;
    private final Subscriptions subscriptions;
    private final Map<Integer, DeliveryQueue> queues;
    private final NodeStore entries;
    private final HeldConnection connection;
    private final Map<Integer, Long> joined = new HashMap<>();
    private final Map<Integer, Sighting> sightings = new HashMap<>();
    private final Supplier<BooleanSupplier> mark;
    private final Runnable rejoined;
    private ScheduledExecutorService scheduler;
    private long beat;
    private long lastSeen;
    private long lastRead = System.nanoTime();

    /** A revision that others wait for, until what was under way when it was seen has ended. */
    private record Seeing(long revision, BooleanSupplier passed) {}

    private Seeing seeing;
    private boolean closed;

    /**
     * @param mark of what inserts and claims are under way: true once they have ended
     * @param rejoined called when this node has forgotten what it held
     */
    Nodes(
            Ledger ledger,
            HolderStore store,
            Subscriptions subscriptions,
            Map<Integer, DeliveryQueue> queues,
            Supplier<BooleanSupplier> mark,
            Runnable rejoined) {
        this.ledger = ledger;
        this.store = store;
        this.takeOver = new TakeOver(store);
        this.subscriptions = subscriptions;
        this.queues = queues;
        this.mark = mark;
        this.rejoined = rejoined;
        this.entries = new NodeStore(ledger);
        this.connection = ledger.holdUnsynced();
    }

    synchronized void start() throws SQLException {
        if (!ledger.shared()) {
            takeOverAlone();
        }
        connection.transact(
                open -> {
                    entries.insert(open, ledger.node());
                    return null;
                });
        scheduler =
                Executors.newSingleThreadScheduledExecutor(
                        task -> {
                            Thread thread = new Thread(task, "timelines-nodes");
                            thread.setDaemon(true);
                            return thread;
                        });
        long period = Math.min(BEAT_MAX.toMillis(), ledger.settings().lease().toMillis() / 4);
        scheduler.scheduleWithFixedDelay(this::beat, period, period, TimeUnit.MILLISECONDS);
    }

    /** An entry that is left says that the last run was killed. */
    private void takeOverAlone() throws SQLException {
        boolean killed = connection.transact(open -> !entries.all(open).isEmpty());
        try {
            if (killed) {
                rebuildIndexes();
            }
            freeAll();
        } catch (SQLException e) {
            LOG.warn("The ledger's indexes are made anew: {}", e.getMessage());
            rebuildIndexes();
            freeAll();
        }
    }

    private void rebuildIndexes() throws SQLException {
        connection.transact(
                open -> {
                    H2Indexes.rebuild(open);
                    return null;
                });
    }

    private void freeAll() throws SQLException {
        connection.transact(
                open -> {
                    store.freeAll(open);
                    for (NodeEntry left : entries.all(open)) {
                        entries.delete(open, left.node());
                    }
                    return null;
                });
    }

    synchronized void join(DeliveryQueue queue) throws SQLException {
        List<Runnable> afterwards = new ArrayList<>();
        try {
            connection.transact(open -> join(open, queue, afterwards));
        } catch (SQLException | RuntimeException e) {
            joined.remove(queue.number());
            throw e;
        }
        afterwards.forEach(Runnable::run);
    }

    private Void join(Connection open, DeliveryQueue queue, List<Runnable> afterwards)
            throws SQLException {
        entries.lock(open);
        joined.put(queue.number(), entries.nextRevision(open));
        List<NodeEntry> all = entries.all(open);
        if (isThere(all)) {
            share(open, queue, all, afterwards);
            writeOwn(open);
        } else {
            rejoin(open);
        }
        return null;
    }

    /** Tells the others that they may take the queue over; at the next beat, if not now. */
    synchronized void leave(DeliveryQueue queue) {
        joined.remove(queue.number());
        try {
            connection.transact(
                    open -> {
                        writeOwn(open);
                        return null;
                    });
        } catch (SQLException | RuntimeException e) {
            ledger.state().failed(e);
        }
    }

    private boolean isThere(List<NodeEntry> all) {
        return all.stream().anyMatch(entry -> entry.node() == ledger.node());
    }

    private void writeOwn(Connection open) throws SQLException {
        entries.update(open, new NodeEntry(ledger.node(), ++beat, lastSeen, Map.copyOf(joined)));
    }

    private void rejoin(Connection open) throws SQLException {
        LOG.warn(
                "The other nodes took this one for dead; it drops what it had in memory and joins anew");
        queues.values().forEach(DeliveryQueue::forget);
        queues.values().forEach(queue -> queue.share(Partitions.NONE));
        entries.lock(open);
        entries.insert(open, ledger.node());
        for (int queue : List.copyOf(joined.keySet())) {
            joined.put(queue, entries.nextRevision(open));
        }
        writeOwn(open);
        rejoined.run();
    }

    private synchronized void beat() {
        if (closed) {
            return;
        }
        try {
            List<Runnable> afterwards = new ArrayList<>();
            connection.transact(
                    open -> {
                        List<NodeEntry> all = entries.all(open);
                        if (!isThere(all)) {
                            rejoin(open);
                            return null;
                        }
                        if (ledger.shared()) {
                            buryTheDead(open, all);
                        }
                        for (DeliveryQueue queue : queues.values()) {
                            share(open, queue, all, afterwards);
                        }
                        see(all);
                        writeOwn(open);
                        return null;
                    });
            connection.flush();
            afterwards.forEach(Runnable::run);
            subscriptions.refresh();
        } catch (SQLException | RuntimeException e) {
            ledger.state().failed(e);
        }
    }

    private void see(List<NodeEntry> all) {
        long newest = all.stream().mapToLong(NodeEntry::newestRevision).max().orElse(0);
        if (seeing == null && newest > lastSeen) {
            seeing = new Seeing(newest, mark.get());
        }
        if (seeing != null && seeing.passed().getAsBoolean()) {
            lastSeen = seeing.revision();
            seeing = null;
        }
    }

    /** Gives up at once what is another's now; adds to {@code afterwards} to take what is ours. */
    private void share(
            Connection open, DeliveryQueue queue, List<NodeEntry> all, List<Runnable> afterwards)
            throws SQLException {
        Long revision = joined.get(queue.number());
        if (revision == null) {
            return;
        }
        List<NodeEntry> others =
                all.stream()
                        .filter(
                                entry ->
                                        entry.node() != ledger.node()
                                                && entry.joined().containsKey(queue.number()))
                        .toList();
        queue.sharedBy(others.size() + 1);
        Partitions mine =
                Partitions.of(ledger.node(), others.stream().map(NodeEntry::node).toList());
        Partitions kept = queue.partitions().and(mine);
        if (!kept.equals(queue.partitions())) {
            queue.share(kept);
        }
        Partitions gained = mine.without(kept);
        boolean allKnow = others.stream().allMatch(other -> other.seen() >= revision);
        if (gained.isNone() || !allKnow) {
            return;
        }
        Partitions ready = gained.without(store.inHands(open, queue.number(), gained));
        if (ready.isNone()) {
            return;
        }
        afterwards.add(takeOver.prepare(open, queue, ready));
    }

    private void buryTheDead(Connection open, List<NodeEntry> all) throws SQLException {
        long now = System.nanoTime();
        long lease = ledger.settings().lease().toNanos();
        if (now - lastRead > lease / 2) {
            // It was this node that saw nothing: the ledger was away, and for the others, too.
            sightings.replaceAll((node, last) -> new Sighting(last.beat(), now));
        }
        lastRead = now;
        for (NodeEntry entry : all) {
            if (entry.node() == ledger.node()) {
                continue;
            }
            Sighting last = sightings.get(entry.node());
            if (last == null || last.beat() != entry.beat()) {
                sightings.put(entry.node(), new Sighting(entry.beat(), now));
            } else if (now - last.nanos() > lease) {
                bury(open, entry.node());
                sightings.remove(entry.node());
            }
        }
    }

    private void bury(Connection open, int node) throws SQLException {
        int freed = store.free(open, node);
        entries.delete(open, node);
        if (freed > 0 && node != ledger.node()) {
            LOG.info(
                    "Took over {} deliveries of node {}, which is gone; those it had sent but not noted are repeated"
                            + " with the same event id",
                    freed,
                    node);
        }
    }

    synchronized void close() {
        closed = true;
        if (scheduler != null) {
            scheduler.shutdown(); // an interrupt would close H2's file
        }
        try {
            connection.transact(
                    open -> {
                        bury(open, ledger.node());
                        return null;
                    });
        } catch (SQLException | RuntimeException e) {
            LOG.info(
                    "This node could not sign off from the ledger; the others wait for its lease: {}",
                    e.getMessage());
        }
        connection.close();
    }
}
