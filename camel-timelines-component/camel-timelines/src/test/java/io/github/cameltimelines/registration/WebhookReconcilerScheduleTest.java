package io.github.cameltimelines.registration;

import static io.github.cameltimelines.registration.ScriptedWebhooks.URL;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class WebhookReconcilerScheduleTest extends ReconcilerFixture {

    @Test
    void it_runs_by_itself_when_a_consumer_comes_and_again_at_the_interval() {
        reconciler.close();
        reconciler =
                new WebhookReconciler(
                        timelines.client(),
                        new RegistrationSettings(URL, 10, Duration.ofSeconds(1)),
                        executor,
                        InstantSource.fixed(NOW));

        reconciler.register("route", needs("chat:new"));
        Awaitility.await().until(() -> timelines.enabledTypes().contains("chat:new"));
        timelines.webhooks.clear();

        Awaitility.await().until(() -> timelines.enabledTypes().contains("chat:new"));
    }

    @Test
    void runs_are_asked_for_at_once_then_at_the_interval_and_sooner_after_failures() {
        need("chat:new");
        reconciler.reconcile();
        timelines.fail("GET", 503, "internal_error");
        reconciler.reconcile();
        reconciler.reconcile();
        timelines.fail("GET", null, null);
        reconciler.reconcile();

        assertThat(idle.waits)
                .extracting(Duration::toSeconds)
                .containsExactly(0L, 300L, 5L, 10L, 300L);
    }

    @Test
    void a_consumer_that_comes_during_a_run_does_not_wait_for_the_interval() {
        timelines.onCall = () -> reconciler.register("late", needs("message:new"));
        need("chat:new");

        reconciler.reconcile();

        assertThat(idle.waits.get(idle.waits.size() - 1)).isEqualTo(Duration.ZERO);
    }

    @Test
    void after_closing_nothing_runs_any_more() {
        reconciler.close();
        need("chat:new");

        reconciler.reconcile();

        assertThat(timelines.calls).isEmpty();
    }

    @Test
    void after_failures_the_waits_double_up_to_the_interval_or_what_was_asked_for() {
        Duration interval = Duration.ofMinutes(5);

        assertThat(List.of(0, 1, 2, 3, 6, 7, 99))
                .extracting(n -> Failures.nextRun(n, interval, Duration.ZERO).toSeconds())
                .containsExactly(300L, 5L, 10L, 20L, 160L, 300L, 300L);
        assertThat(Failures.nextRun(1, interval, Duration.ofMinutes(9)))
                .isEqualTo(Duration.ofMinutes(9));
    }
}
