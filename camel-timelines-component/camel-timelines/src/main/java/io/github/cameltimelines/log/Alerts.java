package io.github.cameltimelines.log;

import io.github.cameltimelines.ledger.Ledger;
import io.github.cameltimelines.ledger.TimeOrderedIds;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Who of several nodes tells the owner that a subscription fails or has recovered. A claim is one
 * conditional update, so that one node gets it, and leaves an alert in the same transaction, so
 * that it is told though the node dies: see {@link UntoldAlerts}. Thread-safe.
 */
public final class Alerts {

    /** Consecutive failures from which on a subscription counts as failing (seeds). */
    public static final int AFTER_FAILURES = Folding.ALERT_AFTER;

    /** There is at most one alert in this time for a subscription. */
    public static final Duration PAUSE = Duration.ofDays(1);

    private static final String DUE =
            "errors_counter >= " + AFTER_FAILURES + " AND COALESCE(alerted_at_ms, 0) <= ?";

    /** It was tried again since the last alert: where nothing is owed any more, one is enough. */
    private static final String TRIED_SINCE =
            " AND COALESCE(alerted_at_ms, 0) < " + TimeOrderedIds.millisOf("last_attempt_id");

    private static final String OVER = "alert_open AND errors_counter < " + AFTER_FAILURES;

    private final Ledger ledger;
    private final UntoldAlerts untold;
    private final JdbcTemplate jdbc;

    /**
     * What is to be told.
     *
     * @param failing subscriptions that an alert is due for
     * @param recovered subscriptions that an alert was claimed for and that have recovered
     */
    public record Pending(List<Integer> failing, List<Integer> recovered) {}

    public Alerts(Ledger ledger, UntoldAlerts untold) {
        this.ledger = ledger;
        this.untold = untold;
        jdbc = new JdbcTemplate(ledger.dataSource());
    }

    /**
     * Claims the alert of a subscription that fails: true for one caller in a day. False, too, when
     * it has recovered meanwhile. Takes the place of one that could not be told so far.
     */
    public boolean claimAlert(int subscriptionId, Instant now) {
        return untold.transact(
                in -> {
                    int claimed =
                            in.update(
                                    "UPDATE timelines_subscription_figures SET alerted_at_ms = ?, alert_open = TRUE"
                                            + " WHERE subscription_id = ? AND "
                                            + DUE,
                                    now.toEpochMilli(),
                                    subscriptionId,
                                    latest(now));
                    if (claimed == 1) {
                        UntoldAlerts.replace(in, subscriptionId);
                        UntoldAlerts.add(in, ledger.ids().next(), subscriptionId, false);
                    }
                    return claimed == 1;
                });
    }

    /** Claims to tell that a subscription recovered: true for one caller after an alert. */
    public boolean claimRecovery(int subscriptionId) {
        return untold.transact(
                in -> {
                    int claimed =
                            in.update(
                                    "UPDATE timelines_subscription_figures SET alert_open = FALSE"
                                            + " WHERE subscription_id = ? AND "
                                            + OVER,
                                    subscriptionId);
                    if (claimed == 1) {
                        UntoldAlerts.add(in, ledger.ids().next(), subscriptionId, true);
                    }
                    return claimed == 1;
                });
    }

    /** What may be claimed; reads a row for each subscription, so ask seldom. */
    public Pending pending(Instant now) {
        return new Pending(
                jdbc.queryForList(
                        "SELECT subscription_id FROM timelines_subscription_figures WHERE "
                                + DUE
                                + TRIED_SINCE
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
}
