package io.github.cameltimelines.outbox;

import io.github.cameltimelines.ledger.GroupCommit;
import io.github.cameltimelines.ledger.HeldConnection;
import io.github.cameltimelines.ledger.Ledger;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the ledger what became of deliveries, a batch in one transaction, without waiting for the
 * disk: what a crash loses here is a repetition, not an event. While the ledger is away it tries
 * again until it is closed; the deliveries count as held until then, so that memory stays bounded.
 */
final class Settler {

    private static final Logger LOG = LoggerFactory.getLogger(Settler.class);
    private static final int BATCH_MAX = 512;

    /**
     * So many more attempts at the most are repeated after a kill; a batch costs as much as ten.
     */
    private static final Duration GATHER = Duration.ofMillis(5);

    private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(250);

    private final Ledger ledger;
    private final SettleStore store;
    private final GroupCommit<Settlement> commits;
    private final HeldConnection connection;
    private long added;
    private volatile long ended;
    private volatile boolean closing;
    private volatile LongConsumer settled = firstAttempt -> {};

    Settler(Ledger ledger, SettleStore store) {
        this.ledger = ledger;
        this.store = store;
        this.connection = ledger.holdUnsynced();
        this.commits = new GroupCommit<>("timelines-settle", BATCH_MAX, GATHER, this::settle);
    }

    void start() {
        commits.start();
    }

    void whenSettled(LongConsumer listener) {
        settled = listener;
    }

    /**
     * The attempts of a node have ids that rise in the order of their commits: folding needs it.
     */
    synchronized void add(Settlement settlement) {
        added++;
        commits.add(settlement.numbered(ledger.ids()));
    }

    /** Of what was added until now: answers true from when the ledger has been told. */
    synchronized BooleanSupplier mark() {
        long until = added;
        return () -> ended >= until;
    }

    private void settle(List<Settlement> settlements) {
        tell(settlements);
        ended += settlements.size(); // by this thread only
    }

    private void tell(List<Settlement> settlements) {
        boolean told = false;
        boolean repeated = false;
        while (!told) {
            try {
                boolean again = repeated;
                store.settle(connection, settlements, again);
                told = true;
            } catch (SQLException | RuntimeException e) {
                ledger.state().failed(e);
                if (!repeated) {
                    LOG.warn(
                            "Noting {} settled deliveries failed, trying again: {}",
                            settlements.size(),
                            e.getMessage());
                }
                repeated = true;
                if (closing) {
                    LOG.warn(
                            "{} settled deliveries could not be noted in the ledger and will be repeated with the same"
                                    + " event id: {}",
                            settlements.size(),
                            e.getMessage());
                    return;
                }
                LockSupport.parkNanos(PAUSE_NS);
            }
        }
        settlements.stream()
                .map(Settlement::attempt)
                .filter(Objects::nonNull)
                .findFirst()
                .ifPresent(attempt -> settled.accept(attempt.id()));
        settlements.forEach(settlement -> settlement.queue().settled(settlement));
    }

    void close(long millis) throws InterruptedException {
        closing = true;
        commits.close(millis);
        connection.close();
    }
}
