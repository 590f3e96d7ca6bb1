package io.github.cameltimelines.log;

import io.github.cameltimelines.ledger.Ledger;
import io.github.cameltimelines.ledger.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Who of several nodes tells the owner that a subscription fails or has recovered. A claim is one
 * conditional update, so that one node gets it. Thread-safe.
 */
public final class Alerts {

    /** Consecutive failures from which on a subscription counts as failing (seeds). */
    public static final int AFTER_FAILURES = Folding.ALERT_AFTER;

    /** There is at most one alert in this time for a subscription. */
    public static final Duration PAUSE = Duration.ofDays(1);

    private static final String DUE =
            "errors_counter >= " + AFTER_FAILURES + " AND COALESCE(alerted_at_ms, 0) <= ?";
    private static final String OVER = "alert_open AND errors_counter < " + AFTER_FAILURES;

    private final Ledger ledger;
    private final JdbcTemplate jdbc;

    /**
     * What is to be told.
     *
     * @param failing subscriptions that an alert is due for
     * @param recovered subscriptions that an alert was claimed for and that have recovered
     */
    public record Pending(List<Integer> failing, List<Integer> recovered) {}

    public Alerts(Ledger ledger) {
        this.ledger = ledger;
        jdbc = new JdbcTemplate(ledger.dataSource());
    }

    /**
     * Claims the alert of a subscription that fails: true for one caller in a day. False, too, when
     * it has recovered meanwhile.
     */
    public boolean claimAlert(int subscriptionId, Instant now) {
        return update(
                "UPDATE timelines_subscription_figures SET alerted_at_ms = ?, alert_open = TRUE"
                        + " WHERE subscription_id = ? AND "
                        + DUE,
                now.toEpochMilli(),
                subscriptionId,
                latest(now));
    }

    /** Claims to tell that a subscription recovered: true for one caller after an alert. */
    public boolean claimRecovery(int subscriptionId) {
        return update(
                "UPDATE timelines_subscription_figures SET alert_open = FALSE WHERE subscription_id = ? AND "
                        + OVER,
                subscriptionId);
    }

    /** What may be claimed; reads a row for each subscription, so ask seldom. */
    public Pending pending(Instant now) {
        return new Pending(
                jdbc.queryForList(
                        "SELECT subscription_id FROM timelines_subscription_figures WHERE "
                                + DUE
                                + " ORDER BY 1",
                        Integer.class,
                        latest(now)),
                jdbc.queryForList(
                        "SELECT subscription_id FROM timelines_subscription_figures WHERE "
                                + OVER
                                + " ORDER BY 1",
                        Integer.class));
    }

    private static long latest(Instant now) {
        return now.minus(PAUSE).toEpochMilli();
    }

    private boolean update(String sql, Object... parameters) {
        try (Turn turn = ledger.turn()) {
            return jdbc.update(sql, parameters) == 1;
        }
    }
}
