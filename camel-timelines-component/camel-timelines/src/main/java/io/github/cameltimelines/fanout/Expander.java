package io.github.cameltimelines.fanout;

import io.github.cameltimelines.ledger.HeldConnection;
import io.github.cameltimelines.ledger.Ledger;
import io.github.cameltimelines.outbox.Admissions;
import io.github.cameltimelines.outbox.Delivery;
import io.github.cameltimelines.subscription.Subscription;
import io.github.cameltimelines.subscription.Subscriptions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that makes deliveries of fan-out rows, the oldest row first and its subscriptions by
 * their ids, at most {@value #DELIVERIES_MAX} in a transaction, so that no accept waits long behind
 * one. The transaction that inserts the deliveries also removes the row, or notes in it how far it
 * has come, on condition that the row is as it was: a crash or another node finds either both or
 * none.
 */
final class Expander {

    private static final Logger LOG = LoggerFactory.getLogger(Expander.class);
    private static final int DELIVERIES_MAX = 500;
    private static final int ROWS_MAX = 100;
    private static final long POLL_NS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long ADOPT_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long LOOK_NS = TimeUnit.MINUTES.toNanos(1);

    /** A commit whose answer got lost may still land for as long as the database takes. */
    private static final long DOUBT_NS = TimeUnit.SECONDS.toNanos(30);

    private final Ledger ledger;
    private final FanOutBacklog backlog;
    private final Interests interests;
    private final Subscriptions subscriptions;
    private final Admissions admissions;
    private final FanOutStore store;
    private final HeldConnection connection;
    private volatile boolean open = true;
    private volatile boolean woken;
    private volatile Thread thread;
    private volatile long doubtUntil = System.nanoTime();
    private long lastAdoption = System.nanoTime() - ADOPT_NS;
    private long lastLook = System.nanoTime();

    /** Older rows of other nodes may be there; 0 when they are gone. */
    private long othersBefore;

    Expander(
            Ledger ledger,
            Subscriptions subscriptions,
            FanOutStore store,
            Interests interests,
            FanOutBacklog backlog,
            Admissions admissions) {
        this.ledger = ledger;
        this.subscriptions = subscriptions;
        this.interests = interests;
        this.backlog = backlog;
        this.admissions = admissions;
        this.store = store;
        this.connection = ledger.holdUnsynced();
        this.othersBefore = ledger.shared() ? ledger.ids().next() : 0;
    }

    void start() {
        thread = new Thread(this::run, "timelines-fan-out");
        thread.setDaemon(true);
        thread.start();
    }

    void wake() {
        woken = true;
        LockSupport.unpark(thread);
    }

    /** A row's commit got lost: looks for it each second, for a while. */
    void inDoubt() {
        doubtUntil = System.nanoTime() + DOUBT_NS;
        wake();
    }

    private void run() {
        while (open) {
            woken = false;
            boolean any = false;
            try {
                adoptIfDue();
                any = expandMemory() || expandLedger();
            } catch (SQLException | RuntimeException e) {
                failed(e);
            }
            if (!any && !woken && open) {
                LockSupport.parkNanos(this, POLL_NS);
            }
        }
    }

    private void failed(Exception e) {
        ledger.state().failed(e);
        LOG.warn("Expanding fan-out rows failed, trying again: {}", e.getMessage());
        LockSupport.parkNanos(PAUSE_NS);
    }

    private void adoptIfDue() throws SQLException {
        long now = System.nanoTime();
        if (now - lastAdoption > ADOPT_NS) {
            int adopted = connection.transact(store::adopt);
            lastAdoption = now;
            if (adopted > 0) {
                LOG.info("Took over {} fan-out rows of nodes that are gone", adopted);
                backlog.lookInLedger();
            }
            if (now - doubtUntil < 0 || now - lastLook > LOOK_NS) {
                lastLook = now;
                backlog.lookInLedger();
            }
        }
    }

    private boolean expandMemory() {
        List<FanOutRow> rows = backlog.next(ROWS_MAX);
        boolean all = expandAll(rows);
        if (all) {
            backlog.expanded(rows);
        }
        return !rows.isEmpty();
    }

    private boolean expandLedger() throws SQLException {
        if (!backlog.isLedgersTurn() || othersGoFirst()) {
            return false;
        }
        FanOutBacklog.Look look = backlog.look();
        List<FanOutRow> rows = connection.transact(open -> store.oldest(open, ROWS_MAX));
        if (rows.isEmpty()) {
            backlog.foundNothing(look);
        }
        List<FanOutRow> arrived = backlog.arrived(rows);
        expandAll(arrived);
        return !arrived.isEmpty();
    }

    /**
     * What other nodes had when this one started goes first: one of them may be its predecessor,
     * killed and not yet taken for dead.
     */
    private boolean othersGoFirst() throws SQLException {
        if (othersBefore > 0
                && !connection.transact(open -> store.olderElsewhere(open, othersBefore))) {
            othersBefore = 0;
        }
        return othersBefore > 0;
    }

    /** Expands them in their order; answers false when it was closed before the end. */
    private boolean expandAll(List<FanOutRow> rows) {
        List<FanOutRow> left = rows;
        boolean sure = true;
        while (!left.isEmpty() && open) {
            try {
                if (!sure) {
                    List<FanOutRow> asked = left;
                    left = connection.transact(open -> store.stillThere(open, asked));
                    sure = true;
                } else {
                    left = expandSome(left);
                }
            } catch (RowGoneException e) {
                sure = false;
            } catch (SQLException | RuntimeException e) {
                sure = false;
                failed(e);
            }
        }
        return left.isEmpty();
    }

    /** One transaction; answers the rows that are left, the first perhaps in part. */
    private List<FanOutRow> expandSome(List<FanOutRow> rows) throws SQLException {
        if (ledger.shared()) {
            subscriptions.refresh(); // none that was there before the event may be missed
        }
        List<Delivery> deliveries = new ArrayList<>();
        List<FanOutRow> done = new ArrayList<>();
        List<FanOutRow> left = new ArrayList<>(rows);
        FanOutRow inPart = null;
        int expandedTo = 0;
        while (!left.isEmpty() && inPart == null && deliveries.size() < DELIVERIES_MAX) {
            FanOutRow row = left.remove(0);
            List<Subscription> to =
                    interests.of(row.event(), row.workspaceId(), row.subscriptionId());
            int room = DELIVERIES_MAX - deliveries.size();
            if (to.size() <= room) {
                done.add(row);
            } else {
                to = to.subList(0, room);
                inPart = row;
                expandedTo = to.get(room - 1).id();
                left.add(0, row.expandedTo(expandedTo));
            }
            FanOut.deliveries(row.eventId(), row.event(), to, deliveries);
        }
        insert(deliveries, done, inPart, expandedTo);
        return left;
    }

    private void insert(
            List<Delivery> deliveries, List<FanOutRow> finished, FanOutRow inPart, int expandedTo)
            throws SQLException {
        admissions.admit(deliveries);
        try {
            connection.transact(
                    open -> {
                        store.expand(open, deliveries, finished, inPart, expandedTo);
                        return null;
                    });
        } catch (RowGoneException e) {
            admissions.withdrawn(deliveries);
            throw e;
        } catch (SQLException | RuntimeException e) {
            admissions.inDoubt(deliveries);
            throw e;
        }
        admissions.committed(deliveries);
    }

    /** Ends after the present transaction; what is not expanded waits in the ledger. */
    void close(long millis) throws InterruptedException {
        open = false;
        if (thread != null) {
            LockSupport.unpark(thread);
            thread.join(millis);
        }
        connection.close();
    }
}
