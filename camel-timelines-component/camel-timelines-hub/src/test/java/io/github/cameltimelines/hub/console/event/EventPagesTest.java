package io.github.cameltimelines.hub.console.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltimelines.hub.RunningHub;
import io.github.cameltimelines.hub.console.ConsoleClient.Answer;
import io.github.cameltimelines.hub.console.ConsoleFixture;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the pages of events show and do. */
class EventPagesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String SCRIPT = "<script>alert(1)</script>";
    private static final Pattern ROW = Pattern.compile("events/(evt_[0-9a-z]+)\"><code>");
    private static final Pattern OLDER = Pattern.compile("events(\\?[^\"]*cursor=[^\"]+)\"");

    @TempDir static Path folder;
    private static ConsoleFixture with;

    @BeforeAll
    static void start() throws Exception {
        with = ConsoleFixture.of(RunningHub.start(folder));
    }

    @AfterAll
    static void stop() {
        with.close();
    }

    private static Answer get(String path) throws Exception {
        return with.console().get(path);
    }

    private static List<String> listed(String query) throws Exception {
        Answer page = get("/events" + query);
        assertThat(page.status()).as(page.text()).isEqualTo(200);
        return ROW.matcher(page.text()).results().map((MatchResult row) -> row.group(1)).toList();
    }

    private static String event(String type, String chat, String text) {
        return "{\"event_type\":\"%s\",\"chat\":{\"chat_id\":\"%s\"},\"text\":\"%s\"}"
                .formatted(type, chat, text);
    }

    private static String publish(String type, String chat, String text) throws Exception {
        return with.history().publish(event(type, chat, text));
    }

    @Test
    void events_are_listed_newest_first_and_found_by_type_chat_and_time() throws Exception {
        String first = publish("chat:new", "list-1", "a");
        String second = publish("chat:outgoing:new", "list-2", "b");
        assertThat(listed("")).containsSubsequence(second, first);
        assertThat(listed("?chat_id=list-1")).containsExactly(first);
        assertThat(listed("?event_type=chat:outgoing:new&chat_id=list-2")).containsExactly(second);
        assertThat(listed("?chat_id=list-1&from=2026-01-01T00:00")).containsExactly(first);
        assertThat(listed("?chat_id=list-1&to=2026-01-01T00:00:00")).isEmpty();
        assertThat(get("/events?chat_id=nobody").text())
                .contains("No event fits the filter", "Show all");
    }

    @Test
    void a_filter_that_cannot_be_is_kept_with_what_is_wrong_beside_it() throws Exception {
        Answer page = get("/events?from=yesterday&chat_id=4711&event_type=" + "x".repeat(300));
        assertThat(page.status()).isEqualTo(400);
        assertThat(page.text())
                .contains("id=\"from-error\" class=\"wrong\">must be a time")
                .contains("id=\"event_type-error\" class=\"wrong\">must have at most 255")
                .contains("name=\"chat_id\" value=\"4711\"")
                .contains("value=\"yesterday\" aria-invalid=\"true\"");
        assertThat(get("/events?cursor=nowhere").status()).isEqualTo(400);
    }

    @Test
    void pages_follow_each_other_without_gaps_whatever_comes_in_meanwhile() throws Exception {
        for (int i = 0; i < 60; i++) {
            publish("chat:new", "paging", "p" + i);
        }
        String query = "?chat_id=paging";
        List<String> newest = listed(query);
        Matcher older = OLDER.matcher(get("/events" + query).text());
        assertThat(older.find()).isTrue();
        String late = publish("chat:new", "paging", "late");
        String next = older.group(1).replace("&amp;", "&");
        assertThat(newest).hasSize(50);
        assertThat(listed(next))
                .hasSize(10)
                .doesNotContainAnyElementsOf(newest)
                .doesNotContain(late);
        assertThat(get("/events" + next).text())
                .contains("Back to the newest")
                .doesNotContain("events/news"); // only the first page is told of newer ones
    }

    @Test
    void newer_events_are_counted_and_no_row_is_moved() throws Exception {
        String seen = publish("chat:new", "news", "1");
        assertThat(get("/events?chat_id=news").text())
                .contains("hx-get=\"events/news?since=" + seen + "&amp;chat_id=news\"");
        String poll = "/events/news?since=" + seen + "&chat_id=news";
        assertThat(get(poll).text()).doesNotContain("new event", "<html");
        assertThat(get(poll + "&count=0").status()).isEqualTo(204); // the page stays as it is
        publish("chat:new", "news", "2");
        publish("chat:new", "another", "3");
        assertThat(get(poll + "&count=0").text())
                .contains("<a href=\"?shown=newest&amp;chat_id=news\">1 new event</a>");
    }

    @Test
    void an_event_shows_its_payload_and_to_whom_it_went() throws Exception {
        String url = with.receiver().url("/shown");
        int webhook = with.history().webhook("chat:incoming:new", url, "");
        String id = publish("chat:incoming:new", "shown", "hello");
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(get("/events?chat_id=shown").text())
                                        .contains("1 delivered"));
        JsonNode delivery = with.hub().get("/hub/api/v1/events/" + id).data().at("/deliveries/0");
        assertThat(get("/events/" + id).text())
                .contains("&quot;text&quot; : &quot;hello&quot;")
                .contains(url)
                .contains("<span class=\"state ok\">delivered</span>")
                .contains("href=\"../deliveries/" + delivery.get("id").asText() + "\"");
        Answer raw = get("/events/" + id + "/payload");
        assertThat(raw.text()).isEqualTo(event("chat:incoming:new", "shown", "hello"));
        assertThat(raw.header("Content-Type")).isEqualTo("application/json");
        with.hub().delete("/integrations/api/webhooks/" + webhook);
        assertThat(get("/events/" + id).text()).contains("a webhook that was deleted");
    }

    @Test
    void an_event_is_sent_to_a_webhook_that_did_not_get_it() throws Exception {
        String id = publish("chat:new", "resend", "again");
        String url = with.receiver().url("/resent");
        int webhook = with.history().webhook("call:incoming:missed", url, "");
        String path = "/events/" + id + "/resend";
        Answer forged = with.console().send(path, List.of(), "webhook_id", "" + webhook);
        assertThat(forged.status()).isEqualTo(403);
        Answer sent = with.console().post(path, "webhook_id", "" + webhook);
        assertThat(sent.status()).as(sent.text()).isEqualTo(303);
        assertThat(sent.header("Location"))
                .startsWith("../../deliveries/dlv_")
                .endsWith("?done=resent");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(with.receiver().calls("/resent")).hasSize(1));
        with.hub().put("/integrations/api/webhooks/" + webhook, "{\"enabled\":false}");
        Answer refused = with.console().post(path, "webhook_id", "" + webhook);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text())
                .contains("is disabled; enable it first", "value=\"" + webhook + "\" selected");
        assertThat(with.console().post(path, "webhook_id", "x").text())
                .contains("Choose a webhook.");
        assertThat(with.receiver().calls("/resent")).hasSize(1);
    }

    @Test
    void an_erased_event_says_so_and_can_be_sent_to_nobody() throws Exception {
        String id = publish("chat:new", "4242", "private words");
        with.hub().post("/hub/api/v1/erasures", "{\"chat_id\":4242}");
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(get("/events/" + id).text())
                                        .contains("The payload was erased")
                                        .doesNotContain("private words", "/resend", "Download"));
        assertThat(get("/events/" + id + "/payload").status()).isEqualTo(410);
    }

    @Test
    void what_others_wrote_stays_text() throws Exception {
        String id = publish("chat:new", SCRIPT, SCRIPT);
        String quoted = "%22%3E%3Cscript%3Ealert(1)%3C/script%3E";
        for (String path :
                List.of(
                        "/events/" + id,
                        "/events",
                        "/events?from=" + quoted + "&event_type=" + quoted,
                        "/events/news?since=" + quoted + "&chat_id=" + quoted,
                        "/events/test?event_type=" + quoted,
                        "/events/%3Cscript%3Ealert(1)%3C%2Fscript%3E")) {
            assertThat(get(path).text()).as(path).doesNotContain("<script>alert");
        }
        assertThat(get("/events").text()).contains("&lt;script&gt;alert(1)&lt;/script&gt;");
        assertThat(get("/events/" + id).text())
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;")
                .contains("events?chat_id=%3Cscript%3Ealert%281%29%3C%2Fscript%3E\"");
    }

    @Test
    void another_workspace_finds_nothing() throws Exception {
        String id = publish("chat:new", "mine", "mine");
        int webhook = with.history().webhook("chat:new", with.receiver().url("/mine"), "");
        assertThat(with.stranger().get("/events").text())
                .contains("No event has come in yet")
                .doesNotContain("evt_");
        for (String path : List.of("/events/" + id, "/events/" + id + "/payload")) {
            assertThat(with.stranger().get(path).status()).as(path).isEqualTo(404);
        }
        String resend = "/events/" + id + "/resend";
        assertThat(with.stranger().post(resend, "webhook_id", "" + webhook).status())
                .isEqualTo(404);
        assertThat(get("/events/evt_zzz").status()).isEqualTo(404);
        assertThat(get("/events/evt_0000000000001").status()).isEqualTo(404);
    }
}
