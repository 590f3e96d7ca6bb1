package io.github.cameltimelines.hub.console;

import static io.github.cameltimelines.hub.RunningHub.NOTHING;
import static io.github.cameltimelines.hub.RunningHub.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltimelines.hub.RunningHub;
import io.github.cameltimelines.hub.RunningHub.Reply;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the console is, what its menu leads to, and where its forms are read from. */
class ConsolePlaceTest {

    private static final String SIGN_IN = "/console/sign-in";

    @TempDir static Path folder;
    private static RunningHub hub;

    @BeforeAll
    static void start() throws Exception {
        hub = RunningHub.start(folder, Map.of("timelines.console.chat", "/emulator"));
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    void the_root_of_a_hub_that_runs_by_itself_leads_to_the_console() throws Exception {
        Reply root = hub.get("/", null);
        assertThat(root.status()).isEqualTo(302);
        assertThat(header(root, "Location")).isEqualTo("console/");
        assertThat(hub.get("/nothing", null).status()).isEqualTo(404);
    }

    @Test
    void the_menu_links_to_the_page_to_write_on_from_wherever_the_console_is() throws Exception {
        String cookie = header(form(SIGN_IN, "token=" + TOKEN), "Set-Cookie").split(";")[0];
        for (Map.Entry<String, String> page :
                Map.of("", "./emulator", "/", "../emulator", "/webhooks", "../emulator")
                        .entrySet()) {
            assertThat(
                            hub.call(
                                            "GET",
                                            "/console" + page.getKey(),
                                            null,
                                            NOTHING,
                                            "Cookie",
                                            cookie)
                                    .text())
                    .contains("<a href=\"" + page.getValue() + "\">Chat</a>");
        }
    }

    @Test
    void a_field_is_read_from_the_form_and_a_header_from_the_headers_only() throws Exception {
        assertThat(form(SIGN_IN + "?token=" + TOKEN, "a=b").text()).contains("Enter a token");
        assertThat(form(SIGN_IN, "a=b", "token", TOKEN).text()).contains("Enter a token");
        assertThat(form(SIGN_IN, "", "token", TOKEN).text()).contains("Enter a token");
        String cookie = header(form(SIGN_IN, "token=" + TOKEN), "Set-Cookie").split(";")[0];
        for (Reply mixed :
                Stream.of(
                                form(SIGN_IN, "token=" + TOKEN + "&cookie=" + cookie),
                                form("/console/sign-out", "Cookie=" + cookie),
                                hub.get("/console/?Cookie=" + cookie, null),
                                hub.get("/console/?hx-request=true", null))
                        .toList()) {
            assertThat(mixed.status()).isEqualTo(400);
            assertThat(mixed.text()).contains("is a header");
        }
    }

    @Test
    void a_hub_without_a_console_has_no_page(@TempDir Path other) throws Exception {
        try (RunningHub without =
                RunningHub.start(other, Map.of("timelines.console.enabled", "false"))) {
            assertThat(without.get("/", null).status()).isEqualTo(404);
            assertThat(without.get(SIGN_IN, null).status()).isEqualTo(404);
            assertThat(without.get("/integrations/api/webhooks").status()).isEqualTo(200);
            assertThat(without.camel().getRoutes())
                    .noneMatch(route -> route.getRouteId().contains("console"));
        }
    }

    private static Reply form(String path, String fields, String... headers) throws Exception {
        return hub.call(
                "POST",
                path,
                null,
                BodyPublishers.ofString(fields),
                Stream.concat(
                                Stream.of("Content-Type", "application/x-www-form-urlencoded"),
                                Stream.of(headers))
                        .toArray(String[]::new));
    }

    private static String header(Reply reply, String name) {
        return reply.raw().headers().firstValue(name).orElseThrow();
    }
}
