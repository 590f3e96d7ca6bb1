package io.github.cameltimelines.inbox;

import io.github.cameltimelines.fanout.FanOut;
import io.github.cameltimelines.fanout.Owed;
import io.github.cameltimelines.inbox.Acceptance.Malformed;
import io.github.cameltimelines.ledger.Dialect;
import io.github.cameltimelines.ledger.EventIds;
import io.github.cameltimelines.ledger.GroupCommit;
import io.github.cameltimelines.ledger.Ledger;
import io.github.cameltimelines.log.Timings;
import io.github.cameltimelines.model.Event;
import io.github.cameltimelines.subscription.Subscription;
import io.github.cameltimelines.wire.EventKey;
import io.github.cameltimelines.wire.EventReader;
import io.github.cameltimelines.wire.MalformedEventException;
import io.github.cameltimelines.wire.OrderingKey;
import io.github.cameltimelines.wire.ParsedEvent;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;

/**
 * Accepts events: parses, finds who wants them, and answers when event and deliveries are on the
 * disk.
 *
 * <p>All that can be done before the transaction is done on the caller's thread; a writer gathers
 * what waits into one transaction (see {@link GroupCommit}). Nothing that a user wrote runs before
 * the answer. Thread-safe.
 *
 * <h2>Two writers on PostgreSQL</h2>
 *
 * While one waits for the disk the other fills the processors. What must stay in order goes through
 * one of them: the events of one chat, and so all that have one event key; all events, while there
 * is a subscription with strict order. H2 commits one transaction at a time, and has one writer.
 */
public final class Inbox {

    /**
     * How long accepting may take; TimelinesAI gives up after 5 s. A slower call is answered as
     * unavailable.
     */
    public static final Duration ACCEPT_TIMEOUT = Duration.ofSeconds(3);

    private static final int POSTGRESQL_WRITERS = 2;
    private static final int WAITING_MAX = 20_000;
    private static final long WAITING_BYTES_MAX = 64L << 20;

    private final Ledger ledger;
    private final FanOut fanOut;
    private final Clock clock;
    private final List<EventWriter> writers = new ArrayList<>();
    private final ScheduledExecutorService watch;
    private final CountedAnswers answers = new CountedAnswers();
    private volatile boolean closed;
    private volatile Duration window = EventKey.WINDOW;
    private volatile Duration hashedWindow = EventKey.HASHED_WINDOW;
    private ScheduledFuture<?> watching;

    public Inbox(Ledger ledger, FanOut fanOut, Clock clock, ScheduledExecutorService watch)
            throws SQLException {
        this.ledger = ledger;
        this.fanOut = fanOut;
        this.clock = clock;
        this.watch = watch;
        int count = ledger.dialect() == Dialect.H2 ? 1 : POSTGRESQL_WRITERS;
        for (int number = 0; number < count; number++) {
            EventStore store =
                    ledger.dialect() == Dialect.H2
                            ? new H2EventStore(ledger)
                            : new PostgresEventStore(ledger);
            writers.add(
                    new EventWriter(
                            "timelines-accept-" + number,
                            store,
                            fanOut.intake(),
                            ledger.state(),
                            clock,
                            answers));
        }
    }

    /**
     * How long a repetition of an event is dropped.
     *
     * @param natural of an event whose key is natural; not longer than events are kept
     * @param hashed of one that is known by its bytes; see {@link EventKey}
     */
    public void dropRepetitionsFor(Duration natural, Duration hashed) {
        window = natural;
        hashedWindow = hashed;
    }

    /** Tells from now on how long accepting takes. */
    public void tell(Timings timings) {
        answers.timings = timings;
    }

    /** Tells from now on what is stored. */
    public void whenStored(StoredListener listener) {
        answers.stored = listener;
    }

    public void start() {
        writers.forEach(EventWriter::start);
        watching =
                watch.scheduleWithFixedDelay(
                        () -> writers.forEach(writer -> writer.refuseLate(ACCEPT_TIMEOUT)),
                        250,
                        250,
                        TimeUnit.MILLISECONDS);
    }

    /**
     * Accepts one call. Returns at once; {@code answer} is called exactly once, on any thread, and
     * must not block.
     *
     * @param body the bytes of the call; kept, not copied
     */
    public void accept(
            byte[] body, int workspaceId, String workspaceName, Consumer<Acceptance> answer) {
        accept(body, null, workspaceId, workspaceName, answer);
    }

