package io.github.cameltimelines.log;

import io.github.cameltimelines.ledger.Dialect;
import io.github.cameltimelines.ledger.HeldConnection;
import io.github.cameltimelines.ledger.Ledger;
import io.github.cameltimelines.ledger.LedgerUnavailableException;
import io.github.cameltimelines.ledger.TimeOrderedIds;
import io.github.cameltimelines.log.MinuteRows.Sum;
import io.github.cameltimelines.log.Tally.Counted;
import io.github.cameltimelines.log.Tally.Standing;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the figures of the subscriptions from their attempts, a second after they were noted at the
 * latest, and whenever figures are asked for on this node. Thread-safe.
 *
 * <h2>Why not while settling</h2>
 *
 * With 10,000 subscriptions each attempt is another one's: the rows of the figures, on pages of
 * their own, took H2 longer than noting the attempts, and nodes that settle for one subscription
 * would wait for each other. Folding takes no part in the settle, goes in short transactions, and
 * is bounded by the attempts that came since.
 *
 * <h2>Each attempt counts once</h2>
 *
 * A node draws the ids of its attempts in the order in which it commits them, so "folded up to this
 * id" says it all, in the transaction that counts them. A settle that is repeated because its
 * commit got lost notes the same ids again: they are counted, or they are not. What a node had not
 * folded when it was killed the others fold, or its next run.
 *
 * <p>A transaction locks the node's row first, then the subscriptions' by their numbers, and last
 * the minutes of the workspaces by theirs: no two wait for each other.
 *
 * <h2>Events are counted, too</h2>
 *
 * How many events were stored is told by the inbox after each commit and kept in memory, so that
 * accepting pays nothing for it; once a second it is added to the minutes. A kill loses what was
 * told in its last second, of the count and not of the events; a commit whose answer gets lost may
 * add a second's events twice.
 */
public final class Folding {

    private static final Logger LOG = LoggerFactory.getLogger(Folding.class);

    /** Attempts in one transaction: H2 has one at a time. */
    private static final int STEP_ON_H2 = 1_000;

    /** Of many thousand attempts of one subscription only the last thousand are kept apart. */
    private static final int STEP_ON_POSTGRESQL = 20_000;

    private static final long PERIOD_MS = 1_000;
    private static final int PERIODS_BETWEEN_LEFT = 5;

    /** So many failures one after the other are told: the seeds' five. */
    static final int ALERT_AFTER = 5;

    private final Ledger ledger;
    private final ScheduledExecutorService scheduler;
    private final FoldStore store;
    private final int stepMax;
    private final HeldConnection connection;
    private final Set<Integer> known = new HashSet<>();

    /** Of those known that were there when they got known: a subscription never changes it. */
    private final Map<Integer, Integer> workspaces = new HashMap<>();

    private final StoredEvents storedEvents = new StoredEvents();
    private final List<FailureListener> listeners = new CopyOnWriteArrayList<>();

    /** The oldest attempt of this run that was noted and may not be folded; 0 for none. */
    private final AtomicLong unfolded = new AtomicLong();

    private int period;
    private boolean closed;

    public Folding(Ledger ledger, ScheduledExecutorService scheduler) {
        this.ledger = ledger;
        this.scheduler = scheduler;
        store = new FoldStore(ledger);
        stepMax = ledger.dialect() == Dialect.H2 ? STEP_ON_H2 : STEP_ON_POSTGRESQL;
        connection = ledger.holdUnsynced();
    }

    /** Begins before the first attempt is noted. */
    public synchronized void start() throws SQLException {
        connection.transact(
                open -> {
                    store.enter(open, ledger.node(), ledger.ids().next());
                    return null;
                });
        foldLeft();
        scheduler.scheduleWithFixedDelay(
                this::foldQuietly, PERIOD_MS, PERIOD_MS, TimeUnit.MILLISECONDS);
    }

    /** Told after each commit of attempts of this node the first of them. */
    public void noted(long firstAttempt) {
        unfolded.compareAndSet(0, firstAttempt);
    }

    /** Told after each commit of events of this node how many of one workspace are in it. */
    public void stored(Instant at, int workspaceId, int events) {
        storedEvents.add(at, workspaceId, events);
    }

    /** Tells subscriptions that began to fail or recovered, after the commit that says so. */
    public void listen(FailureListener listener) {
        listeners.add(listener);
    }

    private synchronized void foldQuietly() {
        if (closed) {
            return;
        }
        try {
            fold();
            if (++period % PERIODS_BETWEEN_LEFT == 0) {
                foldLeft();
            }
        } catch (SQLException | RuntimeException e) {
            LOG.debug("Folding failed, trying again in a second: {}", e.getMessage());
            ledger.state().failed(e);
        }
    }

    /**
     * Counts now all that this node has noted, and all events that it has stored.
     *
     * @throws SQLException if the ledger does not answer; what is not counted is counted later
     */
    public synchronized void fold() throws SQLException {
        if (!closed) {
            foldAttempts();
            addStored();
        }
    }

