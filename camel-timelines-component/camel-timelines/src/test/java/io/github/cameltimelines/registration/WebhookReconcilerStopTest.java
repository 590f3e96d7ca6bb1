package io.github.cameltimelines.registration;

import static io.github.cameltimelines.registration.ScriptedWebhooks.URL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.cameltimelines.model.Webhook;
import java.util.List;
import org.junit.jupiter.api.Test;

class WebhookReconcilerStopTest extends ReconcilerFixture {

    @Test
    void stopping_leaves_everything_registered_unless_told() {
        need("chat:new");
        reconciler.reconcile();
        timelines.calls.clear();

        reconciler.release("route", OnStop.KEEP);

        assertThat(timelines.calls).isEmpty();
        assertThat(timelines.enabledTypes()).containsExactly("chat:new");
        assertThat(reconciler.state()).isEqualTo(RegistrationState.NONE);
    }

    @Test
    void a_stopping_consumer_can_disable_or_delete_what_nobody_else_needs() {
        timelines.add("chat:new", "https://other.example/hook", true, 0);
        reconciler.register("a", needs("chat:new", "message:received:new"));
        reconciler.register("b", needs("message:received:new", "call:incoming:missed"));
        reconciler.reconcile();

        reconciler.release("a", OnStop.DISABLE);
        assertThat(ours())
                .containsExactlyInAnyOrder("message:received:new", "call:incoming:missed");
        assertThat(timelines.webhooks).hasSize(4);

        reconciler.release("b", OnStop.DELETE);
        assertThat(timelines.webhooks.values())
                .extracting(Webhook::eventType, Webhook::enabled)
                .containsExactly(tuple("chat:new", true), tuple("chat:new", false));
    }

    @Test
    void a_consumer_can_stop_while_timelines_is_away() {
        need("chat:new");
        reconciler.reconcile();
        timelines.fail("GET", 503, "internal_error");

        reconciler.release("route", OnStop.DELETE);

        assertThat(timelines.webhooks).hasSize(1);
        assertThat(logged("still registered")).isTrue();
    }

    @Test
    void what_a_consumer_took_away_itself_has_not_vanished_when_it_comes_back() {
        reconciler.register("a", needs("chat:new"));
        reconciler.register("b", needs("message:new"));
        reconciler.reconcile();
        reconciler.release("a", OnStop.DELETE);

        reconciler.register("a", needs("chat:new"));
        reconciler.reconcile();

        assertThat(logged("vanished")).isFalse();
        assertThat(timelines.enabledTypes()).containsExactly("chat:new", "message:new");
    }

    @Test
    void a_webhook_that_is_already_gone_does_not_keep_the_others_from_being_deleted() {
        need("chat:new", "message:new");
        reconciler.reconcile();
        timelines.fail("DELETE", 404, "not_found");
        timelines.calls.clear();

        reconciler.release("route", OnStop.DELETE);

        assertThat(timelines.changes()).containsExactlyInAnyOrder("DELETE 7001", "DELETE 7002");
        assertThat(logged("still registered")).isFalse();
    }

    private List<String> ours() {
        return timelines.webhooks.values().stream()
                .filter(webhook -> webhook.enabled() && webhook.url().equals(URL))
                .map(Webhook::eventType)
                .toList();
    }
}
