package io.github.cameltimelines.hub.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltimelines.hub.Receiver;
import io.github.cameltimelines.hub.RunningHub.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The figures and the log that TimelinesAI's console shows of a webhook. */
class WebhookFiguresTest extends WebhookFixture {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Receiver receiver;

    @BeforeEach
    void open() throws Exception {
        receiver = new Receiver();
    }

    @AfterEach
    void closeReceiver() {
        receiver.close();
    }

    private int to(String path, String schedule) throws Exception {
        return hub.post(
                        WEBHOOKS,
                        webhook(
                                "message:received:new",
                                receiver.url(path),
                                "\"retry_schedule\":\"" + schedule + "\""))
                .data()
                .get("id")
                .intValue();
    }

    private void publish(String uid) throws Exception {
        Reply reply =
                hub.post(
                        "/hub/api/v1/events",
                        "{\"event_type\":\"message:received:new\",\"chat\":{\"chat_id\":1},"
                                + "\"message\":{\"message_uid\":\""
                                + uid
                                + "\",\"text\":\"private words\"}}");
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    }

    private JsonNode full(int id) throws Exception {
        return hub.get(FULL + "/" + id).data();
    }

    @Test
    void a_webhook_shows_activations_error_rate_last_response_status_and_editor() throws Exception {
        int id = to("/a", "1ms");
        JsonNode fresh = full(id);
        assertThat(fresh.get("activations").intValue()).isZero();
        assertThat(fresh.get("error_rate").doubleValue()).isZero();
        assertThat(fresh.has("last_response")).isFalse();
        assertThat(fresh.get("status").asText()).isEqualTo("active");
        assertThat(fresh.get("last_edited_by").asText()).isEqualTo("bootstrap");
        assertThat(Instant.parse(fresh.get("last_edited_at").asText()))
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(1));
        for (int event = 0; event < 3; event++) {
            publish("m" + event);
        }
        await().atMost(PATIENCE).until(() -> full(id).get("activations").intValue() == 3);
        receiver.answer(503, "come later");
        publish("late");
        await().atMost(PATIENCE).until(() -> full(id).get("activations").intValue() == 5);

        JsonNode shown = full(id);
        assertThat(shown.get("error_rate").doubleValue()).isEqualTo(0.4);
        assertThat(shown.get("errors_counter").intValue()).isEqualTo(2);
        assertThat(shown.at("/last_response/status").intValue()).isEqualTo(503);
        assertThat(shown.at("/last_response/delivered").booleanValue()).isFalse();
        assertThat(shown.at("/last_response/error").asText()).contains("503");
        assertThat(shown.get("url").asText()).isEqualTo(receiver.url("/a"));
        assertThat(shown.get("hours")).hasSize(24);
        int attempts = 0;
        for (JsonNode hour : shown.get("hours")) {
            attempts += hour.get("attempts").intValue();
        }
        assertThat(attempts).isEqualTo(5);
        hub.put(WEBHOOKS + "/" + id, "{\"enabled\":false}");
        assertThat(full(id).get("status").asText()).isEqualTo("disabled");
        assertThat(hub.get(WEBHOOKS + "/" + id).data())
                .as("TimelinesAI's answer has its five fields, and those of ours that were set")
                .hasSize(6);
    }

    @Test
    void a_list_has_the_figures_of_each_webhook_and_its_own() throws Exception {
        int good = to("/good", "1ms");
        int never =
                hub.post(WEBHOOKS, webhook("chat:new", "https://example.com/never"))
                        .data()
                        .get("id")
                        .intValue();
        publish("m");
        await().atMost(PATIENCE).until(() -> full(good).get("activations").intValue() == 1);
        receiver.answer(500, "");
        publish("n");
        await().atMost(PATIENCE).until(() -> full(good).get("activations").intValue() == 3);

        JsonNode list = hub.get(FULL).data();
        assertThat(list).hasSize(2);
        assertThat(list.get(0).get("id").intValue()).isEqualTo(good);
        assertThat(list.get(0).get("activations").intValue()).isEqualTo(3);
        assertThat(list.get(0).get("error_rate").doubleValue()).isEqualTo(0.6667);
        assertThat(list.get(0).has("hours")).isFalse();
        assertThat(list.get(1).get("id").intValue()).isEqualTo(never);
        assertThat(list.get(1).get("activations").intValue()).isZero();
        JsonNode wire = hub.get(WEBHOOKS).data();
        assertThat(wire.get(0).get("errors_counter").intValue()).isEqualTo(2);
        assertThat(wire.get(1).get("errors_counter").intValue()).isZero();
    }

    @Test
    void the_log_is_a_file_with_a_line_for_each_attempt_and_nothing_private() throws Exception {
        int id = to("/a", "none");
        receiver.answer(418, "private answer");
        publish("m");
        await().atMost(PATIENCE).until(() -> full(id).get("activations").intValue() == 1);

        Reply log = hub.get(WEBHOOKS + "/" + id + "/log");
        assertThat(log.raw().headers().firstValue("Content-Type"))
                .contains("text/plain; charset=utf-8");
        assertThat(log.raw().headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"webhook-" + id + "-log.txt\"");
        List<String> lines = log.text().lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).startsWith("time\tevent_id\tevent_type");
        assertThat(lines.get(1))
                .contains("\tmessage:received:new\t1\tgiven_up\t418\t")
                .doesNotContain("private");
        assertThat(hub.get(WEBHOOKS + "/" + id + "/log/").status()).isEqualTo(200);
        assertProblem(hub.get(WEBHOOKS + "/999/log"), 404, "not_found");
        assertProblem(hub.get(WEBHOOKS + "/x/log"), 404, "not_found");
        assertProblem(hub.get(FULL + "/999"), 404, "not_found");
    }

    @Test
    void a_page_has_so_many_and_leads_to_the_next() throws Exception {
        int first = to("/a?of=Shop", "none");
        int second = create("chat:new", "\"description\":\"the shop\"");
        int third = create("message:new");
        publish("m");
        await().atMost(PATIENCE).until(() -> full(first).get("activations").intValue() == 1);

        JsonNode page = hub.get(FULL + "?limit=2&hours=true").json();
        assertThat(page.at("/data").findValuesAsText("id"))
                .containsExactly("" + first, "" + second);
        assertThat(page.get("has_more").booleanValue()).isTrue();
        assertThat(page.at("/data/0/hours")).isEqualTo(full(first).get("hours"));
        assertThat(page.at("/data/0/activations").intValue()).isEqualTo(1);
        assertThat(page.at("/data/1/hours")).hasSize(24);

        String cursor = page.get("cursor").asText();
        JsonNode end = hub.get(FULL + "?limit=2&cursor=" + cursor).json();
        assertThat(end.at("/data").findValuesAsText("id")).containsExactly("" + third);
        assertThat(end.at("/data/0").has("hours")).isFalse();
        assertThat(end.get("has_more").booleanValue()).isFalse();
        assertThat(hub.get(FULL + "?search=SHOP").data().findValuesAsText("id"))
                .containsExactly("" + first, "" + second);
        assertThat(hub.get(FULL + "?search=chat:new").data().findValuesAsText("id"))
                .containsExactly("" + second);
        assertThat(hub.get(FULL + "?search=nowhere").data()).isEmpty();
    }

    @Test
    void a_page_that_cannot_be_is_refused_by_the_name_of_what_is_wrong() throws Exception {
        assertThat(refused(hub.get(FULL + "?limit=501&cursor=x&hours=yes&sort=url")))
                .containsExactly("limit", "cursor", "hours", "sort");
    }
}
