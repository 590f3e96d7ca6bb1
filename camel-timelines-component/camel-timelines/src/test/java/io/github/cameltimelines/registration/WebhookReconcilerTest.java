package io.github.cameltimelines.registration;

import static io.github.cameltimelines.registration.ScriptedWebhooks.URL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.cameltimelines.model.Webhook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookReconcilerTest extends ReconcilerFixture {

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void what_is_missing_is_created_once_whether_or_not_post_is_idempotent(boolean idempotent) {
        timelines.idempotent = idempotent;
        need("message:received:new", "chat:new");

        reconciler.reconcile();
        reconciler.reconcile();

        assertThat(timelines.webhooks.values())
                .extracting(Webhook::eventType, Webhook::url, Webhook::enabled)
                .containsExactly(
                        tuple("message:received:new", URL, true), tuple("chat:new", URL, true));
        assertThat(timelines.changes())
                .containsExactly("POST message:received:new", "POST chat:new");
        assertThat(reconciler.state().isComplete()).isTrue();
        assertThat(reconciler.state().lastRun()).isEqualTo(NOW);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_disabled_one_is_enabled_again(boolean idempotent) {
        timelines.idempotent = idempotent;
        timelines.add("chat:new", URL, false, 0);
        need("chat:new");

        reconciler.reconcile();

        assertThat(timelines.changes()).containsExactly("PUT 7001");
        assertThat(timelines.enabledTypes()).containsExactly("chat:new");
    }

    @Test
    void what_is_not_ours_is_not_touched() {
        timelines.add("chat:new", "https://other.example/hook", false, 9);
        timelines.add("message:received:new", URL + "/x", true, 0);
        timelines.add("call:incoming:missed", URL, true, 0);
        need("chat:new");

        reconciler.reconcile();

        assertThat(timelines.changes()).containsExactly("POST chat:new");
        assertThat(timelines.webhooks).hasSize(4);
        assertThat(reconciler.state().isComplete()).isTrue();
    }

    @Test
    void of_equal_ones_the_lowest_is_kept_and_the_others_are_named() {
        timelines.idempotent = false;
        timelines.add("chat:new", URL, true, 0);
        timelines.add("chat:new", URL, true, 0);
        need("chat:new");

        reconciler.reconcile();

        assertThat(timelines.changes()).isEmpty();
        assertThat(reconciler.state().webhooks())
                .extracting(RegistrationState.Registered::id)
                .containsExactly(7001L);
        assertThat(reconciler.state().duplicates()).containsExactly(7002L);
        assertThat(logged("7002")).isTrue();
    }

    @Test
    void a_url_that_is_stored_another_way_is_still_known_as_ours() {
        timelines.idempotent = false;
        timelines.normalised = url -> url.replace("https://hub", "https://HUB");
        need("chat:new");

        reconciler.reconcile();
        reconciler.reconcile();

        assertThat(timelines.webhooks).hasSize(1);
    }

    @Test
    void consumers_that_share_a_url_are_planned_together() {
        reconciler.register("a", needs("message:received:new"));
        reconciler.register("b", needs("message:sent:new"));

        reconciler.reconcile();

        assertThat(timelines.enabledTypes()).containsExactly("message:new");
    }

    @Test
    void at_the_limit_of_the_workspace_we_say_what_does_not_fit() {
        reconciler = reconciler(0);
        timelines.limit = 2;
        timelines.add("chat:new", "https://other.example/hook", true, 0);
        need("message:received:new", "message:sent:new", "message:reaction");

        reconciler.reconcile();

        assertThat(timelines.enabledTypes()).containsExactly("chat:new", "message:new");
        assertThat(reconciler.state().notCovered()).containsExactly("message:reaction");
        assertThat(reconciler.state().isComplete()).isTrue();
        assertThat(logged("No webhook left in the workspace for [message:reaction]")).isTrue();

        timelines.limit = 3;
        reconciler.reconcile();

        assertThat(reconciler.state().notCovered()).isEmpty();
    }

    @Test
    void what_is_not_needed_any_more_stays_and_is_named_when_there_is_no_room() {
        reconciler = reconciler(2);
        timelines.limit = 2;
        timelines.add("call:incoming:missed", URL, true, 0);
        timelines.add("call:outgoing:ended", URL, false, 0);
        need("chat:new");

        reconciler.reconcile();

        assertThat(timelines.changes()).isEmpty();
        assertThat(reconciler.state().unneeded()).containsExactly("call:incoming:missed");
        assertThat(logged("Our webhooks for [call:incoming:missed] are not needed any more"))
                .isTrue();
    }

    @Test
    void who_needs_nothing_yet_is_told_all_the_same_that_the_token_is_refused() {
        need();
        timelines.fail("GET", 401, "invalid_token");

        reconciler.reconcile();

        assertThat(reconciler.state().tokenRefused()).isTrue();
        assertThat(timelines.changes()).isEmpty();
    }

    @Test
    void one_refused_type_does_not_keep_the_others_from_being_registered() {
        timelines.fail("POST chat:renamed", 400, "validation_error");
        need("chat:renamed", "message:new", "waba:chat:closed");

        reconciler.reconcile();

        assertThat(timelines.enabledTypes()).containsExactly("message:new", "waba:chat:closed");
        assertThat(reconciler.state().refused())
                .containsOnlyKeys("chat:renamed")
                .containsValue("POST /webhooks: 400 validation_error");
        assertThat(reconciler.state().missing()).containsExactly("chat:renamed");
        assertThat(reconciler.state().failure()).isNull();
    }

    @Test
    void a_run_that_breaks_off_keeps_what_it_did_and_is_finished_by_the_next() {
        timelines.fail("POST chat:new", 503, "internal_error");
        need("message:new", "chat:new", "call:incoming:missed");

        reconciler.reconcile();

        assertThat(reconciler.state().failure()).isEqualTo("POST /webhooks: 503 internal_error");
        assertThat(reconciler.state().missing())
                .containsExactlyInAnyOrder("chat:new", "call:incoming:missed");

        timelines.fail("POST chat:new", null, null);
        reconciler.reconcile();

        assertThat(reconciler.state().isComplete()).isTrue();
        assertThat(timelines.changes().stream().filter("POST message:new"::equals)).hasSize(1);
    }

    @Test
    void a_refused_token_is_told_and_forgotten_when_it_is_good_again() {
        need("chat:new");
        timelines.fail("GET", 401, "invalid_token");

        reconciler.reconcile();

        assertThat(reconciler.state().tokenRefused()).isTrue();
        assertThat(reconciler.state().missing()).containsExactly("chat:new");
        assertThat(timelines.changes()).isEmpty();

        timelines.fail("GET", null, null);
        reconciler.reconcile();

        assertThat(reconciler.state().tokenRefused()).isFalse();
        assertThat(reconciler.state().isComplete()).isTrue();
    }

    @Test
    void timelines_that_cannot_be_reached_leaves_the_last_state_and_says_so() {
        need("chat:new");
        reconciler.reconcile();
        timelines.close();

        reconciler.reconcile();

        assertThat(reconciler.state().failure()).isEqualTo("TimelinesAI could not be reached");
        assertThat(reconciler.state().webhooks()).hasSize(1);
        assertThat(reconciler.state().missing()).isEmpty();
    }

    @Test
    void a_vanished_webhook_is_registered_again_and_told_until_it_is() {
        need("chat:new");
        reconciler.reconcile();
        timelines.webhooks.clear();
        timelines.fail("POST", 403, "permission_denied");

        reconciler.reconcile();
        reconciler.reconcile();

        assertThat(reconciler.state().vanished()).containsExactly("chat:new");

        timelines.fail("POST", null, null);
        reconciler.reconcile();

        assertThat(reconciler.state().vanished()).isEmpty();
        assertThat(timelines.enabledTypes()).containsExactly("chat:new");
    }

    @Test
    void a_rising_errors_counter_is_seen_until_it_falls() {
        long id = timelines.add("chat:new", URL, true, 4).id();
        need("chat:new");
        assertThat(failingAfterRun()).isFalse();

        timelines.setErrors(id, 5);
        assertThat(failingAfterRun()).isTrue();
        assertThat(failingAfterRun()).isTrue();

        timelines.setErrors(id, 0);
        assertThat(failingAfterRun()).isFalse();
    }

    @Test
    void an_enabled_one_is_kept_before_a_disabled_one_with_a_lower_id() {
        timelines.add("chat:new", URL, false, 0);
        timelines.add("chat:new", URL, true, 0);
        need("chat:new");

        reconciler.reconcile();

        assertThat(timelines.changes()).isEmpty();
        assertThat(reconciler.state().duplicates()).containsExactly(7001L);
    }

    @Test
    void the_same_trouble_is_logged_once() {
        timelines.fail("POST", 403, "permission_denied");
        need("chat:new");

        reconciler.reconcile();
        reconciler.reconcile();

        assertThat(log.list.stream().filter(line -> line.getFormattedMessage().contains("refused")))
                .hasSize(1);
    }

    private boolean failingAfterRun() {
        reconciler.reconcile();
        return !reconciler.state().failing().isEmpty();
    }
}
