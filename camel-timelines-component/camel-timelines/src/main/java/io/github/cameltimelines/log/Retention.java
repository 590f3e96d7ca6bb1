package io.github.cameltimelines.log;

import io.github.cameltimelines.ledger.Dialect;
import io.github.cameltimelines.ledger.Ledger;
import io.github.cameltimelines.ledger.TimeOrderedIds;
import io.github.cameltimelines.ledger.Turn;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes what has been kept long enough, an hour at a time in steps of a thousand rows. Ids sort
 * by time, so that age is a range of the primary key and the cost does not grow with what is kept.
 * What is still owed is never deleted. Nodes that share a ledger may sweep at the same time: each
 * deletes what it comes to first. Thread-safe.
 */
public final class Retention {

    /**
     * How long things are kept.
     *
     * @param events default 30 days; those with open deliveries stay longer
     * @param attempts default 10 days, TimelinesAI's figure
     * @param givenUp deliveries that were given up, default 30 days
     */
    public record Ages(Duration events, Duration attempts, Duration givenUp) {
        public static final Ages DEFAULT =
                new Ages(Duration.ofDays(30), Duration.ofDays(10), Duration.ofDays(30));
    }

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final long PERIOD_MINUTES = 60;
    private static final int STEP = 1_000;
    private static final Duration MINUTES_KEPT = Duration.ofDays(2);
    private static final int KEY_PARTS = 256;

    private final Ledger ledger;
    private final Clock clock;
    private final ScheduledExecutorService scheduler;
    private final LongAdder deletedRows = new LongAdder();
    private volatile Ages ages;
    private ScheduledFuture<?> own;

    public Retention(Ledger ledger, Ages ages, Clock clock, ScheduledExecutorService scheduler) {
        this.ledger = ledger;
        this.ages = ages;
        this.clock = clock;
        this.scheduler = scheduler;
    }

    /** Sweeps by itself, every hour. */
    public synchronized void start() {
        own =
                scheduler.scheduleWithFixedDelay(
                        this::sweepQuietly, 1, PERIOD_MINUTES, TimeUnit.MINUTES);
    }

    /** From now on somebody else calls {@link #sweep}: it does not sweep by itself any more. */
    public synchronized void handOver(Ages itsAges) {
        ages = itsAges;
        if (own != null) {
            own.cancel(false);
            own = null;
        }
    }

    /** Rows deleted since the start. */
    public long deleted() {
        return deletedRows.sum();
    }

    private void sweepQuietly() {
        try {
            sweep();
        } catch (SQLException | RuntimeException e) {
            LOG.warn(
                    "Deleting what is past its retention failed, trying again in an hour: {}",
                    e.getMessage());
        }
    }

    /** Deletes now all that is old enough; answers how many rows. */
    public long sweep() throws SQLException {
        return sweep(() -> true);
    }

    /**
     * Deletes now what is old enough; answers how many rows.
     *
     * @param goOn asked before each step
     */
    public long sweep(BooleanSupplier goOn) throws SQLException {
        Instant now = clock.instant();
        long deleted = 0;
        try (Connection connection = ledger.connect()) {
            deleted +=
                    steps(
                            connection,
                            goOn,
                            step(
                                    "timelines_delivery",
                                    "delivery_id",
                                    "queue IN (SELECT subscription_id FROM timelines_subscription UNION ALL"
                                            + " SELECT 0) AND holder = -1 AND turn < ?"),
                            now.minus(ages.givenUp()).toEpochMilli());
            deleted +=
                    steps(
                            connection,
                            goOn,
                            step(
                                    "timelines_attempt",
                                    "attempt_id",
                                    "attempt_id < ? ORDER BY attempt_id"),
                            TimeOrderedIds.firstOf(now.minus(ages.attempts())));
            figures(connection, goOn, now);
            deleted += new DeletedSubscriptions(ledger).sweep(connection, goOn);
            if (ledger.dialect() == Dialect.H2 && goOn.getAsBoolean()) {
                keys(connection, TimeOrderedIds.firstOf(now.minus(ages.events())));
            }
            deleted += events(connection, goOn, TimeOrderedIds.firstOf(now.minus(ages.events())));
        } finally {
            deletedRows.add(deleted);
        }
        return deleted;
    }

    /**
     * Deletes a step's rows. PostgreSQL looks for them once, before it deletes: as a subquery it
     * looked again for each row of a busy table that it took for empty.
     */
    private String step(String table, String key, String which) {
        boolean once = ledger.dialect() == Dialect.POSTGRESQL;
        return "DELETE FROM %1$s WHERE %2$s %4$s(SELECT %2$s FROM %1$s WHERE %3$s LIMIT %5$d)%6$s"
                .formatted(table, key, which, once ? "= ANY(ARRAY" : "IN ", STEP, once ? ")" : "");
    }

