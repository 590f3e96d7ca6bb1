package io.github.cameltimelines.inbox;

import io.github.cameltimelines.fanout.Intake;
import io.github.cameltimelines.ledger.GroupCommit;
import io.github.cameltimelines.ledger.LedgerState;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gathers the events that wait into one transaction after the other, and answers their callers.
 * Thread-safe; the transactions are made by a thread of its own.
 */
final class EventWriter {

    private static final Logger LOG = LoggerFactory.getLogger(EventWriter.class);
    private static final int BATCH_MAX = 256;

    private final EventStore store;
    private final Intake intake;
    private final LedgerState state;
    private final Clock clock;
    private final CountedAnswers answers;
    private final GroupCommit<Arrival> commits;
    private final RecentKeys recent = new RecentKeys();
    private final AtomicLong waitingBytes = new AtomicLong();
    private volatile List<Arrival> inCommit = List.of();
    private volatile boolean ended;

    EventWriter(
            String name,
            EventStore store,
            Intake intake,
            LedgerState state,
            Clock clock,
            CountedAnswers answers) {
        this.store = store;
        this.intake = intake;
        this.state = state;
        this.clock = clock;
        this.answers = answers;
        this.commits = new GroupCommit<>(name, BATCH_MAX, this::commit);
    }

    void start() {
        commits.start();
    }

    void add(Arrival arrival) {
        waitingBytes.addAndGet(arrival.event.body().length);
        commits.add(arrival);
        if (ended) {
            refuseWaiting();
        }
    }

    /** Calls that wait for their commit. */
    int waiting() {
        return commits.waiting();
    }

    long waitingBytes() {
        return waitingBytes.get();
    }

    // ---- on the writer's thread

    private void commit(List<Arrival> all) {
        inCommit = List.copyOf(all);
        Instant now = clock.instant();
        Map<UUID, Arrival> firsts = new HashMap<>(all.size() * 2);
        List<Arrival> repeated = new ArrayList<>(0);
        List<Arrival> fresh = new ArrayList<>(all.size());
        long bytes = 0;
        for (Arrival arrival : all) {
            bytes += arrival.event.body().length;
            if (arrival.isAnswered()) {
                continue; // too late: it was told to try again
            }
            if (recent.contains(arrival, now.toEpochMilli())) {
                answers.duplicate(arrival);
            } else if (firsts.putIfAbsent(arrival.key, arrival) == null) {
                fresh.add(arrival);
            } else {
                repeated.add(arrival);
            }
        }
        if (!fresh.isEmpty() && write(fresh, now)) {
            repeated.forEach(answers::duplicate);
        } else {
            repeated.forEach(arrival -> answers.refuse(arrival, "the ledger does not answer"));
        }
        inCommit = List.of();
        waitingBytes.addAndGet(-bytes);
    }

    private boolean write(List<Arrival> fresh, Instant now) {
        fresh.forEach(arrival -> intake.admit(arrival.owed));
        try {
            long began = System.nanoTime();
            List<Arrival> known = store.store(fresh, now);
            answers.timings.committed(fresh.size(), System.nanoTime() - began);
            tell(fresh, known, now);
            for (Arrival arrival : fresh) {
                if (known.contains(arrival)) {
                    intake.withdrawn(arrival.owed);
                    answers.duplicate(arrival);
                } else {
                    recent.add(arrival, now.toEpochMilli());
                    answers.stored(arrival);
                }
            }
            for (Arrival arrival : fresh) {
                if (!known.contains(arrival)) {
                    intake.committed(arrival.owed);
                }
            }
            return true;
        } catch (SQLException | RuntimeException e) {
            return failed(fresh, now, e);
        }
    }

    /** In runs: a batch of one workspace, as nearly all are, is told in one call. */
    private void tell(List<Arrival> fresh, List<Arrival> known, Instant now) {
        int workspace = 0;
        int run = 0;
        for (Arrival arrival : fresh) {
            if (!known.contains(arrival)) {
                if (run > 0 && arrival.workspaceId != workspace) {
                    answers.stored.stored(now, workspace, run);
                    run = 0;
                }
                workspace = arrival.workspaceId;
                run++;
            }
        }
        if (run > 0) {
            answers.stored.stored(now, workspace, run);
        }
    }

    /**
     * A batch that the ledger refuses is tried one by one, so that no event takes others with it.
     */
    private boolean failed(List<Arrival> fresh, Instant now, Exception cause) {
        if (cause instanceof SQLException sql && refusedByData(sql) && fresh.size() > 1) {
            fresh.forEach(arrival -> intake.withdrawn(arrival.owed));
            boolean all = true;
            for (Arrival arrival : fresh) {
                all &= write(List.of(arrival), now);
            }
            return all;
        }
        fresh.forEach(arrival -> intake.inDoubt(arrival.owed));
        state.failed(cause);
        LOG.warn(
                "Accepting {} events failed; their callers are told to try again: {}",
                fresh.size(),
                cause.getMessage());
        fresh.forEach(arrival -> answers.refuse(arrival, "the ledger does not answer"));
        return false;
    }

    /** Classes 22 and 23: the data, not the database. */
    private static boolean refusedByData(SQLException e) {
        String sqlState = e.getSQLState();
        return sqlState != null && (sqlState.startsWith("22") || sqlState.startsWith("23"));
    }

    // ---- on the watch's thread

    /** Refuses those that wait for a commit which takes longer than {@code limit}. */
    void refuseLate(Duration limit) {
        long now = System.nanoTime();
        for (Arrival arrival : inCommit) {
            refuseLate(arrival, now, limit);
        }
        if (!inCommit.isEmpty()) {
            commits.forEachWaiting(arrival -> refuseLate(arrival, now, limit));
        }
    }

    private void refuseLate(Arrival arrival, long now, Duration limit) {
        if (now - arrival.since > limit.toNanos() && !arrival.isAnswered()) {
            state.failed(new IllegalStateException("a commit takes longer than " + limit));
            answers.refuse(arrival, "the ledger is too slow");
        }
    }

    // ----

    /** Commits what waits, then ends. */
    void close(long millis) throws InterruptedException {
        commits.close(millis);
        ended = true;
        refuseWaiting();
        store.close();
    }

    /** For what came in while the writer ended. */
    private void refuseWaiting() {
        commits.forEachWaiting(arrival -> answers.refuse(arrival, "the ledger is being closed"));
    }
}
