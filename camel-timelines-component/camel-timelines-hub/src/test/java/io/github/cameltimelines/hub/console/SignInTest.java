package io.github.cameltimelines.hub.console;

import static io.github.cameltimelines.hub.RunningHub.ADMIN;
import static io.github.cameltimelines.hub.RunningHub.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltimelines.hub.RunningHub;
import io.github.cameltimelines.hub.console.ConsoleClient.Answer;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Who gets into the console, for how long, and what no other site can do there. */
class SignInTest {

    private static final String WRONG = "not-a-token-of-any-workspace";

    @TempDir static Path folder;
    private static RunningHub hub;
    private static final ListAppender<ILoggingEvent> LOG = new ListAppender<>();
    private static final Logger LOGGER =
            (Logger) LoggerFactory.getLogger("io.github.cameltimelines");

    private ConsoleClient console;

    @BeforeAll
    static void start() throws Exception {
        LOG.start();
        LOGGER.addAppender(LOG);
        LOGGER.setLevel(Level.ALL);
        LOGGER.setAdditive(false); // the list alone
        hub = RunningHub.start(folder);
    }

    @AfterAll
    static void stop() {
        hub.close();
        LOGGER.detachAppender(LOG);
        LOGGER.setLevel(null);
        LOGGER.setAdditive(true);
    }

    @BeforeEach
    void newBrowser() {
        console = new ConsoleClient(hub);
    }

    // ---- in

    @Test
    void a_page_asks_who_is_not_signed_in_to_sign_in_and_comes_back_then() throws Exception {
        Answer asked = console.get("/webhooks");
        assertThat(asked.status()).isEqualTo(303);
        assertThat(asked.header("Location")).isEqualTo("sign-in?next=webhooks");
        assertThat(console.get("/sign-in?next=webhooks").text())
                .contains("name=\"next\" value=\"webhooks\"");
        Answer in = console.send("/sign-in", List.of(), "token", TOKEN, "next", "webhooks");
        assertThat(in.status()).isEqualTo(303);
        assertThat(in.header("Location")).isEqualTo("webhooks");
        assertThat(console.get("/webhooks").status()).isEqualTo(200);
        assertThat(console.get("/sign-in").header("Location")).as("is signed in").isEqualTo("./");
    }

