package io.github.cameltimelines.hub.console.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameltimelines.hub.Receiver;
import io.github.cameltimelines.hub.console.ConsoleClient.Answer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The list of webhooks, the page of each, and what can be done from them. */
class WebhookPagesTest extends WebhookPagesFixture {

    private static final List<String> PART = List.of("HX-Request", "true");

    private void publish(String uid) throws Exception {
        String event =
                "{\"event_type\":\"message:new\",\"message\":{\"message_uid\":\"%s\"}}"
                        .formatted(uid);
        assertThat(hub.send("POST", "/hub/api/v1/events", token, event).status()).isEqualTo(200);
    }

    @Test
    void the_list_has_the_columns_of_timelinesai_and_the_figures_of_each() throws Exception {
        workspace(0);
        try (Receiver receiver = new Receiver()) {
            int id = create("message:new", receiver.url("/a"), ",\"retry_schedule\":\"none\"");
            publish("m1");
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> full(id).get("activations").intValue() == 1);
            receiver.answer(503, "");
            publish("m2");
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> full(id).get("activations").intValue() == 2);

            String list = page("/webhooks");
            assertThat(list)
                    .contains(">URL<", ">Event type<", ">Activations<", ">Error rate<")
                    .contains(">Last response<", ">Last edited by<", ">Status<", ">Actions<")
                    .contains("+ Add Endpoint", "Download webhooks change log", "Download log")
                    .contains("class=\"number\">2</td>", "class=\"number\">50 %</td>")
                    .contains("<span class=\"state bad\" title=", ">503<", "ana<br>")
                    .contains("aria-label=\"Last 24 hours: 1 delivered, 1 failed\"")
                    .contains("1 endpoint<");
            String figures = page("/webhooks/figures");
            assertThat(figures)
                    .contains("<td id=\"rate-" + id + "\"", "hx-swap-oob=\"true\">50 %</td>")
                    .doesNotContain("role=\"switch\"", "<html");
            assertThat(page("/webhooks/" + id))
                    .contains("<dt>Error rate</dt><dd>50 %</dd>", "1 delivered, 1 failed")
                    .contains("deliveries?webhook_id=" + id, "events/test?webhook_id=" + id);
            Answer part = console.get("/webhooks/" + id, "HX-Request", "true");
            assertThat(part.text()).contains("50 %").doesNotContain("<html");
            assertThat(page("/webhooks/" + id + "/log")).contains("\tdelivered\t", "\t503\t");
        }
    }

    @Test
    void an_empty_list_says_what_to_do() throws Exception {
        workspace(0);
        assertThat(page("/webhooks")).contains("No endpoint yet. Add one", "0 endpoints");
    }

    @Test
    void what_others_wrote_stays_text() throws Exception {
        workspace(0);
        String script = "<script>alert(1)</script>";
        int id =
                create(
                        "message:new",
                        "https://example.com/?q='><b>".replace("<", "%3C").replace(">", "%3E"),
                        ",\"description\":\"" + script + "\"");
        for (String path : List.of("", "/" + id, "/" + id + "/edit", "/" + id + "/delete")) {
            assertThat(page("/webhooks" + path)).doesNotContain("<script>alert", "?q='");
        }
        assertThat(page("/webhooks")).contains("&lt;script&gt;alert(1)", "?q=&#39;");
        assertThat(page("/webhooks?search=" + "%22%3E%3Cscript%3Ealert(1)"))
                .contains("value=\"&quot;&gt;&lt;script&gt;alert(1)\"");
    }

    @Test
    void the_count_stands_against_the_limit_and_at_it_none_can_be_added() throws Exception {
        workspace(2);
        create("message:new", "https://example.com/a", "");
        assertThat(page("/webhooks"))
                .contains("1 of 2 endpoints", "href=\"webhooks/new\"")
                .doesNotContain("disabled");
        create("message:new", "https://example.com/b", "");
        assertThat(page("/webhooks"))
                .contains("2 of 2 endpoints", "disabled aria-describedby=\"full\"")
                .contains("has all of the 2 endpoints")
                .doesNotContain("href=\"webhooks/new\"");
    }

    @Test
    void fifty_stand_on_a_page_and_a_search_finds_by_url_or_type() throws Exception {
        workspace(0);
        for (int i = 1; i <= 51; i++) {
            create(i == 7 ? "chat:new" : "message:new", "https://example.com/n" + i, "");
        }
        String first = page("/webhooks");
        assertThat(first).contains("/n50<", "Next page").doesNotContain("/n51<", "First page");
        String next = first.replaceFirst("(?s).*href=\"(webhooks\\?cursor=[^\"]+)\".*", "$1");
        String second = page("/" + next);
        assertThat(second).contains("href=\"webhooks\">First page");
        assertThat(second).contains("/n51<", "First page").doesNotContain("/n50<", "Next page");
        assertThat(second).contains("webhooks/figures" + next.substring("webhooks".length()));

        assertThat(page("/webhooks?search=CHAT")).contains("/n7<").doesNotContain("/n8<");
        assertThat(page("/webhooks?search=n51"))
                .contains("/n51<", "value=\"n51\"")
                .doesNotContain("/n5<");
        assertThat(page("/webhooks?search=nowhere")).contains("No endpoint has that");
    }

    @Test
    void a_switch_changes_the_status_with_and_without_scripts() throws Exception {
        workspace(0);
        int id = create("message:new", "https://example.com/a", "");
        Answer off = console.post("/webhooks/" + id + "/status", "search", "a b");
        assertThat(off.status()).isEqualTo(303);
        assertThat(off.header("Location")).endsWith("webhooks?search=a+b&done=disabled");
        assertThat(full(id).get("enabled").booleanValue()).isFalse();
        assertThat(page("/webhooks?done=disabled")).contains("The endpoint was switched off.");

        Answer on =
                console.send(
                        "/webhooks/" + id + "/status",
                        PART,
                        "csrf",
                        console.csrf(),
                        "enabled",
                        "true");
        assertThat(on.status()).isEqualTo(200);
        assertThat(on.text())
                .contains("<span id=\"status-" + id + "\" hx-swap-oob=\"true\">active</span>")
                .contains("https://example.com/a is active.")
                .doesNotContain("<html");
        assertThat(full(id).get("enabled").booleanValue()).isTrue();
        Answer detail = console.post("/webhooks/" + id + "/status", "detail", "true");
        assertThat(detail.header("Location")).endsWith(id + "?done=disabled");
    }

    @Test
    void a_webhook_is_deleted_after_a_question() throws Exception {
        workspace(0);
        int id = create("message:new", "https://example.com/a", "");
        assertThat(page("/webhooks/" + id + "/delete"))
                .contains("https://example.com/a", "Keep it");
        assertThat(all()).hasSize(1);
        Answer deleted = console.post("/webhooks/" + id + "/delete");
        assertThat(deleted.header("Location")).endsWith("webhooks?done=deleted");
        assertThat(all()).isEmpty();
        assertThat(page("/webhooks/changelog")).contains("ana  deleted webhook " + id);
    }

    @Test
    void a_page_tells_the_changes_of_its_webhook_before_and_after() throws Exception {
        workspace(0);
        int id = create("message:new", "https://example.com/a", "");
        create("chat:new", "https://example.com/other", "");
        hub.send("PUT", WEBHOOKS + "/" + id, token, "{\"url\":\"https://example.com/b\"}");

        assertThat(page("/webhooks/" + id))
                .contains("<td>edited</td>", "<td>created</td>")
                .contains("<del>https://example.com/a</del>", "<ins>https://example.com/b</ins>")
                .doesNotContain("https://example.com/other");
    }

    @Test
    void the_webhook_of_another_workspace_is_not_there() throws Exception {
        workspace(0);
        int foreign = create(newToken(0), "message:new", "https://example.com/theirs", "");
        String one = "/webhooks/" + foreign;
        for (String path : List.of("", "/edit", "/delete", "/secret", "/log")) {
            assertThat(console.get(one + path).status()).as(path).isEqualTo(404);
        }
        for (String path : List.of("/edit", "/delete", "/secret", "/status")) {
            Answer answer = console.post(one + path, "url", "https://example.com/mine");
            assertThat(answer.status()).as(path).isEqualTo(404);
        }
        assertThat(page("/webhooks")).doesNotContain("theirs");
        assertThat(console.get("/webhooks/x").status()).isEqualTo(404);
    }

    @Test
    void a_form_of_another_site_changes_nothing() throws Exception {
        workspace(0);
        int id = create("message:new", "https://example.com/a", "");
        String before = full(id).toString();
        for (String path : List.of("/new", "/" + id + "/edit", "/" + id + "/delete")) {
            for (String csrf : List.of("", "0".repeat(64))) {
                Answer answer =
                        console.send(
                                "/webhooks" + path,
                                List.of(),
                                "csrf",
                                csrf,
                                "url",
                                "https://example.com/evil",
                                "event_type",
                                "chat:new");
                assertThat(answer.status()).as(path).isEqualTo(403);
            }
        }
        for (String path : List.of("/status", "/secret")) {
            Answer answer = console.send("/webhooks/" + id + path, List.of());
            assertThat(answer.status()).as(path).isEqualTo(403);
        }
        assertThat(all()).hasSize(1);
        assertThat(full(id).toString()).isEqualTo(before);
    }
}
