package io.github.cameltimelines.log;

import io.github.cameltimelines.ledger.EventIds;
import io.github.cameltimelines.ledger.Ledger;
import io.github.cameltimelines.ledger.LedgerUnavailableException;
import io.github.cameltimelines.ledger.TimeOrderedIds;
import io.github.cameltimelines.log.Figures.LastResponse;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The figures and the log of subscriptions. What is asked costs the same however many attempts the
 * log has: at most 241 hours and 1000 attempts of a subscription are read. Attempts that this node
 * noted are counted; those of other nodes at most a second later. Thread-safe.
 */
public final class SubscriptionFigures {

    /** How far back activations, error rate and log go. */
    public static final Duration KEPT = Retention.Ages.DEFAULT.attempts();

    private static final int HOURS = (int) KEPT.toHours() + 1;

    private static final String FIGURES =
            """
            SELECT s.subscription_id, f.errors_counter, h.attempts, r.attempts, r.failures,
                   f.last_attempt_id, f.last_outcome, f.last_status, a.error
            FROM timelines_subscription s
            LEFT JOIN timelines_subscription_figures f ON f.subscription_id = s.subscription_id
            LEFT JOIN timelines_attempt a ON a.attempt_id = f.last_attempt_id
            LEFT JOIN (
                SELECT s.subscription_id, SUM(h.attempts) AS attempts
                FROM timelines_subscription s
                CROSS JOIN UNNEST(CAST(? AS BIGINT ARRAY)) AS kept(hour_id)
                JOIN timelines_subscription_hour h ON h.hour_id = kept.hour_id + s.subscription_id
                WHERE s.%1$s
                GROUP BY s.subscription_id
            ) h ON h.subscription_id = s.subscription_id
            LEFT JOIN (
                SELECT s.subscription_id, COUNT(*) AS attempts, SUM(CASE WHEN r.failed THEN 1 ELSE 0 END) AS failures
                FROM timelines_subscription s
                JOIN timelines_subscription_recent r
                    ON r.slot BETWEEN CAST(s.subscription_id AS BIGINT) * 1000
                        AND CAST(s.subscription_id AS BIGINT) * 1000 + 999
                WHERE s.%1$s AND r.attempt_id >= ?
                GROUP BY s.subscription_id
            ) r ON r.subscription_id = s.subscription_id
            WHERE s.%1$s
            ORDER BY s.subscription_id
            """;

    private static final String LOG =
            """
            SELECT a.attempt_id, a.delivery_id, a.event_id, e.event_type, a.attempt, a.outcome, a.status,
                   a.duration_ms, a.error
            FROM timelines_subscription_recent r
            JOIN timelines_attempt a ON a.attempt_id = r.attempt_id
            LEFT JOIN timelines_event e ON e.event_id = a.event_id
            WHERE r.slot BETWEEN ? AND ? AND r.attempt_id >= ?
            ORDER BY a.attempt_id
            """;

    /** Puts a value into a statement. */
    @FunctionalInterface
    private interface Value<T> {
        void set(PreparedStatement statement, int at, T value) throws SQLException;
    }

    private static final Value<Integer> ONE = PreparedStatement::setInt;
    private static final Value<Object[]> MANY =
            (statement, at, ids) ->
                    statement.setArray(at, statement.getConnection().createArrayOf("integer", ids));

    private final Folding folding;
    private final Clock clock;
    private final JdbcTemplate jdbc;

    public SubscriptionFigures(Ledger ledger, Folding folding, Clock clock) {
        this.folding = folding;
        this.clock = clock;
        jdbc = new JdbcTemplate(ledger.dataSource());
    }

    /**
     * The figures of one subscription; zeros for one without attempts.
     *
     * @throws LedgerUnavailableException if the ledger does not answer
     */
    public Figures of(int subscriptionId) {
        return figures("subscription_id = ?", ONE, subscriptionId).stream()
                .findFirst()
                .orElse(Figures.none(subscriptionId));
    }

    /** The figures of some subscriptions, by their numbers, in one query. */
    public List<Figures> of(Collection<Integer> subscriptionIds) {
        return figures("subscription_id = ANY(?)", MANY, subscriptionIds.toArray());
    }

    /** The figures of all subscriptions of a workspace, by their numbers, in one query. */
    public List<Figures> ofWorkspace(int workspaceId) {
        return figures("workspace_id = ?", ONE, workspaceId);
    }

    /** Of the subscriptions of a workspace that were ever tried, the consecutive failures. */
    public Map<Integer, Integer> errorsOfWorkspace(int workspaceId) {
        return errors("workspace_id", workspaceId);
    }

    /** The consecutive failures of one subscription, without its other figures. */
    public int errorsOf(int subscriptionId) {
        return errors("subscription_id", subscriptionId).getOrDefault(subscriptionId, 0);
    }

    private Map<Integer, Integer> errors(String by, int id) {
        folding.foldNow();
        Map<Integer, Integer> errors = new HashMap<>();
        jdbc.query(
                "SELECT f.subscription_id, f.errors_counter FROM timelines_subscription s"
                        + " JOIN timelines_subscription_figures f ON f.subscription_id = s.subscription_id"
                        + " WHERE s."
                        + by
                        + " = ?",
                row -> {
                    errors.put(row.getInt(1), row.getInt(2));
                },
                id);
        return errors;
    }