    @Test
    void a_wrong_token_is_answered_401_and_sets_nothing() throws Exception {
        Answer answer = console.send("/sign-in", List.of(), "token", WRONG, "next", "webhooks");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("Set-Cookie")).isEmpty();
        assertThat(answer.text())
                .contains("No workspace has that token", "aria-invalid=\"true\"", "\"webhooks\"")
                .doesNotContain(WRONG);
        assertThat(console.send("/sign-in", List.of(), "token", " ").status()).isEqualTo(400);
        assertThat(console.send("/sign-in", List.of()).status()).isEqualTo(400);
        String endless = "x".repeat(600);
        assertThat(console.send("/sign-in", List.of(), "token", endless).status()).isEqualTo(401);
        assertThat(console.get("/webhooks").status()).isEqualTo(303);
        console.signIn();
    }

    @Test
    void the_admin_token_is_refused_in_words() throws Exception {
        Answer answer = console.send("/sign-in", List.of(), "token", ADMIN);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("admin token", "/hub/api/v1");
        assertThat(answer.header("Set-Cookie")).isEmpty();
    }

    @Test
    void five_wrong_tokens_lock_their_address_and_no_other() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertThat(postFrom("127.0.0.5", "token=" + WRONG)).startsWith("HTTP/1.1 401 ");
        }
        String locked = postFrom("127.0.0.5", "token=" + TOKEN);
        assertThat(locked).as("a right one, too").startsWith("HTTP/1.1 429 ");
        assertThat(locked.toLowerCase()).contains("retry-after: ").doesNotContain("set-cookie");
        assertThat(locked).contains("Too many wrong tokens. Try again in ");
        assertThat(postFrom("127.0.0.6", "token=" + TOKEN)).startsWith("HTTP/1.1 303 ");
        console.signIn();
        String header = "X-Forwarded-For: 127.0.0.7\r\n";
        assertThat(postFrom("127.0.0.5", header, "token=" + TOKEN))
                .as("whatever it says of itself")
                .startsWith("HTTP/1.1 429 ");
    }

    /** The answer as it stands on the wire, to a form sent from that address of this machine. */
    private static String postFrom(String address, String form) throws Exception {
        return postFrom(address, "", form);
    }

    private static String postFrom(String address, String header, String form) throws Exception {
        int port = URI.create(hub.url()).getPort();
        try (Socket socket = new Socket("127.0.0.1", port, InetAddress.getByName(address), 0)) {
            String call =
                    "POST /console/sign-in HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                            + header
                            + "Content-Type: application/x-www-form-urlencoded\r\n"
                            + "Content-Length: %d\r\n\r\n%s".formatted(form.length(), form);
            socket.getOutputStream().write(call.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//evil.example",
                "https://evil.example/",
                "/\\evil.example",
                "\\\\evil.example",
                "javascript:alert(1)",
                "..//evil.example",
                "a//evil.example",
                "webhooks\r\nX-Evil: 1",
                "%2F%2Fevil.example",
                "webhooks?next=//evil.example"
            })
    void nobody_is_led_to_another_site_by_signing_in(String next) throws Exception {
        assertThat(console.get("/sign-in?next=" + Visit.encoded(next)).text())
                .contains("name=\"next\" value=\"\"");
        Answer answer = console.send("/sign-in", List.of(), "token", TOKEN, "next", next);
        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("Location")).isEqualTo("./");
        assertThat(answer.header("X-Evil")).isEmpty();
    }

    // ---- the cookie

    @Test
    void the_cookie_is_for_no_script_and_no_other_site_and_behind_tls_for_tls_alone()
            throws Exception {
        Answer plain = console.send("/sign-in", List.of(), "token", TOKEN);
        assertThat(plain.header("Set-Cookie"))
                .matches(
                        "timelines_session=[A-Za-z0-9_-]{43}; Max-Age=604800; HttpOnly; SameSite=Lax");
        Answer behindTls =
                console.send("/sign-in", List.of("X-Forwarded-Proto", "https"), "token", TOKEN);
        assertThat(behindTls.header("Set-Cookie")).endsWith("; HttpOnly; SameSite=Lax; Secure");
    }

    @Test
    void a_session_is_believed_of_the_cookie_alone() throws Exception {
        String cookie = console.signIn().cookie();
        String csrf = console.csrf();
        console.cookie(null);
        String query = "Cookie=" + Visit.encoded(cookie);
        for (String name : List.of("Cookie", "cookie", "COOKIE")) {
            assertThat(console.get("/webhooks?" + query.replace("Cookie=", name + "=")).status())
                    .as(name + " in the query")
                    .isIn(303, 400);
            Answer posted = console.send("/sign-out", List.of(), name, cookie, "csrf", csrf);
            assertThat(posted.status()).as(name + " in a form").isIn(303, 400);
            assertThat(posted.header("Set-Cookie")).as(name + " in a form").isEmpty();
        }
        console.cookie(cookie);
        assertThat(console.get("/webhooks").status()).as("nobody was signed out").isEqualTo(200);
        console.cookie("other=1; " + cookie + "; last=2");
        assertThat(console.get("/webhooks").status()).as("among others").isEqualTo(200);
        console.cookie(cookie + "x");
        assertThat(console.get("/webhooks").status()).isEqualTo(303);
        console.cookie("timelines_session=");
        assertThat(console.get("/webhooks").status()).isEqualTo(303);
    }

    // ---- forms

    @Test
    void a_form_of_another_site_changes_nothing() throws Exception {
        String other = new ConsoleClient(hub).signIn().csrf();
        console.signIn();
        assertThat(other).isNotEqualTo(console.csrf());
        for (String csrf : List.of("", "0", other, console.csrf().toUpperCase())) {
            Answer answer = console.send("/sign-out", List.of(), "csrf", csrf);
            assertThat(answer.status()).as(csrf).isEqualTo(403);
            assertThat(answer.text()).contains("Nothing was changed");
        }
        assertThat(console.send("/sign-out?csrf=" + console.csrf(), List.of(), "a", "b").status())
                .as("in the query, where it would be written down")
                .isEqualTo(403);
        assertThat(console.send("/sign-out", List.of()).status()).as("none").isEqualTo(403);
        assertThat(console.get("/webhooks").status()).as("still signed in").isEqualTo(200);
        assertThat(console.get("/sign-out").status()).isEqualTo(405);
    }

    @Test
    void another_site_signs_nobody_in() throws Exception {
        for (String site : List.of("cross-site", "same-site")) {
            Answer answer =
                    console.send(
                            "/sign-in", List.of("Sec-Fetch-Site", site), "token", RunningHub.TOKEN);
            assertThat(answer.status()).as(site).isEqualTo(403);
            assertThat(answer.header("Set-Cookie")).isEmpty();
        }
        assertThat(
                        console.send(
                                        "/sign-in",
                                        List.of("Sec-Fetch-Site", "same-origin"),
                                        "token",
                                        RunningHub.TOKEN)
                                .status())
                .isEqualTo(303);
    }

    // ---- out

    @Test
    void signing_out_ends_the_session_at_the_hub_and_not_in_the_browser_alone() throws Exception {
        String cookie = console.signIn().cookie();
        Answer out = console.post("/sign-out");
        assertThat(out.status()).isEqualTo(303);
        assertThat(out.header("Location")).isEqualTo("sign-in?done=signed-out");
        assertThat(out.header("Set-Cookie")).startsWith("timelines_session=; Max-Age=0; ");
        assertThat(console.get("/sign-in?done=signed-out").text()).contains("You are signed out.");
        console.cookie(cookie);
        assertThat(console.get("/webhooks").status()).isEqualTo(303);
    }

    @Test
    void a_token_that_is_revoked_ends_its_sessions() throws Exception {
        JsonNode token = token("leaves", 1);
        console.signIn(token.get("token").asText());
        assertThat(console.get("/webhooks").text()).contains("leaves");
        hub.call(
                "DELETE",
                "/hub/api/v1/tokens/" + token.get("id").intValue(),
                ADMIN,
                RunningHub.NOTHING);
        assertThat(console.get("/webhooks").status()).isEqualTo(303);
        Answer again = console.send("/sign-in", List.of(), "token", token.get("token").asText());
        assertThat(again.status()).isEqualTo(401);
        console.signIn();
    }

    private static JsonNode token(String name, int workspace) throws Exception {
        return hub.send(
                        "POST",
                        "/hub/api/v1/tokens",
                        ADMIN,
                        "{\"name\":\"%s\",\"workspace_id\":%d}".formatted(name, workspace))
                .data();
    }

    @Test
    void a_session_holds_after_a_restart_of_the_hub() throws Exception {
        String cookie = console.signIn().cookie();
        hub.close();
        hub = RunningHub.start(folder);
        console = new ConsoleClient(hub);
        console.cookie(cookie);
        assertThat(console.get("/webhooks").status()).isEqualTo(200);
    }

    // ---- the log

    @Test
    void neither_tokens_nor_cookies_stand_in_the_log() throws Exception {
        console.send("/sign-in", List.of(), "token", WRONG);
        String cookie = console.signIn().cookie();
        console.get("/no-such-page");
        console.send("/sign-out", List.of(), "csrf", "0");
        String csrf = console.csrf();
        console.post("/sign-out");
        assertThat(List.copyOf(LOG.list))
                .isNotEmpty()
                .noneMatch(
                        line ->
                                List.of(WRONG, TOKEN, ADMIN, csrf, cookie.split("=")[1]).stream()
                                        .anyMatch(line.toString()::contains));
    }
}
