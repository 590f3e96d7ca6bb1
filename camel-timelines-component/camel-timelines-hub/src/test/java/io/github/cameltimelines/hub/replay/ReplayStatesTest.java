package io.github.cameltimelines.hub.replay;

import static io.github.cameltimelines.hub.History.REPLAYS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltimelines.hub.HistoryFixture;
import io.github.cameltimelines.hub.RunningHub.Reply;
import io.github.cameltimelines.ledger.HeldConnection;
import io.github.cameltimelines.ledger.IdForm;
import io.github.cameltimelines.ledger.Ledger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

/** How a replay is halted and ends, and what it does not send. */
class ReplayStatesTest extends HistoryFixture {

    /** A replay that may go on has a turn every 50 ms. */
    private static final Duration SOME_TURNS = Duration.ofMillis(500);

    private void publish(int count) throws Exception {
        for (int number = 0; number < count; number++) {
            history.publish(number % 3, "m-" + number);
        }
    }

    @Test
    void a_replay_is_paused_resumed_and_cancelled_and_survives_a_restart() throws Exception {
        history.webhook(TYPE, receiver.url("/bot"), ",\"timeout\":\"60s\"");
        publish(400);
        awaitCalls("/bot", 400);
        awaitDeliveries("status=delivered", 400);
        Semaphore gate = new Semaphore(0);
        receiver.gate(gate);
        String id = history.replay("{\"webhook_id\":1}").get("id").asText();
        awaitResent(id, 100);
        await().during(SOME_TURNS)
                .untilAsserted(
                        () ->
                                assertThat(history.replayOf(id).get("resent").intValue())
                                        .as("only little is owed at once")
                                        .isLessThan(200));

        assertThat(hub.post(REPLAYS + "/" + id + "/pause", "").data().get("state").asText())
                .isEqualTo("paused");
        int resent = history.replayOf(id).get("resent").intValue();
        gate.release(10_000);
        awaitCalls("/bot", 400 + resent);
        awaitDeliveries("status=delivered", 400);
        assertThat(history.replayOf(id).get("resent").intValue()).isEqualTo(resent);
        restart();
        assertThat(history.stateOf(id)).isEqualTo("paused");

        assertThat(hub.post(REPLAYS + "/" + id + "/resume", "").status()).isEqualTo(200);
        assertThat(awaitState(id, "done").get("resent").intValue()).isEqualTo(400);
        awaitCalls("/bot", 800);
        Reply late = hub.post(REPLAYS + "/" + id + "/cancel", "");
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.text()).contains("The replay is done");

