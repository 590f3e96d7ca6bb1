package io.github.cameltimelines.log;

import io.github.cameltimelines.ledger.Ledger;
import io.github.cameltimelines.ledger.LedgerUnavailableException;
import io.github.cameltimelines.ledger.SqlArrays;
import io.github.cameltimelines.log.Tally.Count;
import io.github.cameltimelines.subscription.Subscription;
import io.github.cameltimelines.subscription.Subscriptions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.LongStream;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What happens in a workspace: minute by minute, which destinations are slow, and what is owed.
 * What is asked costs the same however many events and attempts the ledger has. Attempts and events
 * of this node are counted; those of other nodes at most a second later. Each attempt counts once;
 * of the events, a kill loses the count of its last second (see {@link Folding}). Thread-safe.
 */
public final class WorkspaceFigures {

    /** How far back the minutes can be asked for, in hours; they are kept for two days. */
    public static final int HOURS_MAX = 24;

    /** Destinations that can be asked for at once. */
    public static final int SLOWEST_MAX = 1_000;

    private static final int MINUTES_OF_HOUR = 60;

    /** A join: H2 compares each row that it finds with all that {@code = ANY} asks for. */
    private static final String MINUTES =
            "SELECT m.minute_id, m.events, m.delivered, m.failures, m.duration_ms"
                    + " FROM UNNEST(CAST(? AS BIGINT ARRAY)) AS asked(minute_id)"
                    + " JOIN timelines_workspace_minute m ON m.minute_id = asked.minute_id";

    /** The hours of all workspaces lie together; grouped by H2 they took five times as long. */
    private static final String HOURS =
            "SELECT hour_id, attempts, failures, duration_ms FROM timelines_subscription_hour"
                    + " WHERE hour_id >= ? AND hour_id < ?";

    private static final Comparator<Map.Entry<Integer, Count>> SLOWEST_FIRST =
            Comparator.<Map.Entry<Integer, Count>>comparingDouble(
                            one ->
                                    -(double) one.getValue().durationMs()
                                            / one.getValue().attempts())
                    .thenComparing(Map.Entry.comparingByKey());

    private final Subscriptions subscriptions;
    private final Folding folding;
    private final Clock clock;
    private final BacklogCounter counter;
    private final JdbcTemplate jdbc;

    /**
     * @param thread one, that counts the backlog and that nothing else waits for
     */
    public WorkspaceFigures(
            Ledger ledger,
            Subscriptions subscriptions,
            Folding folding,
            Clock clock,
            Executor thread) {
        this.subscriptions = subscriptions;
        this.folding = folding;
        this.clock = clock;
        counter = new BacklogCounter(ledger, clock, thread);
        jdbc = new JdbcTemplate(ledger.dataSource());
    }

    /**
     * The minutes of the last hours, the current one last, those in which nothing happened with
     * zeros: 60 for each hour. A workspace that is not there has zeros only.
     *
     * @param hours 1 to {@value #HOURS_MAX}
     * @throws IllegalArgumentException if it is less or more
     * @throws LedgerUnavailableException if the ledger does not answer
     */
    public List<MinuteCount> lastHours(int workspaceId, int hours) {
        require("hours", hours, HOURS_MAX);
        folding.foldNow();
        long now = Tally.minuteOfMillis(clock.millis());
        long first = now - (long) hours * MINUTES_OF_HOUR + 1;
        Map<Instant, MinuteCount> counts = new HashMap<>();
        jdbc.query(
                MINUTES,
                row -> {
                    MinuteCount minute = minute(row);
                    counts.put(minute.from(), minute);
                },
                SqlArrays.bigints(
                        LongStream.rangeClosed(first, now)
                                .mapToObj(minute -> Tally.minuteId(minute, workspaceId))
                                .toList()));
        List<MinuteCount> minutes = new ArrayList<>(hours * MINUTES_OF_HOUR);
        for (long minute = first; minute <= now; minute++) {
            Instant from = begin(minute);
            MinuteCount counted = counts.get(from);
            minutes.add(counted == null ? MinuteCount.none(from) : counted);
        }
        return minutes;
    }

    private static MinuteCount minute(ResultSet row) throws SQLException {
        return new MinuteCount(
                begin(row.getLong(1) >> Integer.SIZE),
                row.getInt(2),
                row.getInt(3),
                row.getInt(4),
                Duration.ofMillis(row.getLong(5)));
    }

    private static Instant begin(long minute) {
        return Instant.EPOCH.plus(Duration.ofMinutes(minute));
    }

    /**
     * The subscriptions of the workspace, over HTTP and to routes alike, that took longest to
     * answer on the average of this hour and the one before, the slowest first. Those that were not
     * tried are not among them.
     *
     * @param limit so many at the most, 1 to {@value #SLOWEST_MAX}
     * @throws IllegalArgumentException if it is less or more
     * @throws LedgerUnavailableException if the ledger does not answer
     */
    public List<SlowDestination> slowest(int workspaceId, int limit) {
        require("limit", limit, SLOWEST_MAX);
        folding.foldNow();
        long hour = Tally.hourOfMillis(clock.millis());
        Map<Integer, Count> counts = new HashMap<>();
        jdbc.query(
                HOURS,
                row -> {
                    int id = (int) row.getLong(1); // the lower half
                    Subscription one = subscriptions.byId(id);
                    if (one != null && one.workspaceId() == workspaceId) {
                        counts.merge(
                                id,
                                new Count(row.getInt(2), row.getInt(3), row.getLong(4)),
                                Count::plus);
                    }
                },
                Tally.hourId(hour - 1, 0),
                Tally.hourId(hour + 1, 0));
        return counts.entrySet().stream()
                .sorted(SLOWEST_FIRST)
                .limit(limit)
                .map(one -> slow(one.getKey(), one.getValue()))
                .toList();
    }

    private static SlowDestination slow(int subscriptionId, Count count) {
        return new SlowDestination(
                subscriptionId,
                count.attempts(),
                count.failures(),
                Duration.ofMillis(count.durationMs()).dividedBy(count.attempts()));
    }

    /**
     * What the workspace is owed, by the last count. It is counted anew, in the background, when
     * somebody asks and the last count is older than twenty times what it took: so the answer is as
     * good as new where little is owed, and about a minute old at the most with a million
     * deliveries, which take three seconds to count on H2 and less on PostgreSQL. Waits for a new
     * count for 20 ms at the most.
     *
     * @return empty until it was counted for the first time on this node, and as long as that
     *     fails; zeros for a workspace that is owed nothing
     */
    public Optional<Backlog> backlog(int workspaceId) {
        return counter.of(workspaceId);
    }

    private static void require(String name, int value, int max) {
        if (value < 1 || value > max) {
            throw new IllegalArgumentException(
                    "%s is %d; it must be 1 to %d".formatted(name, value, max));
        }
    }
}
