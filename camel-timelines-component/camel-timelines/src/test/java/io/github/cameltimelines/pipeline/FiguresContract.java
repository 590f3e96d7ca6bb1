package io.github.cameltimelines.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameltimelines.TimelinesPipeline;
import io.github.cameltimelines.log.AttemptRecord.Outcome;
import io.github.cameltimelines.log.Figures;
import io.github.cameltimelines.log.HourCount;
import io.github.cameltimelines.log.LoggedAttempt;
import io.github.cameltimelines.log.MinuteCount;
import io.github.cameltimelines.subscription.Subscription;
import io.github.cameltimelines.subscription.Subscription.Ordering;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The figures of subscriptions, each by its definition. */
abstract class FiguresContract extends FiguresFixture {

    @Test
    void a_subscription_without_attempts_has_zeros_and_no_response() {
        assertThat(figures()).isEqualTo(new Figures(shop.id(), 0, 0, 0, 0, null));
        assertThat(figures().errorRate()).isZero();
        assertThat(pipeline.figures().log(shop.id())).isEmpty();
        assertThat(pipeline.figures().text(shop.id())).isEqualTo(LoggedAttempt.HEADER + "\n");
    }

    @Test
    void the_figures_of_some_are_those_of_each() throws Exception {
        Subscription other = subscription("other", "chat:*", Ordering.CHAT);
        attempts(2, true);
        List<Integer> both = List.of(shop.id(), other.id());

        assertThat(pipeline.figures().of(both))
                .containsExactly(figures(), new Figures(other.id(), 0, 0, 0, 0, null));
        assertThat(pipeline.figures().of(List.of(other.id()))).hasSize(1);
        assertThat(pipeline.figures().of(List.of())).isEmpty();
        assertThat(pipeline.figures().lastDay(both))
                .containsOnlyKeys(both)
                .containsEntry(shop.id(), pipeline.figures().lastDay(shop.id()))
                .containsEntry(other.id(), pipeline.figures().lastDay(other.id()));
        assertThat(pipeline.figures().lastDay(shop.id()))
                .extracting(HourCount::failures)
                .contains(2);
    }

    @Test
    void errors_are_counted_one_after_the_other_and_a_success_resets_them() throws Exception {
        attempts(3, true);
        assertThat(figures().errorsCounter()).isEqualTo(3);
        attempts(2, true);
        assertThat(figures().errorsCounter()).isEqualTo(5);
        attempts(1, false);
        assertThat(figures().errorsCounter()).isZero();
        attempts(1, true);
        assertThat(figures().errorsCounter()).isEqualTo(1);
        clock.jump(Duration.ofDays(40));
        pipeline.retention().sweep();
        assertThat(figures().errorsCounter()).as("it has no age").isEqualTo(1);
    }

    @Test
    void activations_are_the_attempts_of_ten_days_failed_ones_included() throws Exception {
        attempts(4, false);
        attempts(3, true);
        clock.jump(Duration.ofDays(5));
        attempts(2, false);
        assertThat(figures().activations()).isEqualTo(9);
        clock.jump(Duration.ofDays(5).minusMinutes(1));
        assertThat(figures().activations())
                .as("a minute before they are ten days old")
                .isEqualTo(9);
        clock.jump(Duration.ofMinutes(61));
        assertThat(figures().activations()).as("when their hour has passed").isEqualTo(2);
        pipeline.retention().sweep();
        assertThat(figures().activations()).isEqualTo(2);
        clock.jump(Duration.ofDays(6));
        assertThat(figures().activations()).isZero();
    }

    @Test
    void the_error_rate_is_of_the_last_thousand_attempts() throws Exception {
        attempts(300, true);
        assertThat(figures().errorRate()).isEqualTo(1.0);
        attempts(700, false);
        assertThat(figures().errorRate()).isEqualTo(0.3);
        attempts(200, false);
        assertThat(figures().errorRate()).as("200 failures are too old now").isEqualTo(0.1);
        assertThat(figures().recent()).isEqualTo(1_000);
        assertThat(figures().activations()).isEqualTo(1_200);
        attempts(1_500, false);
        assertThat(figures().errorRate()).isZero();
    }