    /**
     * Accepts an event as the call above does.
     *
     * @param known what makes it the same event when it is sent again; null to find that in the
     *     body
     */
    public void accept(
            byte[] body,
            EventKey known,
            int workspaceId,
            String workspaceName,
            Consumer<Acceptance> answer) {
        take(
                body,
                known,
                workspaceId,
                workspaceName,
                (id, event) -> fanOut.of(id, event, workspaceId),
                answer);
    }

    /**
     * Accepts an event that one subscription alone is to get, whether it wants it or not: a test.
     * It is new, even where the same was accepted before.
     *
     * @param answer also gets the id of the delivery, which means something where it is stored
     */
    public void acceptFor(
            Subscription only,
            byte[] body,
            String workspaceName,
            ObjLongConsumer<Acceptance> answer) {
        AtomicReference<Owed> owed = new AtomicReference<>();
        take(
                body,
                new EventKey("test|" + UUID.randomUUID(), false),
                only.workspaceId(),
                workspaceName,
                (id, event) -> {
                    owed.set(fanOut.only(only, id, event));
                    return owed.get();
                },
                acceptance ->
                        answer.accept(
                                acceptance,
                                acceptance instanceof Acceptance.Stored
                                        ? owed.get().rows().get(0).id()
                                        : 0));
    }

    /** What is owed for an event of that id. */
    @FunctionalInterface
    private interface Owing {
        Owed of(long eventId, Event event);
    }

    private void take(
            byte[] body,
            EventKey known,
            int workspaceId,
            String workspaceName,
            Owing owing,
            Consumer<Acceptance> answer) {
        Arrival arrival;
        try {
            ParsedEvent parsed = EventReader.read(body);
            EventKey key = known == null ? EventKey.of(parsed) : known;
            long id = ledger.ids().next();
            Event event =
                    parsed.toEvent(workspaceName, clock.instant()).withId(EventIds.format(id));
            arrival =
                    new Arrival(
                            id,
                            workspaceId,
                            event,
                            key.fingerprint(workspaceName),
                            key.hashed() ? hashedWindow : window,
                            owing.of(id, event),
                            answer);
        } catch (MalformedEventException e) {
            answers.malformed.increment();
            answer.accept(new Malformed(e.getMessage()));
            return;
        }
        if (closed) {
            answers.refuse(arrival, "the ledger is being closed");
        } else if (isFull(body.length)) {
            answers.refuse(arrival, "more calls are waiting than the ledger keeps up with");
        } else {
            writerOf(arrival).add(arrival);
        }
    }

    private boolean isFull(int more) {
        int waiting = 0;
        long bytes = more;
        for (EventWriter writer : writers) {
            waiting += writer.waiting();
            bytes += writer.waitingBytes();
        }
        return waiting >= WAITING_MAX || bytes > WAITING_BYTES_MAX;
    }

    private EventWriter writerOf(Arrival arrival) {
        if (writers.size() == 1 || fanOut.keepsAllInOrder()) {
            return writers.get(0);
        }
        int hash =
                OrderingKey.of(arrival.event).map(String::hashCode).orElse(arrival.key.hashCode());
        return writers.get(Math.floorMod(hash ^ hash >>> 16, writers.size()));
    }

    /** Commits what waits, then ends; later calls are refused. */
    public void close(long millis) throws InterruptedException {
        closed = true;
        if (watching != null) {
            watching.cancel(false);
        }
        for (EventWriter writer : writers) {
            writer.close(millis);
        }
    }

    /** Events stored since the start. */
    public long accepted() {
        return answers.accepted.sum();
    }

    /** Repetitions answered 200 and dropped since the start. */
    public long duplicates() {
        return answers.duplicates.sum();
    }

    /** Calls answered 400 since the start. */
    public long malformed() {
        return answers.malformed.sum();
    }

    /** Calls answered 503 since the start. */
    public long unavailable() {
        return answers.unavailable.sum();
    }

    /** Calls that wait for their commit. */
    public int waiting() {
        return writers.stream().mapToInt(EventWriter::waiting).sum();
    }
}
