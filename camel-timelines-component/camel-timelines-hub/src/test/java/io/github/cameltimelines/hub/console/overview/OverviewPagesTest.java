package io.github.cameltimelines.hub.console.overview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameltimelines.hub.History;
import io.github.cameltimelines.hub.HistoryFixture;
import io.github.cameltimelines.hub.RunningHub;
import io.github.cameltimelines.hub.console.ConsoleClient;
import io.github.cameltimelines.process.FreePort;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The first page of the console. */
class OverviewPagesTest extends HistoryFixture {

    private String page(String token) throws Exception {
        ConsoleClient.Answer answer = new ConsoleClient(hub).signIn(token).get("/");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.text();
    }

    /** What the tile of that name says: the figure, then the remark. */
    private static String tile(String page, String name) {
        Matcher tile =
                Pattern.compile(
                                "<dt>"
                                        + name
                                        + "</dt>.*?>([^<>]+)</a></dd>\\s*<dd class=\"soft\">([^<]*)<",
                                Pattern.DOTALL)
                        .matcher(page);
        assertThat(tile.find()).as(page).isTrue();
        return tile.group(1) + ", " + tile.group(2);
    }

    /** The word that stands for the state of that thing. */
    private static String health(String page, String name) {
        Matcher row =
                Pattern.compile(
                                "<th scope=\"row\">"
                                        + name
                                        + "</th><td><span class=\"state[^>]*>([^<]*)<")
                        .matcher(page);
        assertThat(row.find()).as(page).isTrue();
        return row.group(1);
    }

    @Test
    void it_counts_what_came_in_and_went_out_and_failed() throws Exception {
        history.webhook(TYPE, receiver.url("/good"), "");
        int bad =
                history.webhook(
                        TYPE,
                        "http://127.0.0.1:" + FreePort.next() + "/bad?a='b'&c=d",
                        ",\"retry_schedule\":\"1h\"");
        for (int number = 0; number < 3; number++) {
            history.publish(number, "uid-" + number);
        }
        awaitCalls("/good", 3);

        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> {
                            String page = page(RunningHub.TOKEN);
                            assertThat(tile(page, "Events")).startsWith("3, ");
                            assertThat(tile(page, "Delivered")).startsWith("3, ");
                            assertThat(tile(page, "Error rate")).isEqualTo("50.0 %, of 6 attempts");
                            assertThat(tile(page, "Backlog")).startsWith("3, ");
                            assertThat(page)
                                    .contains("aria-label=\"Last 60 minutes: 3 events\"")
                                    .contains(
                                            "aria-label=\"Last 60 minutes: 3 delivered, 3 failed\"")
                                    .contains("href=\"webhooks/" + bad + "\"")
                                    .contains("/bad?a=&#39;b&#39;&amp;c=d");
                        });
    }

    @Test
    void another_workspace_has_figures_of_its_own() throws Exception {
        history.webhook(TYPE, receiver.url("/good"), "");
        history.publish(1, "uid-1");
        awaitCalls("/good", 1);
        int other =
                hub.send("POST", "/hub/api/v1/workspaces", RunningHub.ADMIN, "{\"name\":\"other\"}")
                        .data()
                        .get("id")
                        .intValue();
        String token =
                hub.send(
                                "POST",
                                "/hub/api/v1/tokens",
                                RunningHub.ADMIN,
                                "{\"name\":\"eve\",\"workspace_id\":" + other + "}")
                        .data()
                        .get("token")
                        .asText();

        String page = page(token);

        assertThat(tile(page, "Events")).startsWith("0, ");
        assertThat(tile(page, "Delivered")).startsWith("0, ");
        assertThat(page).contains("Nothing was delivered").doesNotContain("/good");
    }

    @Test
    void it_says_what_is_well_and_what_is_not_set() throws Exception {
        String page = page(RunningHub.TOKEN);

        assertThat(health(page, "Ledger")).isEqualTo("well");
        assertThat(health(page, "Disk")).isEqualTo("well");
        assertThat(health(page, "TimelinesAI")).isEqualTo("not in use");
        assertThat(health(page, "Alerts")).isEqualTo("in the log");
        assertThat(page).contains("timelines.upstream.token", "timelines.mail.host");
    }

    @Test
    void it_says_that_timelinesai_and_the_mail_server_are_down() throws Exception {
        hub.close();
        int nobody = FreePort.next();
        hub =
                RunningHub.start(
                        folder,
                        Map.of(
                                "timelines.upstream.token", "token-of-timelines-ai",
                                "timelines.upstream.base-url",
                                        "http://127.0.0.1:" + nobody + "/api",
                                "timelines.upstream.public-url", "https://hub.example.com",
                                "timelines.bootstrap.owner-email", "owner@example.com",
                                "timelines.mail.host", "127.0.0.1",
                                "timelines.mail.port", String.valueOf(nobody),
                                "timelines.mail.security", "none",
                                "timelines.mail.from", "hub@example.com"));
        history = new History(hub);
        history.webhook(
                TYPE,
                "http://127.0.0.1:" + nobody + "/",
                ",\"retry_schedule\":\"1s,1s,1s,1s,1h\",\"ordering\":\"none\"");
        for (int number = 0; number < 5; number++) {
            history.publish(number, "uid-" + number);
        }

        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> {
                            String page = page(RunningHub.TOKEN);
                            assertThat(health(page, "TimelinesAI")).isEqualTo("down");
                            assertThat(health(page, "Alerts")).isEqualTo("down");
                            assertThat(page).doesNotContain("owner@example.com");
                        });
    }

    @Test
    void who_is_not_signed_in_is_asked_to() throws Exception {
        ConsoleClient.Answer answer = new ConsoleClient(hub).get("/");

        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("Location")).isEqualTo("sign-in");
    }
}