    private <T> List<Figures> figures(String by, Value<T> value, T of) {
        folding.foldNow();
        long hour = Tally.hourOfMillis(clock.millis());
        return jdbc.query(
                connection -> {
                    var select = connection.prepareStatement(FIGURES.formatted(by));
                    select.setArray(1, connection.createArrayOf("bigint", hoursTo(hour, HOURS, 0)));
                    value.set(select, 2, of);
                    value.set(select, 3, of);
                    select.setLong(4, oldest());
                    value.set(select, 5, of);
                    return select;
                },
                SubscriptionFigures::figures);
    }

    private static Figures figures(ResultSet row, int number) throws SQLException {
        long last = row.getLong(6);
        return new Figures(
                row.getInt(1),
                row.getInt(2),
                row.getLong(3),
                row.getInt(4),
                row.getInt(5),
                last == 0
                        ? null
                        : new LastResponse(
                                TimeOrderedIds.timeOf(last),
                                row.getInt(7) == AttemptRecord.Outcome.DELIVERED.ordinal(),
                                row.getObject(8, Integer.class),
                                row.getString(9)));
    }

    /** The attempts of each of the last 24 hours, the current one last. */
    public List<HourCount> lastDay(int subscriptionId) {
        return lastDay(List.of(subscriptionId)).get(subscriptionId);
    }

    /** The same of some subscriptions, by their numbers, in one query. */
    public Map<Integer, List<HourCount>> lastDay(Collection<Integer> subscriptionIds) {
        return hours(subscriptionIds, 24);
    }

    /** The attempts of each hour of the last 10 days, the current one last. */
    public List<HourCount> lastTenDays(int subscriptionId) {
        return hours(List.of(subscriptionId), HOURS).get(subscriptionId);
    }

    private Map<Integer, List<HourCount>> hours(Collection<Integer> subscriptionIds, int count) {
        folding.foldNow();
        long now = Tally.hourOfMillis(clock.millis());
        Object[] hourIds =
                subscriptionIds.stream()
                        .flatMap(id -> Stream.of(hoursTo(now, count, id)))
                        .toArray();
        Map<Long, HourCount> counts = new HashMap<>();
        jdbc.query(
                connection -> {
                    var select =
                            connection.prepareStatement(
                                    "SELECT h.hour_id, h.attempts, h.failures"
                                            + " FROM UNNEST(CAST(? AS BIGINT ARRAY)) AS kept(hour_id)"
                                            + " JOIN timelines_subscription_hour h ON h.hour_id = kept.hour_id");
                    select.setArray(1, connection.createArrayOf("bigint", hourIds));
                    return select;
                },
                row -> {
                    long id = row.getLong(1);
                    Instant from = begin(id >> Integer.SIZE);
                    counts.put(id, new HourCount(from, row.getInt(2), row.getInt(3)));
                });
        return subscriptionIds.stream()
                .distinct()
                .collect(Collectors.toMap(id -> id, id -> hours(counts, id, now, count)));
    }

    private static List<HourCount> hours(
            Map<Long, HourCount> counts, int subscriptionId, long now, int count) {
        List<HourCount> hours = new ArrayList<>(count);
        for (long hour = now - count + 1; hour <= now; hour++) {
            HourCount none = new HourCount(begin(hour), 0, 0);
            hours.add(counts.getOrDefault(Tally.hourId(hour, subscriptionId), none));
        }
        return hours;
    }

    private static Instant begin(long hour) {
        return Instant.EPOCH.plus(Duration.ofHours(hour));
    }

    private static Long[] hoursTo(long now, int count, int subscriptionId) {
        Long[] ids = new Long[count];
        for (int back = 0; back < count; back++) {
            ids[back] = Tally.hourId(now - back, subscriptionId);
        }
        return ids;
    }

    /** The last 1000 attempts of the last 10 days, the newest last. */
    public List<LoggedAttempt> log(int subscriptionId) {
        folding.foldNow();
        long first = Tally.firstSlot(subscriptionId);
        return jdbc.query(
                LOG, SubscriptionFigures::logged, first, first + Tally.RECENT_MAX - 1, oldest());
    }

    /**
     * The log as {@code text/plain}: {@link LoggedAttempt#HEADER}, then a line each, newest last.
     */
    public String text(int subscriptionId) {
        return log(subscriptionId).stream()
                .map(attempt -> attempt.line() + "\n")
                .collect(Collectors.joining("", LoggedAttempt.HEADER + "\n", ""));
    }

    static LoggedAttempt logged(ResultSet row, int number) throws SQLException {
        long attemptId = row.getLong(1);
        return new LoggedAttempt(
                attemptId,
                row.getLong(2),
                TimeOrderedIds.timeOf(attemptId),
                EventIds.format(row.getLong(3)),
                row.getString(4),
                row.getInt(5),
                AttemptRecord.Outcome.values()[row.getInt(6)],
                row.getObject(7, Integer.class),
                row.getInt(8),
                row.getString(9));
    }

    private long oldest() {
        return TimeOrderedIds.firstOf(clock.instant().minus(KEPT));
    }
}
