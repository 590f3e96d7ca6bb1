package io.github.cameltimelines.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltimelines.inbox.Acceptance;
import io.github.cameltimelines.log.Alerts;
import io.github.cameltimelines.log.UntoldAlerts;
import io.github.cameltimelines.log.UntoldAlerts.Alert;
import io.github.cameltimelines.model.Event;
import io.github.cameltimelines.wire.EventKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** An alert that was claimed is told, once, whatever happens to who claimed it. */
abstract class AlertsContract extends PipelineFixture {

    static final int SHOP = 7;

    Instant now;

    @BeforeEach
    void now() {
        now = clock.instant();
    }

    Alerts alerts() {
        return pipeline.alerts();
    }

    UntoldAlerts untold() {
        return pipeline.untoldAlerts();
    }

    private JdbcTemplate rows() {
        return new JdbcTemplate(pipeline.ledger().dataSource());
    }

    /** So many failures were counted one after the other, the last of them just now. */
    void failed(int subscription, int times) {
        rows().update(
                        "DELETE FROM timelines_subscription_figures WHERE subscription_id = ?",
                        subscription);
        rows().update(
                        "INSERT INTO timelines_subscription_figures VALUES (?, ?, ?, ?, 2, 500, NULL, FALSE)",
                        subscription,
                        times,
                        times,
                        pipeline.ledger().ids().next());
    }

    private void works(int subscription) {
        rows().update(
                        "UPDATE timelines_subscription_figures SET errors_counter = 0 WHERE subscription_id = ?",
                        subscription);
    }

    /** One that was claimed and is an event. */
    void claimed(int subscription) {
        failed(subscription, 5);
        now = clock.instant();
        assertThat(alerts().claimAlert(subscription, now)).isTrue();
        untold().unpublished().forEach(untold()::published);
    }

    @Test
    void a_claim_leaves_an_alert_that_is_told_once_it_is_an_event() {
        failed(SHOP, 5);
        assertThat(alerts().claimAlert(SHOP, now)).isTrue();
        assertThat(alerts().claimAlert(SHOP, now)).isFalse();
        assertThat(untold().take(now)).as("no event yet").isEmpty();
        Alert alert = untold().unpublished().get(0);
        untold().published(alert);
        assertThat(untold().unpublished()).isEmpty();
        assertThat(untold().take(now)).hasValue(new Alert(alert.id(), SHOP, false, 1));
        untold().told(alert);
        assertThat(untold().take(now)).isEmpty();
    }

    @Test
    void the_recovery_is_told_after_the_failure() {
        claimed(SHOP);
        works(SHOP);
        assertThat(alerts().claimRecovery(SHOP)).isTrue();
        untold().unpublished().forEach(untold()::published);
        Alert failing = untold().take(now).orElseThrow();
        assertThat(failing.recovered()).isFalse();
        untold().putOff(failing, now.plusSeconds(60));
        assertThat(untold().take(now)).as("it waits behind the other").isEmpty();
        untold().told(untold().take(now.plusSeconds(60)).orElseThrow());
        assertThat(untold().take(now).orElseThrow().recovered()).isTrue();
    }

    @Test
    void what_was_put_off_comes_again_when_it_is_due_and_counts_its_tries() {
        claimed(SHOP);
        untold().putOff(untold().take(now).orElseThrow(), now.plusSeconds(60));
        assertThat(untold().take(now.plusSeconds(59))).isEmpty();
        assertThat(untold().take(now.plusSeconds(60)).orElseThrow().tries()).isEqualTo(2);
    }

    @Test
    void what_this_node_took_and_did_not_end_it_gets_again_also_after_a_restart() throws Exception {
        claimed(SHOP);
        Alert alert = untold().take(now).orElseThrow();
        assertThat(untold().take(now).map(Alert::id)).hasValue(alert.id());
        pipeline.close();
        pipeline = start();
        assertThat(untold().take(now).map(Alert::id)).hasValue(alert.id());
    }

    @Test
    void a_newer_alert_takes_the_place_of_one_that_nobody_was_told() {
        claimed(SHOP);
        untold().putOff(untold().take(now).orElseThrow(), now.plus(Duration.ofDays(2)));
        Instant tomorrow = now.plus(Alerts.PAUSE);
        assertThat(alerts().claimAlert(SHOP, tomorrow)).isTrue();
        untold().unpublished().forEach(untold()::published);
        untold().told(untold().take(tomorrow).orElseThrow());
        assertThat(untold().take(now.plus(Duration.ofDays(3)))).isEmpty();
    }

    @Test
    void what_nobody_could_be_told_for_too_long_is_given_up() {
        claimed(SHOP);
        assertThat(untold().giveUp(clock.instant().minusSeconds(60))).isEmpty();
        assertThat(untold().giveUp(clock.instant().plusSeconds(60)))
                .extracting(Alert::subscriptionId)
                .containsExactly(SHOP);
        assertThat(untold().take(now)).isEmpty();
    }

    @Test
    void where_nothing_was_tried_since_the_last_alert_there_is_no_other() {
        claimed(SHOP);
        Instant tomorrow = clock.instant().plus(Alerts.PAUSE);
        assertThat(alerts().pending(tomorrow).failing()).isEmpty();
        clock.jump(Duration.ofMinutes(1));
        rows().update(
                        "UPDATE timelines_subscription_figures SET last_attempt_id = ?",
                        pipeline.ledger().ids().next());
        assertThat(alerts().pending(tomorrow).failing()).containsExactly(SHOP);
    }

    @Test
    void an_event_with_a_key_of_ours_is_stored_once_whatever_its_body() throws Exception {
        assertThat(publish("{\"event_type\":\"hub:webhook:failing\",\"data\":{\"n\":1}}"))
                .isInstanceOf(Acceptance.Stored.class);
        clock.jump(Duration.ofHours(1));
        assertThat(publish("{\"event_type\":\"hub:webhook:failing\",\"data\":{\"n\":2}}"))
                .isInstanceOf(Acceptance.Duplicate.class);
    }

    private Acceptance publish(String body) throws Exception {
        CompletableFuture<Acceptance> answer = new CompletableFuture<>();
        pipeline.inbox()
                .accept(
                        body.getBytes(StandardCharsets.UTF_8),
                        new EventKey("alert|1", false),
                        1,
                        Event.DEFAULT_WORKSPACE,
                        answer::complete);
        return answer.get();
    }
}