    /**
     * The same for who is about to read the figures.
     *
     * @throws LedgerUnavailableException if the ledger does not answer
     */
    void foldNow() {
        try {
            fold();
        } catch (SQLException e) {
            ledger.state().failed(e);
            throw new LedgerUnavailableException("The figures cannot be read", e);
        }
    }

    private void addStored() throws SQLException {
        SortedMap<Long, Sum> minutes = storedEvents.take();
        if (minutes.isEmpty()) {
            return;
        }
        try {
            connection.transact(
                    open -> {
                        store.add(open, minutes);
                        return null;
                    });
        } catch (SQLException | RuntimeException e) {
            storedEvents.giveBack(minutes);
            throw e;
        }
    }

    private void foldAttempts() throws SQLException {
        long from = unfolded.getAndSet(0);
        if (from == 0) {
            return;
        }
        try {
            fold(ledger.node(), from - 1, false);
        } catch (SQLException | RuntimeException e) {
            unfolded.set(from);
            throw e;
        }
    }

    private void foldLeft() throws SQLException {
        for (int node : connection.transact(open -> store.left(open, ledger.node()))) {
            fold(node, 0, true);
        }
    }

    private void fold(int node, long from, boolean gone) throws SQLException {
        Step step = new Step(from, false);
        while (!step.last()) {
            step = step(node, step.to(), gone);
        }
    }

    private record Step(long to, boolean last) {}

    /** What is read first does not change: attempts of one node become visible in their order. */
    private Step step(int node, long above, boolean gone) throws SQLException {
        List<Counted> read =
                connection.transact(
                        open -> {
                            long from = Math.max(above, store.foldedTo(open, node, false));
                            return store.attempts(open, from, stepMax);
                        });
        List<Counted> own =
                read.stream().filter(one -> TimeOrderedIds.madeBy(node, one.id())).toList();
        boolean last = read.size() < stepMax;
        makeRows(own);
        if (!own.isEmpty() || gone && last) {
            tell(connection.transact(open -> count(open, node, own, gone && last)));
        }
        return new Step(read.isEmpty() ? above : read.get(read.size() - 1).id(), last);
    }

    /** In a transaction of its own, so that the next finds all rows and locks them in one order. */
    private void makeRows(List<Counted> attempts) throws SQLException {
        Set<Integer> unknown =
                attempts.stream().map(Counted::subscriptionId).collect(Collectors.toSet());
        unknown.removeAll(known);
        if (unknown.isEmpty()) {
            return;
        }
        workspaces.putAll(
                connection.transact(
                        open -> {
                            List<Integer> missing = new ArrayList<>(unknown);
                            missing.removeAll(store.standings(open, unknown, false).keySet());
                            if (!missing.isEmpty()) {
                                store.open(open, missing);
                            }
                            return store.workspaces(open, unknown);
                        }));
        known.addAll(unknown);
    }

    private List<Tally> count(Connection open, int node, List<Counted> attempts, boolean done)
            throws SQLException {
        long foldedTo = store.foldedTo(open, node, true);
        Map<Integer, List<Counted>> bySubscription =
                attempts.stream()
                        .filter(attempt -> attempt.id() > foldedTo)
                        .collect(
                                Collectors.groupingBy(
                                        Counted::subscriptionId,
                                        TreeMap::new,
                                        Collectors.toList()));
        Map<Integer, Standing> standings = store.standings(open, bySubscription.keySet(), true);
        bySubscription.keySet().removeIf(id -> !standings.containsKey(id) && forget(id));
        List<Tally> tallies =
                bySubscription.entrySet().stream()
                        .map(entry -> Tally.of(standings.get(entry.getKey()), entry.getValue()))
                        .toList();
        store.write(open, tallies);
        long last = attempts.isEmpty() ? foldedTo : attempts.get(attempts.size() - 1).id();
        store.foldedTo(open, node, Math.max(foldedTo, last), done);
        store.add(open, MinuteRows.of(bySubscription.values(), workspaces));
        return tallies;
    }

    private boolean forget(int subscription) {
        workspaces.remove(subscription);
        return known.remove(subscription);
    }

    private void tell(List<Tally> tallies) {
        List<Integer> failing = ids(tallies, tally -> tally.crossed(ALERT_AFTER));
        List<Integer> recovered = ids(tallies, tally -> tally.recovered(ALERT_AFTER));
        if (failing.isEmpty() && recovered.isEmpty()) {
            return;
        }
        for (FailureListener listener : listeners) {
            try {
                listener.changed(failing, recovered);
            } catch (RuntimeException e) {
                LOG.warn("A listener failed to take what subscriptions fail or recovered", e);
            }
        }
    }

    private static List<Integer> ids(List<Tally> tallies, Predicate<Tally> which) {
        return tallies.stream().filter(which).map(tally -> tally.after().subscriptionId()).toList();
    }

    /** Counts what is left, then ends; to be called when no more is noted. */
    public synchronized void close() {
        try {
            fold();
        } catch (SQLException | RuntimeException e) {
            LOG.info("The last attempts are counted by the next run: {}", e.getMessage());
        }
        closed = true;
        connection.close();
    }
}
