package io.github.cameltimelines.log;

import io.github.cameltimelines.ledger.Ledger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what is owed, of all workspaces at once and on a thread of its own: deliveries have no
 * index by workspace, which would be written at each event, so that all of them are looked at. Who
 * asks waits for a moment at the most, and gets the last count where that is not enough.
 * Thread-safe.
 */
final class BacklogCounter {

    private static final Logger LOG = LoggerFactory.getLogger(BacklogCounter.class);
    private static final long PATIENCE_MS = 20;

    /** Counting takes a twentieth of the time at the most. */
    private static final int REST = 20;

    private static final String OWED =
            "SELECT s.workspace_id, SUM(due), SUM(scheduled), SUM(held), SUM(waiting), SUM(given_up),"
                    + " MIN(oldest_turn), MIN(oldest_id) FROM (SELECT subscription_id, "
                    + Workload.COUNTS
                    + " FROM timelines_delivery WHERE queue >= 0 GROUP BY subscription_id) d"
                    + " JOIN timelines_subscription s ON s.subscription_id = d.subscription_id"
                    + " GROUP BY s.workspace_id";

    private static final String FAN_OUT =
            "SELECT e.workspace_id, COUNT(*) FROM timelines_delivery d"
                    + " JOIN timelines_event e ON e.event_id = d.event_id"
                    + " WHERE d.queue < 0 AND d.holder = 0 GROUP BY e.workspace_id";

    /** All workspaces that are owed something. */
    private record Count(Instant at, Map<Integer, Backlog> byWorkspace) {}

    private final Ledger ledger;
    private final Clock clock;
    private final Executor thread;
    private FutureTask<Void> counting;
    private volatile Count last;
    private volatile long dueAt = System.nanoTime();

    /**
     * @param thread one, that nothing else waits for; never interrupted, which would close H2's
     *     file
     */
    BacklogCounter(Ledger ledger, Clock clock, Executor thread) {
        this.ledger = ledger;
        this.clock = clock;
        this.thread = thread;
    }

    /** Empty until it was counted for the first time. */
    Optional<Backlog> of(int workspaceId) {
        refresh();
        Count known = last;
        return Optional.ofNullable(known)
                .map(
                        count ->
                                count.byWorkspace()
                                        .getOrDefault(workspaceId, Backlog.none(count.at())));
    }

    private void refresh() {
        FutureTask<Void> mine;
        synchronized (this) {
            boolean busy = counting != null && !counting.isDone();
            if (!busy && System.nanoTime() - dueAt >= 0) {
                counting = new FutureTask<>(this::count, null);
                try {
                    thread.execute(counting);
                } catch (RejectedExecutionException e) {
                    return; // it is being closed
                }
            } else if (last != null || !busy) {
                return;
            }
            mine = counting;
        }
        try {
            mine.get(PATIENCE_MS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.debug("The backlog is not counted yet: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void count() {
        long began = System.nanoTime();
        try (Connection connection = ledger.dataSource().getConnection()) {
            last = count(connection, clock.instant());
        } catch (SQLException | RuntimeException e) {
            LOG.debug("The backlog cannot be counted: {}", e.toString());
        }
        long ended = System.nanoTime();
        dueAt = ended + REST * (ended - began);
    }

    private static Count count(Connection connection, Instant now) throws SQLException {
        Map<Integer, Long> fanOut = fanOut(connection);
        Map<Integer, Backlog> all = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(OWED)) {
            for (int bound = 1; bound <= 3; bound++) {
                select.setLong(bound, now.toEpochMilli());
            }
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    int workspace = row.getInt(1);
                    Long events = fanOut.remove(workspace);
                    Duration oldest = Workload.oldest(row, 7, now);
                    all.put(
                            workspace,
                            new Backlog(
                                    now,
                                    row.getLong(2),
                                    row.getLong(3),
                                    row.getLong(4),
                                    row.getLong(5),
                                    row.getLong(6),
                                    events == null ? 0 : events,
                                    oldest));
                }
            }
        }
        fanOut.forEach(
                (workspace, events) ->
                        all.put(workspace, new Backlog(now, 0, 0, 0, 0, 0, events, Duration.ZERO)));
        return new Count(now, all);
    }

    private static Map<Integer, Long> fanOut(Connection connection) throws SQLException {
        Map<Integer, Long> events = new HashMap<>();
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery(FAN_OUT)) {
            while (row.next()) {
                events.put(row.getInt(1), row.getLong(2));
            }
        }
        return events;
    }
}