    @Test
    void the_error_rate_is_of_the_last_ten_days() throws Exception {
        attempts(6, true);
        clock.jump(Duration.ofDays(3));
        attempts(2, false);
        assertThat(figures().errorRate()).isEqualTo(0.75);
        clock.jump(Duration.ofDays(7).plusMinutes(1));
        assertThat(figures().errorRate()).isZero();
        assertThat(figures().recent()).isEqualTo(2);
    }

    @Test
    void the_last_response_is_that_of_the_latest_attempt_and_stays() throws Exception {
        attempts(1, false);
        assertThat(figures().last().delivered()).isTrue();
        assertThat(figures().last().error()).isNull();
        Instant before = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        attempts(1, true);
        assertThat(figures().last().delivered()).isFalse();
        assertThat(figures().last().status()).isEqualTo(503);
        assertThat(figures().last().error()).isEqualTo("no\tline");
        assertThat(figures().last().at()).isBetween(before, clock.instant());
        Instant at = figures().last().at();
        clock.jump(Duration.ofDays(11));
        pipeline.retention().sweep();
        assertThat(figures().last().at()).as("its text is gone with the log").isEqualTo(at);
        assertThat(figures().last().error()).isNull();
    }

    @Test
    void the_hours_say_when_it_was() throws Exception {
        attempts(3, false);
        clock.jump(Duration.ofHours(5));
        attempts(2, true);
        List<HourCount> day = pipeline.figures().lastDay(shop.id());
        assertThat(day).hasSize(24);
        Instant now = clock.instant().truncatedTo(ChronoUnit.HOURS);
        assertThat(day.get(23)).isEqualTo(new HourCount(now, 2, 2));
        assertThat(day.get(18)).isEqualTo(new HourCount(now.minus(Duration.ofHours(5)), 3, 0));
        assertThat(day.stream().mapToInt(HourCount::attempts).sum()).isEqualTo(5);
        clock.jump(Duration.ofDays(2));
        assertThat(pipeline.figures().lastDay(shop.id())).allMatch(hour -> hour.attempts() == 0);
        assertThat(pipeline.figures().lastTenDays(shop.id()).stream().mapToInt(HourCount::failures))
                .hasSize(241)
                .contains(2);
    }

    @Test
    void the_log_has_the_last_thousand_attempts_as_lines_the_newest_last() throws Exception {
        attempts(1_100, false);
        attempts(1, true);
        List<LoggedAttempt> log = pipeline.figures().log(shop.id());
        assertThat(log).hasSize(1_000);
        assertThat(log).extracting(LoggedAttempt::attemptId).isSorted().doesNotHaveDuplicates();
        LoggedAttempt last = log.get(999);
        assertThat(last.outcome()).isEqualTo(Outcome.GIVEN_UP);
        assertThat(last.eventType()).isEqualTo("message:received:new");
        List<String> lines = pipeline.figures().text(shop.id()).lines().toList();
        assertThat(lines).hasSize(1_001);
        assertThat(lines.get(0)).isEqualTo(LoggedAttempt.HEADER);
        assertThat(lines.get(1_000))
                .isEqualTo(
                        last.at()
                                + "\t"
                                + last.eventId()
                                + "\tmessage:received:new\t1\tgiven_up\t503\t7\tno line");
        clock.jump(Duration.ofDays(10).plusMinutes(1));
        assertThat(pipeline.figures().log(shop.id())).isEmpty();
    }

    @Test
    void figures_go_on_after_a_restart() throws Exception {
        attempts(4, true);
        restart();
        assertThat(figures().errorsCounter()).isEqualTo(4);
        attempts(3, true);
        assertThat(figures().errorsCounter()).isEqualTo(7);
        assertThat(figures().activations()).isEqualTo(7);
        assertThat(pipeline.figures().log(shop.id())).hasSize(7);
    }

    @Test
    void attempts_that_a_run_had_not_counted_are_counted_once_by_the_next() throws Exception {
        attempts(4, true);
        figures();
        attempts(5, true);
        pipeline.close();
        unfold(4);
        pipeline = start();
        serve();
        assertThat(figures().errorsCounter()).isEqualTo(9);
        assertThat(figures().activations()).isEqualTo(9);
        restart();
        assertThat(figures().activations()).isEqualTo(9);
        assertThat(failuresOfMinutes(pipeline)).isEqualTo(9);
    }