        receiver.gate(new Semaphore(0));
        String other = history.replay("{\"webhook_id\":1}").get("id").asText();
        awaitResent(other, 100);
        assertThat(hub.post(REPLAYS + "/" + other + "/cancel", "").status()).isEqualTo(200);
        JsonNode cancelled = history.replayOf(other);
        assertThat(cancelled.get("state").asText()).isEqualTo("cancelled");
        assertThat(cancelled.has("ended_at")).isTrue();
        assertThat(cancelled.get("resent").intValue()).isLessThan(200);
        assertThat(hub.post(REPLAYS + "/" + other + "/resume", "").status()).isEqualTo(409);
    }

    @Test
    void a_replay_to_a_webhook_that_is_deleted_fails_and_to_one_that_is_disabled_waits()
            throws Exception {
        history.webhook(TYPE, receiver.url("/bot"), ",\"timeout\":\"60s\"");
        publish(300);
        awaitDeliveries("status=delivered", 300);
        Semaphore gate = new Semaphore(0);
        receiver.gate(gate);
        String id = history.replay("{\"webhook_id\":1}").get("id").asText();
        awaitResent(id, 100);
        hub.put("/integrations/api/webhooks/1", "{\"enabled\":false}");
        assertThat(hub.post(REPLAYS, "{\"webhook_id\":1}").status()).isEqualTo(409);
        int resent = history.replayOf(id).get("resent").intValue();
        receiver.gate(null);
        assertThat(history.stateOf(id)).isEqualTo("running");
        assertThat(history.replayOf(id).get("resent").intValue()).isEqualTo(resent);
        hub.delete("/integrations/api/webhooks/1");
        assertThat(awaitState(id, "failed").get("error").asText())
                .isEqualTo("Webhook 1 was deleted");
    }

    @Test
    void one_that_is_paused_is_cancelled_and_sends_no_more() throws Exception {
        history.webhook(TYPE, receiver.url("/bot"), ",\"timeout\":\"60s\"");
        publish(300);
        awaitDeliveries("status=delivered", 300);
        receiver.gate(new Semaphore(0));
        String id = history.replay("{\"webhook_id\":1}").get("id").asText();
        awaitResent(id, 100);
        assertThat(hub.post(REPLAYS + "/" + id + "/pause", "").status()).isEqualTo(200);
        int resent = history.replayOf(id).get("resent").intValue();

        Reply cancelled = hub.post(REPLAYS + "/" + id + "/cancel", "");

        assertThat(cancelled.status()).as(cancelled.text()).isEqualTo(200);
        assertThat(cancelled.data().get("state").asText()).isEqualTo("cancelled");
        assertThat(cancelled.data().has("ended_at")).isTrue();
        receiver.gate(null);
        awaitCalls("/bot", 300 + resent);
        awaitDeliveries("status=delivered", 300);
        assertThat(history.replayOf(id).get("resent").intValue()).isEqualTo(resent);
        assertThat(hub.post(REPLAYS + "/" + id + "/resume", "").status()).isEqualTo(409);
    }

    @Test
    void a_part_that_was_begun_before_another_node_paused_or_cancelled_is_not_committed()
            throws Exception {
        history.webhook(TYPE, receiver.url("/bot"), ",\"timeout\":\"60s\"");
        publish(300);
        awaitDeliveries("status=delivered", 300);
        receiver.gate(new Semaphore(0));
        String id = history.replay("{\"webhook_id\":1}").get("id").asText();
        awaitResent(id, 100);
        Ledger ledger = hub.pipeline().ledger();
        ReplayStore store = new ReplayStore(ledger);
        Replay begun = store.byId(1, IdForm.REPLAY.parse(id)).orElseThrow();

        assertThat(advances(store, begun)).as("nobody halted it").isTrue();
        Replay there = store.byId(1, begun.id()).orElseThrow();
        for (Replay.State halted : List.of(Replay.State.PAUSED, Replay.State.CANCELLED)) {
            store.change(1, begun.id(), stateOf(store, begun), halted, Instant.now());
            assertThat(advances(store, there)).as(halted.name()).isFalse();
        }
    }

    private static Replay.State stateOf(ReplayStore store, Replay replay) {
        return store.byId(1, replay.id()).orElseThrow().state();
    }

    private boolean advances(ReplayStore store, Replay from) throws Exception {
        try (HeldConnection connection = hub.pipeline().ledger().holdSynced()) {
            return connection.transact(open -> store.advance(open, from, from.place() + 1));
        }
    }

    @Test
    void a_workspace_has_twenty_that_have_not_ended_at_the_most() throws Exception {
        history.webhook(TYPE, receiver.url("/bot"), "");
        List<String> replays = new ArrayList<>();
        for (int number = 0; number < ReplaysApi.UNFINISHED_MAX; number++) {
            replays.add(paused());
        }

        Reply refused = hub.post(REPLAYS, "{\"webhook_id\":1}");
        assertThat(refused.status()).as(refused.text()).isEqualTo(403);
        assertThat(refused.code()).isEqualTo("quota_exceeded");
        assertThat(hub.post(REPLAYS, "{\"webhook_id\":1,\"dry_run\":true}").status())
                .isEqualTo(200);
        hub.post(REPLAYS + "/" + replays.get(0) + "/cancel", "");
        assertThat(hub.post(REPLAYS, "{\"webhook_id\":1}").status()).isEqualTo(200);
    }

    /** One that nobody works on: there is nothing that it could be done with before. */
    private String paused() {
        Ledger ledger = hub.pipeline().ledger();
        long id = ledger.ids().next();
        new ReplayStore(ledger)
                .insert(
                        new Replay(
                                id, 1, "ana", "{}", Replay.State.PAUSED, 0, id, 0, 0, null, null));
        return IdForm.REPLAY.format(id);
    }

    @Test
    void what_goes_to_a_disabled_webhook_or_is_owed_anyway_is_passed_over_and_counted()
            throws Exception {
        history.webhook(TYPE, receiver.url("/on"), "");
        int off = history.webhook("message:new", receiver.url("/off"), "");
        publish(4);
        awaitDeliveries("status=delivered", 8);
        hub.put("/integrations/api/webhooks/" + off, "{\"enabled\":false}");

        String id = history.replay("{\"event_type\":\"" + TYPE + "\"}").get("id").asText();

        JsonNode done = awaitState(id, "done");
        assertThat(done.get("resent").intValue()).isEqualTo(4);
        assertThat(done.get("skipped").intValue()).isEqualTo(4);
        awaitCalls("/on", 8);
        assertThat(receiver.calls("/off")).hasSize(4);
        assertThat(history.deliveries("status=pending&webhook_id=" + off)).isEmpty();
    }

    @Test
    void one_that_has_ended_is_listed_until_its_time_is_over_and_no_other_is_deleted()
            throws Exception {
        history.webhook(TYPE, receiver.url("/bot"), "");
        String done = history.replay("{\"webhook_id\":1}").get("id").asText();
        Instant before = Instant.now().minusSeconds(60);
        awaitState(done, "done");
        String running = paused();
        ReplayStore store = new ReplayStore(hub.pipeline().ledger());

        store.deleteEndedBefore(before);
        assertThat(history.list(REPLAYS)).hasSize(2);
        store.deleteEndedBefore(Instant.now().plusSeconds(60));

        assertThat(history.list(REPLAYS))
                .extracting(one -> one.get("id").asText())
                .containsExactly(running);
    }
}
