package io.github.cameltimelines.hub.console.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameltimelines.hub.console.delivery.Member.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

/** Many chosen and sent again, as a browser does it. */
class ReplayPagesTest extends DeliveryPagesFixture {

    private static final String OF = "?of=3";

    private List<String> delivered(int chat, int count) throws Exception {
        List<String> ids = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            ids.add(delivery(chat, "delivered"));
        }
        return ids;
    }

    private static String[] chosen(List<String> ids, String... more) {
        List<String> fields = new ArrayList<>(List.of(more));
        ids.forEach(id -> fields.addAll(List.of("delivery", id)));
        return fields.toArray(String[]::new);
    }

    /** The path of the replay. */
    private String begin(String... fields) throws Exception {
        Answer begun = me.post("replays", fields);
        assertThat(begun.status()).as(begun.text()).isEqualTo(303);
        assertThat(begun.location()).contains("done=replaying");
        return begun.location().split("\\?")[0];
    }

    private Answer awaitState(String path, String word) {
        return await().atMost(PATIENCE)
                .until(() -> me.part(path), answer -> answer.text().contains(">" + word + "<"));
    }

    @Test
    void chosen_deliveries_are_counted_confirmed_and_resent() throws Exception {
        int chat = chat();
        webhook("");
        List<String> ids = delivered(chat, 3);
        int before = receiver.calls().size();
        Answer asked = me.post("replays/confirm", chosen(ids, "what", "selected"));
        assertThat(asked.status()).as(asked.text()).isEqualTo(200);
        assertThat(asked.text())
                .contains("Replay 3 deliveries?", "3 chosen deliveries", "value=\"" + ids.get(2));
        assertThat(receiver.calls()).as("nothing is sent yet").hasSize(before);

        String path = begin(chosen(ids, "of", "3"));
        Answer ended = awaitState(path + OF, "done");
        assertThat(ended.text())
                .contains("value=\"3\" max=\"3\"", "id=\"ended\" hx-swap-oob", "3 resent")
                .doesNotContain("hx-trigger", "<html");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(receiver.calls()).hasSize(before + 3));
        assertThat(me.get(path).text()).contains("aria-live=\"polite\"", ">done<", "<progress");
        assertThat(me.get("replays").text()).contains(path, "3 chosen deliveries", ">done<");
    }

    @Test
    void all_that_match_a_filter_are_resent() throws Exception {
        int chat = chat();
        webhook("");
        delivered(chat, 2);
        String[] filter = {"chat_id", "" + chat, "status", "delivered", "what", "filter"};
        assertThat(me.get("deliveries?chat_id=" + chat).text()).contains("Replay all that match");
        assertThat(me.get("deliveries").text()).doesNotContain("Replay all that match");
        Answer asked = me.post("replays/confirm", filter);
        assertThat(asked.text())
                .contains("Replay 2 deliveries?", "deliveries delivered, of chat " + chat)
                .contains("name=\"of\" value=\"2\"");
        String path = begin("chat_id", "" + chat, "status", "delivered", "of", "2");
        assertThat(path).startsWith("replays/rpl_");
        assertThat(awaitState(path + "?of=2", "done").text()).contains("value=\"2\" max=\"2\"");
    }

    @Test
    void a_replay_is_paused_goes_on_and_is_cancelled() throws Exception {
        int chat = chat();
        int webhook = webhook("");
        List<String> ids = delivered(chat, 1);
        hub.suspend("timelines-deliver");
        try {
            String path = begin("webhook_id", "" + webhook);
            hub.put("/integrations/api/webhooks/" + webhook, "{\"enabled\":false}");
            Answer paused = me.post(path + "/pause", "of", "1");
            assertThat(paused.location()).startsWith("../../" + path);
            if (!paused.location().contains("too-late")) {
                assertThat(me.get(path).text()).contains(">paused<", ">Resume<", "every 5s");
                assertThat(me.post(path + "/resume").location()).contains("done=resumed");
            }
            me.post(path + "/cancel");
            assertThat(me.post(path + "/cancel").status()).isEqualTo(303);
            assertThat(me.post(path + "/pause").location()).contains("done=too-late");
            assertThat(me.get(path + "?done=too-late").text()).contains("Nothing was changed");
        } finally {
            hub.resume("timelines-deliver");
        }
        assertThat(ids).hasSize(1);
    }

    @Test
    void only_a_form_of_ours_begins_one_and_another_workspace_sees_none() throws Exception {
        int chat = chat();
        webhook("");
        List<String> ids = delivered(chat, 1);
        int before = history.list("/hub/api/v1/replays").size();
        assertThat(me.postAlone("replays", chosen(ids)).status()).isEqualTo(403);
        assertThat(me.postAlone("replays/confirm", chosen(ids)).status()).isEqualTo(403);
        assertThat(history.list("/hub/api/v1/replays")).hasSize(before);
        String path = begin(chosen(ids));
        assertThat(stranger.get(path).status()).isEqualTo(404);
        assertThat(stranger.post(path + "/cancel").status()).isEqualTo(404);
        assertThat(stranger.get("replays").text()).contains("No replay yet").doesNotContain(path);
        assertThat(stranger.post("replays/confirm", chosen(ids, "what", "selected")).text())
                .contains("Nothing to replay");
        awaitState(path, "done");
    }

    @Test
    void what_cannot_be_replayed_is_said_in_words() throws Exception {
        Answer none = me.post("replays/confirm", "what", "selected", "chat_id", "7");
        assertThat(none.location()).isEqualTo("../deliveries?&chat_id=7&done=none-chosen");
        assertThat(me.get("deliveries?done=none-chosen").text()).contains("Nothing was chosen");
        Answer pending = me.post("replays/confirm", "what", "filter", "status", "pending");
        assertThat(pending.status()).isEqualTo(400);
        assertThat(pending.text()).contains("must be one of given_up, delivered, retrying");
        Answer script = me.post("replays/confirm", "what", "filter", "chat_id", "<script>x");
        assertThat(script.text()).contains("&lt;script&gt;x").doesNotContain("<script>x");
        int webhook = webhook("");
        hub.put("/integrations/api/webhooks/" + webhook, "{\"enabled\":false}");
        Answer disabled = me.post("replays", "webhook_id", "" + webhook);
        assertThat(disabled.status()).isEqualTo(409);
        assertThat(disabled.text()).contains("is disabled; enable it first");
    }

    @Test
    void a_running_replay_asks_again_by_itself() throws Exception {
        int chat = chat();
        int webhook = webhook("");
        delivered(chat, 1);
        receiver.gate(new Semaphore(0));
        for (int number = 0; number < 3; number++) {
            history.publish(chat, "r-" + number);
        }
        hub.put("/integrations/api/webhooks/" + webhook, "{\"enabled\":true}");
        String path = begin("webhook_id", "" + webhook);
        String page = me.get(path + OF).text();
        if (page.contains(">running<")) {
            assertThat(page)
                    .contains("hx-trigger=\"every 1s\"", path + OF, ">Pause<", ">Cancel<")
                    .containsPattern("<progress id=\"progress\" value=\"[0-3]\" max=\"3\">");
        }
        receiver.gate(null);
        awaitState(path + OF, "done");
    }
}
