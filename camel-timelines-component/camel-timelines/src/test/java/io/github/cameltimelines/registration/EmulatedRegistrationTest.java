package io.github.cameltimelines.registration;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltimelines.api.RetryRule;
import io.github.cameltimelines.api.TimelinesApi;
import io.github.cameltimelines.emulator.ApiFault;
import io.github.cameltimelines.emulator.EmulatedWebhook;
import io.github.cameltimelines.emulator.TimelinesEmulator;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.junit.jupiter.api.Test;

/** Against an API that answers like TimelinesAI's, idempotent on POST and not. */
class EmulatedRegistrationTest {

    private static final String URL = "https://hub.example/timelines/webhooks/0123456789abcdef0123";

    @Test
    void an_answer_that_was_lost_leads_to_no_second_webhook() {
        try (TimelinesEmulator timelines = TimelinesEmulator.builder().olderWebhooks().start()) {
            timelines.faults().api(ApiFault.close().on("POST", "/webhooks").afterPerforming());
            WebhookReconciler reconciler = reconciler(timelines, "chat:new");

            reconciler.reconcile();
            assertThat(reconciler.state().isComplete()).isFalse();
            reconciler.reconcile();

            assertThat(reconciler.state().isComplete()).isTrue();
            assertThat(timelines.webhooks()).hasSize(1);
        }
    }

    @Test
    void ten_webhooks_are_filled_and_what_does_not_fit_is_told() {
        try (TimelinesEmulator timelines = TimelinesEmulator.start()) {
            WebhookReconciler reconciler =
                    reconciler(timelines, TimelinesEmulator.eventTypes().toArray(String[]::new));

            reconciler.reconcile();

            assertThat(timelines.webhooks())
                    .hasSize(10)
                    .allMatch(EmulatedWebhook::enabled)
                    .extracting(EmulatedWebhook::eventType)
                    .contains("message:new")
                    .doesNotContain("message:sent:new");
            assertThat(reconciler.state().notCovered()).hasSize(20);
        }
    }

    @Test
    void errors_a_revoked_token_and_forgotten_webhooks_are_noticed() {
        try (TimelinesEmulator timelines = TimelinesEmulator.start()) {
            WebhookReconciler reconciler = reconciler(timelines, "message:new");
            reconciler.reconcile();

            timelines.faults().bumpErrorsCounters(3);
            reconciler.reconcile();
            assertThat(reconciler.state().failing()).hasSize(1);

            timelines.faults().forgetWebhooks();
            reconciler.reconcile();
            assertThat(timelines.webhooks()).hasSize(1);
            assertThat(reconciler.state().failing()).isEmpty();

            timelines.faults().revokeToken();
            reconciler.reconcile();
            assertThat(reconciler.state().tokenRefused()).isTrue();
        }
    }

    private static WebhookReconciler reconciler(TimelinesEmulator timelines, String... types) {
        ScheduledExecutorService idle = Executors.newSingleThreadScheduledExecutor();
        idle.shutdown();
        WebhookReconciler reconciler =
                new WebhookReconciler(
                        TimelinesApi.builder(HttpClients.createDefault(), timelines.token())
                                .baseUrl(timelines.baseUrl())
                                .retry(new RetryRule(1, Duration.ZERO, Duration.ZERO))
                                .build()
                                .webhooks(),
                        RegistrationSettings.of(URL),
                        idle,
                        InstantSource.system());
        reconciler.register("route", new Needs(Set.of(types), Set.of()));
        return reconciler;
    }
}