    static int failuresOfMinutes(TimelinesPipeline node) {
        return node.workspaceFigures().lastHours(1, 2).stream()
                .mapToInt(MinuteCount::failures)
                .sum();
    }

    /**
     * Brings the ledger to what a kill leaves behind: attempts are noted, and these alone counted.
     */
    private void unfold(int counted) throws SQLException {
        try (Connection connection = raw();
                Statement change = connection.createStatement()) {
            change.executeUpdate(
                    "UPDATE timelines_folding SET folded_to = (SELECT MAX(attempt_id) FROM (SELECT attempt_id FROM"
                            + " timelines_attempt ORDER BY attempt_id LIMIT "
                            + counted
                            + ") a)");
            change.executeUpdate(
                    "UPDATE timelines_subscription_figures SET attempts = 4, errors_counter = 4");
            change.executeUpdate(
                    "UPDATE timelines_subscription_hour SET attempts = 4, failures = 4");
            change.executeUpdate("DELETE FROM timelines_workspace_minute");
            change.executeUpdate(
                    "INSERT INTO timelines_workspace_minute SELECT hour_id / 4294967296 * 60 * 4294967296 + 1, 9,"
                            + " 0, 4, 0 FROM timelines_subscription_hour");
            change.executeUpdate(
                    "DELETE FROM timelines_subscription_recent WHERE MOD(slot, 1000) >= 4");
        }
    }

    /** A connection to the ledger while no pipeline runs on it. */
    abstract Connection raw() throws SQLException;

    @Test
    void a_workspace_is_read_at_once_and_others_are_not_in_it() throws Exception {
        Subscription idle = subscription("idle", "chat:*", Ordering.NONE);
        attempts(2, true);
        List<Figures> all = pipeline.figures().ofWorkspace(1);
        assertThat(all).extracting(Figures::subscriptionId).containsExactly(shop.id(), idle.id());
        assertThat(all.get(0)).isEqualTo(figures());
        assertThat(all.get(1)).isEqualTo(new Figures(idle.id(), 0, 0, 0, 0, null));
        assertThat(pipeline.figures().ofWorkspace(2)).isEmpty();
    }

    @Test
    void five_failures_and_the_recovery_are_told_once_each() throws Exception {
        List<String> told = Collections.synchronizedList(new ArrayList<>());
        pipeline.folding()
                .listen(
                        (failing, recovered) -> {
                            failing.forEach(id -> told.add("fails " + id));
                            recovered.forEach(id -> told.add("recovered " + id));
                        });
        attempts(4, true);
        figures();
        assertThat(told).isEmpty();
        attempts(1, true);
        await().atMost(PATIENCE).until(() -> told.size() == 1); // nobody asks for figures
        attempts(3, true);
        figures();
        attempts(2, false);
        figures();
        attempts(6, true);
        figures();
        assertThat(told)
                .containsExactly(
                        "fails " + shop.id(), "recovered " + shop.id(), "fails " + shop.id());
    }

    @Test
    void an_alert_is_claimed_once_a_day_and_its_recovery_once() throws Exception {
        Instant now = clock.instant();
        attempts(4, true);
        figures();
        assertThat(pipeline.alerts().claimAlert(shop.id(), now)).isFalse();
        attempts(1, true);
        figures();
        assertThat(pipeline.alerts().pending(now).failing()).containsExactly(shop.id());
        assertThat(pipeline.alerts().claimRecovery(shop.id())).isFalse();
        assertThat(pipeline.alerts().claimAlert(shop.id(), now)).isTrue();
        assertThat(pipeline.alerts().claimAlert(shop.id(), now.plus(Duration.ofHours(23))))
                .isFalse();
        assertThat(pipeline.alerts().pending(now).failing()).isEmpty();
        attempts(1, false);
        figures();
        assertThat(pipeline.alerts().pending(now).recovered()).containsExactly(shop.id());
        assertThat(pipeline.alerts().claimRecovery(shop.id())).isTrue();
        assertThat(pipeline.alerts().claimRecovery(shop.id())).isFalse();
        attempts(5, true);
        figures();
        assertThat(pipeline.alerts().claimAlert(shop.id(), now.plus(Duration.ofHours(23))))
                .isFalse();
        assertThat(pipeline.alerts().claimAlert(shop.id(), now.plus(Duration.ofDays(1)))).isTrue();
    }
}