    private long steps(Connection connection, BooleanSupplier goOn, String sql, long bound)
            throws SQLException {
        long deleted = 0;
        int step;
        try (PreparedStatement delete = connection.prepareStatement(sql)) {
            do {
                delete.setLong(1, bound);
                try (Turn turn = ledger.turn()) {
                    step = delete.executeUpdate();
                    connection.commit();
                }
                deleted += step;
            } while (step == STEP && goOn.getAsBoolean());
        }
        return deleted;
    }

    /** What is counted of attempts that are not kept any more, and minutes past their time. */
    private void figures(Connection connection, BooleanSupplier goOn, Instant now)
            throws SQLException {
        Instant oldest = now.minus(ages.attempts());
        steps(
                connection,
                goOn,
                step("timelines_subscription_hour", "hour_id", "hour_id < ? ORDER BY hour_id"),
                Tally.hourId(Tally.hourOfMillis(oldest.toEpochMilli()), 0));
        steps(
                connection,
                goOn,
                step("timelines_workspace_minute", "minute_id", "minute_id < ? ORDER BY minute_id"),
                Tally.minuteId(Tally.minuteOfMillis(now.minus(MINUTES_KEPT).toEpochMilli()), 0));
        steps(
                connection,
                goOn,
                step("timelines_folding", "node_id", "gone AND folded_to < ?"),
                TimeOrderedIds.firstOf(oldest));
    }

    /** Walks all keys of an H2 ledger, a part at a time: they have no order by age. */
    private void keys(Connection connection, long bound) throws SQLException {
        long width = Long.divideUnsigned(-1, KEY_PARTS);
        try (PreparedStatement delete =
                connection.prepareStatement(
                        "DELETE FROM timelines_event_key WHERE key_start BETWEEN ? AND ? AND event_id < ?")) {
            for (int part = 0; part <= KEY_PARTS; part++) {
                long from = Long.MIN_VALUE + part * width;
                delete.setLong(1, from);
                delete.setLong(2, part == KEY_PARTS ? Long.MAX_VALUE : from + width - 1);
                delete.setLong(3, bound);
                try (Turn turn = ledger.turn()) {
                    delete.executeUpdate();
                    connection.commit();
                }
            }
        }
    }

    /** Walks the old events by id; those still owed are stepped over. */
    private long events(Connection connection, BooleanSupplier goOn, long bound)
            throws SQLException {
        long deleted = 0;
        long from = 0;
        while (goOn.getAsBoolean()) {
            long to = endOfStep(connection, from, bound);
            if (to < 0) {
                return deleted;
            }
            try (PreparedStatement delete =
                    connection.prepareStatement(
                            "DELETE FROM timelines_event WHERE event_id > ? AND event_id <= ? AND event_id NOT IN"
                                    + " (SELECT event_id FROM timelines_delivery WHERE event_id > ? AND event_id <= ?)")) {
                bindTwice(delete, from, to);
                try (Turn turn = ledger.turn()) {
                    deleted += delete.executeUpdate();
                    lateDeliveries(connection, from, to);
                    connection.commit();
                }
            }
            from = to;
        }
        return deleted;
    }

    private static void bindTwice(PreparedStatement to, long from, long upTo) throws SQLException {
        for (int bound = 1; bound <= 3; bound += 2) {
            to.setLong(bound, from);
            to.setLong(bound + 1, upTo);
        }
    }

    /** Of the events that are gone. */
    private static void lateDeliveries(Connection connection, long from, long to)
            throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement(
                        "DELETE FROM timelines_late_delivery WHERE event_id > ? AND event_id <= ? AND event_id NOT IN"
                                + " (SELECT event_id FROM timelines_event WHERE event_id > ? AND event_id <= ?)")) {
            bindTwice(delete, from, to);
            delete.executeUpdate();
        }
    }

    private static long endOfStep(Connection connection, long from, long bound)
            throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(
                        "SELECT MAX(event_id) FROM (SELECT event_id FROM timelines_event WHERE event_id > ? AND"
                                + " event_id < ? ORDER BY event_id LIMIT "
                                + STEP
                                + ") step")) {
            select.setLong(1, from);
            select.setLong(2, bound);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                long end = row.getLong(1);
                boolean none = row.wasNull();
                connection.commit();
                return none ? -1 : end;
            }
        }
    }
}
