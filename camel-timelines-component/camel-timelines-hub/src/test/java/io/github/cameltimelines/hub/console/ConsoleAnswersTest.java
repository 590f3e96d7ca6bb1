package io.github.cameltimelines.hub.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltimelines.hub.RunningHub;
import io.github.cameltimelines.hub.console.ConsoleClient.Answer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the console answers with, whoever asks for whatever. */
class ConsoleAnswersTest {

    @TempDir static Path folder;
    private static RunningHub hub;

    private ConsoleClient console;

    @BeforeAll
    static void start() throws Exception {
        hub = RunningHub.start(folder);
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @BeforeEach
    void newBrowser() {
        console = new ConsoleClient(hub);
    }

    @Test
    void every_answer_has_the_headers_that_keep_others_out() throws Exception {
        String styles = asset(console.get("/sign-in").text(), "console.css");
        for (String path :
                List.of(
                        "/sign-in",
                        "",
                        "/webhooks",
                        "/no-such-page",
                        "/sign-out",
                        "/assets/1/none.js",
                        styles)) {
            checkHeaders(path, console.get(path));
        }
        console.signIn();
        for (String path : List.of("", "/", "/webhooks", "/no-such-page", "/webhooks/no-id")) {
            checkHeaders(path, console.get(path));
        }
        checkHeaders("a form that is not ours", console.send("/sign-out", List.of()));
    }

    private static void checkHeaders(String what, Answer answer) {
        assertThat(answer.header("Content-Security-Policy"))
                .as(what + " " + answer.status())
                .contains("default-src 'none'; script-src 'self'; style-src 'self';")
                .contains("form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
                .doesNotContain("unsafe", "http");
        assertThat(answer.header("X-Content-Type-Options")).as(what).isEqualTo("nosniff");
        assertThat(answer.header("Referrer-Policy")).as(what).isEqualTo("same-origin");
        assertThat(answer.header("Cross-Origin-Opener-Policy")).as(what).isEqualTo("same-origin");
        assertThat(answer.header("Cache-Control")).as(what).isNotEmpty();
    }

    private static String asset(String page, String name) {
        return "/assets/" + page.split("assets/")[1].split("/")[0] + "/" + name;
    }

    @Test
    void styles_and_scripts_are_for_everybody_and_no_other_file_is() throws Exception {
        String page = console.get("/sign-in").text();
        for (String name : List.of("pico.min.css", "console.css", "htmx.min.js", "console.js")) {
            Answer answer = console.get(asset(page, name));
            assertThat(answer.status()).as(name).isEqualTo(200);
            assertThat(answer.header("Cache-Control")).contains("immutable");
            assertThat(answer.header("Content-Type"))
                    .startsWith(name.endsWith(".css") ? "text/css" : "text/javascript");
        }
        for (String none :
                List.of(
                        "Assets.class",
                        "..%2Flayout.mustache",
                        "%2e%2e%2flayout.mustache",
                        "%5c..%5clayout.mustache",
                        "")) {
            assertThat(console.get(asset(page, none)).status()).as(none).isEqualTo(404);
        }
    }

    @Test
    void a_page_of_an_unknown_path_is_a_page_and_says_nothing_that_it_was_told() throws Exception {
        console.signIn();
        Answer answer = console.get("/%3Cscript%3Ealert(1)%3C/script%3E");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Content-Type")).startsWith("text/html");
        assertThat(answer.text()).contains("There is no such page").doesNotContain("alert(1)");
        assertThat(console.get("/webhooks?done=%3Cscript%3E").text()).doesNotContain("<script>");
    }
}
