package io.github.cameltimelines.hub.replay;

import io.github.cameltimelines.TimelinesComponent;
import io.github.cameltimelines.TimelinesPipeline;
import io.github.cameltimelines.ledger.HeldConnection;
import io.github.cameltimelines.log.HistoryWalk;
import io.github.cameltimelines.outbox.Resends;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works on the replays that this node holds, one small part of each after the other.
 *
 * <h2>Once</h2>
 *
 * A part is one transaction: how far the replay has come, and the deliveries that are owed again.
 * So a kill repeats nothing and leaves nothing out. The same statement asks whether the replay
 * still runs and is still this node's: what is paused, or was taken over, is not gone on with.
 *
 * <h2>Not in the way</h2>
 *
 * A part is made only while little of the ones before is left (see {@link ReplayWindow}); the
 * outbox puts it behind first tries, in lanes of its own. Reading is done outside of transactions
 * that change anything.
 *
 * <p>While it is suspended, replays wait. Nothing here is ever interrupted: an interrupt would
 * close H2's file.
 */
final class ReplayRunner extends ServiceSupport {

    private static final Logger LOG = LoggerFactory.getLogger(ReplayRunner.class);
    private static final long TICK_MS = 50;
    private static final long ADOPT_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long PAUSE_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long SWEEP_NS = TimeUnit.HOURS.toNanos(1);
    private static final long STOP_S = 15;
    private static final int PARTS_MAX = 10; // in one turn of a replay that finds little
    private static final int ROOM_MIN = ReplayWindow.NOW_MAX / 4;

    /** Those that ended are listed for so long. */
    private static final Duration KEPT = Duration.ofDays(30);

    private static final class Work {
        final ReplayWish wish;
        final ReplayWindow window = new ReplayWindow();
        Replay replay;

        Work(Replay replay) {
            this.replay = replay;
            this.wish = ReplayWish.parse(replay.wish(), replay.workspaceId());
        }
    }

    private final TimelinesComponent component;
    private final Clock clock;
    private final Map<Long, Work> works = new HashMap<>();
    private ScheduledExecutorService scheduler;
    private HeldConnection connection;
    private ReplayStore store;
    private ReplayReader reader;
    private Resends resends;
    private long adoptAt;
    private long sweepAt;
    private boolean failing;
    private volatile boolean woken;

    ReplayRunner(TimelinesComponent component, Clock clock) {
        this.component = component;
        this.clock = clock;
    }

    @Override
    protected void doStart() {
        TimelinesPipeline pipeline = component.pipeline();
        store = new ReplayStore(pipeline.ledger());
        reader = new ReplayReader(new HistoryWalk(pipeline.ledger()), pipeline.subscriptions());
        resends = pipeline.outbox().resends();
        connection = pipeline.ledger().holdSynced();
        adoptAt = System.nanoTime();
        sweepAt = System.nanoTime() + SWEEP_NS;
        scheduler =
                Executors.newSingleThreadScheduledExecutor(
                        task -> {
                            Thread thread = new Thread(task, "timelines-replay");
                            thread.setDaemon(true);
                            return thread;
                        });
        scheduler.scheduleWithFixedDelay(this::tick, TICK_MS, TICK_MS, TimeUnit.MILLISECONDS);
    }

    @Override
    protected void doStop() throws Exception {
        scheduler.shutdown();
        if (!scheduler.awaitTermination(STOP_S, TimeUnit.SECONDS)) {
            LOG.warn("The ledger holds up a replay; it goes on where it was after the next start");
        }
        connection.close();
        works.clear();
    }

    /** There is a replay to begin or to go on with. */
    void wake() {
        woken = true;
    }

    private void tick() {
        if (!isStarted()) {
            return;
        }
        try {
            if (woken || System.nanoTime() - adoptAt >= 0) {
                woken = false;
                adopt();
                adoptAt = System.nanoTime() + ADOPT_NS;
            }
        } catch (SQLException | RuntimeException e) {
            adoptAt = System.nanoTime() + PAUSE_NS;
            failed(e);
            works.clear();
            connection.close();
            return;
        }
        boolean fine = true;
        for (Work work : List.copyOf(works.values())) {
            try {
                turn(work);
            } catch (SQLException | RuntimeException e) {
                works.remove(work.replay.id()); // what was committed is not known: it is read anew
                failed(e);
                fine = false;
            }
        }
        failing &= !fine;
        if (works.isEmpty()) {
            connection.close(); // given back until there is work again
        }
    }

    private void failed(Exception e) {
        if (!failing) {
            LOG.warn("A replay waits, and is tried again: {}", e.toString());
        }
        failing = true;
    }

    private void adopt() throws SQLException {
        if (System.nanoTime() - sweepAt >= 0) {
            store.deleteEndedBefore(clock.instant().minus(KEPT));
            sweepAt = System.nanoTime() + SWEEP_NS;
        }
        if (!store.anyRunning()) {
            works.clear();
            return;
        }
        Map<Long, Replay> ours = new HashMap<>();
        connection.transact(store::adopt).forEach(replay -> ours.put(replay.id(), replay));
        works.keySet().retainAll(ours.keySet());
        for (Replay replay : ours.values()) {
            if (!works.containsKey(replay.id())) {
                begin(replay);
            }
        }
    }

    private void begin(Replay replay) {
        try {
            works.put(replay.id(), new Work(replay));
        } catch (ReplayFailedException e) {
            store.fail(replay.id(), e.getMessage(), clock.instant());
        }
    }

    private void turn(Work work) throws SQLException {
        work.window.look(resends, connection);
        try {
            for (int parts = 0; parts < PARTS_MAX && works.containsValue(work); parts++) {
                if (reader.mustWait(work.wish) || work.window.room() < ROOM_MIN) {
                    return;
                }
                part(work);
            }
        } catch (ReplayFailedException e) {
            works.remove(work.replay.id());
            store.fail(work.replay.id(), e.getMessage(), clock.instant());
            LOG.info("A replay failed: {}", e.getMessage());
        }
    }

    private void part(Work work) throws SQLException {
        Replay replay = work.replay;
        ReplayPart part = reader.next(work.wish, replay.place(), replay.end(), work.window.room());
        Instant now = clock.instant();
        Done done = connection.transact(open -> commit(open, replay, part, now));
        if (done == null || done.after().place() >= done.after().end()) {
            works.remove(replay.id());
        }
        if (done != null) {
            work.replay = done.after();
            work.window.add(done.due());
            if (!done.due().isEmpty()) {
                resends.replayed(done.due().size());
            }
        }
    }

    private record Done(Replay after, List<Long> due) {}

    /** Null if it is not to be gone on with. */
    private Done commit(Connection open, Replay replay, ReplayPart part, Instant now)
            throws SQLException {
        if (!store.advance(open, replay, part.place())) {
            return null;
        }
        List<Long> due = resends.replay(open, part.again());
        long skipped = part.skipped() + part.again().size() - due.size();
        Replay after = replay.advanced(part.place(), due.size(), skipped);
        store.count(open, after, now);
        return new Done(after, due);
    }
}
