package io.github.cameltimelines.inbox;

import io.github.cameltimelines.fanout.FanOut;
import io.github.cameltimelines.inbox.Acceptance.Duplicate;
import io.github.cameltimelines.inbox.Acceptance.Malformed;
import io.github.cameltimelines.inbox.Acceptance.Stored;
import io.github.cameltimelines.inbox.Acceptance.Unavailable;
import io.github.cameltimelines.ledger.Dialect;
import io.github.cameltimelines.ledger.EventIds;
import io.github.cameltimelines.ledger.GroupCommit;
import io.github.cameltimelines.ledger.Ledger;
import io.github.cameltimelines.model.Event;
import io.github.cameltimelines.wire.EventKey;
import io.github.cameltimelines.wire.EventReader;
import io.github.cameltimelines.wire.MalformedEventException;
import io.github.cameltimelines.wire.ParsedEvent;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts events: parses, finds who wants them, and answers when event and deliveries are on the
 * disk.
 *
 * <p>All that can be done before the transaction is done on the caller's thread; one writer gathers
 * what waits into one transaction (see {@link GroupCommit}). Nothing that a user wrote runs before
 * the answer. Thread-safe.
 */
public final class Inbox {

    /**
     * How long accepting may take; TimelinesAI gives up after 5 s. A slower call is answered as
     * unavailable.
     */
    public static final Duration ACCEPT_TIMEOUT = Duration.ofSeconds(3);

    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);
    private static final int BATCH_MAX = 256;
    private static final int WAITING_MAX = 20_000;
    private static final long WAITING_BYTES_MAX = 64L << 20;

    private final Ledger ledger;
    private final FanOut fanOut;
    private final Clock clock;
    private final EventStore store;
    private final GroupCommit<Arrival> commits;
    private final ScheduledExecutorService watch;
    private final RecentKeys recent = new RecentKeys();
    private final AtomicLong waitingBytes = new AtomicLong();
    private final LongAdder accepted = new LongAdder();
    private final LongAdder duplicates = new LongAdder();
    private final LongAdder malformed = new LongAdder();
    private final LongAdder unavailable = new LongAdder();
    private volatile List<Arrival> inCommit = List.of();
    private volatile boolean closed;
    private volatile boolean ended;
    private ScheduledFuture<?> watching;

    public Inbox(Ledger ledger, FanOut fanOut, Clock clock, ScheduledExecutorService watch)
            throws SQLException {
        this.ledger = ledger;
        this.fanOut = fanOut;
        this.clock = clock;
        this.watch = watch;
        this.store =
                ledger.dialect() == Dialect.H2
                        ? new H2EventStore(ledger)
                        : new PostgresEventStore(ledger);
        this.commits = new GroupCommit<>("timelines-accept", BATCH_MAX, this::commit);
    }

    public void start() {
        commits.start();
        watching = watch.scheduleWithFixedDelay(this::answerLate, 250, 250, TimeUnit.MILLISECONDS);
    }

    /**
     * Accepts one call. Returns at once; {@code answer} is called exactly once, on any thread, and
     * must not block.
     *
     * @param body the bytes of the call; kept, not copied
     */
    public void accept(
            byte[] body, int workspaceId, String workspaceName, Consumer<Acceptance> answer) {
        Arrival arrival;
        try {
            ParsedEvent parsed = EventReader.read(body);
            EventKey key = EventKey.of(parsed);
            long id = ledger.ids().next();
            Event event =
                    parsed.toEvent(workspaceName, clock.instant()).withId(EventIds.format(id));
            arrival =
                    new Arrival(
                            id,
                            workspaceId,
                            event,
                            key.fingerprint(workspaceName),
                            key.hashed() ? EventKey.HASHED_WINDOW : EventKey.WINDOW,
                            fanOut.of(id, event, workspaceId),
                            answer);
        } catch (MalformedEventException e) {
            malformed.increment();
            answer.accept(new Malformed(e.getMessage()));
            return;
        }
        if (closed) {
            refuse(arrival, "the ledger is being closed");
            return;
        }
        if (commits.waiting() >= WAITING_MAX
                || waitingBytes.get() + body.length > WAITING_BYTES_MAX) {
            refuse(arrival, "more calls are waiting than the ledger keeps up with");
            return;
        }
        waitingBytes.addAndGet(body.length);
        commits.add(arrival);
        if (closed) {
            refuseWaiting();
        }
    }

    /** For what came in while the writer ended. */
    private void refuseWaiting() {
        if (ended) {
            commits.forEachWaiting(arrival -> refuse(arrival, "the ledger is being closed"));
        }
    }

    private void refuse(Arrival arrival, String reason) {
        if (!arrival.isAnswered()) {
            unavailable.increment();
            arrival.answer(new Unavailable(reason));
        }
    }

    // ---- on the writer's thread

    private void commit(List<Arrival> all) {
        inCommit = List.copyOf(all);
        Instant now = clock.instant();
        Map<UUID, Arrival> firsts = new HashMap<>(all.size() * 2);
        List<Arrival> repeated = new ArrayList<>(0);
        List<Arrival> fresh = new ArrayList<>(all.size());
        for (Arrival arrival : all) {
            if (arrival.isAnswered()) {
                continue; // too late: it was told to try again
            }
            if (recent.contains(arrival, now.toEpochMilli())) {
                answerDuplicate(arrival);
            } else if (firsts.putIfAbsent(arrival.key, arrival) == null) {
                fresh.add(arrival);
            } else {
                repeated.add(arrival);
            }
        }
        if (!fresh.isEmpty() && write(fresh, now)) {
            repeated.forEach(this::answerDuplicate);
        } else {
            repeated.forEach(arrival -> refuse(arrival, "the ledger does not answer"));
        }
        inCommit = List.of();
        all.forEach(arrival -> waitingBytes.addAndGet(-arrival.event.body().length));
    }

    private boolean write(List<Arrival> fresh, Instant now) {
        fresh.forEach(arrival -> fanOut.admit(arrival.owed));
        try {
            List<Arrival> known = store.store(fresh, now);
            for (Arrival arrival : fresh) {
                if (known.contains(arrival)) {
                    fanOut.withdrawn(arrival.owed);
                    answerDuplicate(arrival);
                } else {
                    recent.add(arrival, now.toEpochMilli());
                    accepted.increment();
                    arrival.answer(new Stored(arrival.event.id()));
                }
            }
            for (Arrival arrival : fresh) {
                if (!known.contains(arrival)) {
                    fanOut.committed(arrival.owed);
                }
            }
            return true;
        } catch (SQLException | RuntimeException e) {
            return failed(fresh, now, e);
        }
    }

    /**
     * A batch that the ledger refuses is tried one by one, so that no event takes others with it.
     */
    private boolean failed(List<Arrival> fresh, Instant now, Exception cause) {
        if (cause instanceof SQLException sql && refusedByData(sql) && fresh.size() > 1) {
            fresh.forEach(arrival -> fanOut.withdrawn(arrival.owed));
            boolean all = true;
            for (Arrival arrival : fresh) {
                all &= write(List.of(arrival), now);
            }
            return all;
        }
        fresh.forEach(arrival -> fanOut.inDoubt(arrival.owed));
        ledger.state().failed(cause);
        LOG.warn(
                "Accepting {} events failed; their callers are told to try again: {}",
                fresh.size(),
                cause.getMessage());
        fresh.forEach(arrival -> refuse(arrival, "the ledger does not answer"));
        return false;
    }

    /** Classes 22 and 23: the data, not the database. */
    private static boolean refusedByData(SQLException e) {
        String state = e.getSQLState();
        return state != null && (state.startsWith("22") || state.startsWith("23"));
    }

    private void answerDuplicate(Arrival arrival) {
        duplicates.increment();
        arrival.answer(new Duplicate());
    }

    // ---- on the watch's thread

    private void answerLate() {
        long now = System.nanoTime();
        for (Arrival arrival : inCommit) {
            answerLate(arrival, now);
        }
        if (!inCommit.isEmpty()) {
            commits.forEachWaiting(arrival -> answerLate(arrival, now));
        }
    }

    private void answerLate(Arrival arrival, long now) {
        if (now - arrival.since > ACCEPT_TIMEOUT.toNanos() && !arrival.isAnswered()) {
            ledger.state()
                    .failed(
                            new IllegalStateException(
                                    "a commit takes longer than " + ACCEPT_TIMEOUT));
            refuse(arrival, "the ledger is too slow");
        }
    }

    /** Commits what waits, then ends; later calls are refused. */
    public void close(long millis) throws InterruptedException {
        closed = true;
        if (watching != null) {
            watching.cancel(false);
        }
        commits.close(millis);
        ended = true;
        refuseWaiting();
        store.close();
    }

    /** Events stored since the start. */
    public long accepted() {
        return accepted.sum();
    }

    /** Repetitions answered 200 and dropped since the start. */
    public long duplicates() {
        return duplicates.sum();
    }

    /** Calls answered 400 since the start. */
    public long malformed() {
        return malformed.sum();
    }

    /** Calls answered 503 since the start. */
    public long unavailable() {
        return unavailable.sum();
    }

    /** Calls that wait for their commit. */
    public int waiting() {
        return commits.waiting();
    }
}
