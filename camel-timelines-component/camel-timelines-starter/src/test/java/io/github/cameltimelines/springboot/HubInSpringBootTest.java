package io.github.cameltimelines.springboot;

import static io.github.cameltimelines.hub.RunningHub.SECRET;
import static io.github.cameltimelines.hub.RunningHub.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltimelines.hub.History;
import io.github.cameltimelines.hub.Receiver;
import io.github.cameltimelines.hub.RunningHub;
import io.github.cameltimelines.hub.RunningHub.Reply;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A hub within an application that has a context path, health, metrics and a database. */
class HubInSpringBootTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String CONTEXT = "/crm";
    private static final HttpClient BROWSER = HttpClient.newHttpClient();

    @TempDir static Path folder;
    private static RunningHub hub;
    private static RunningHub root;

    @BeforeAll
    static void start() throws Exception {
        hub =
                RunningHub.start(
                        folder,
                        Map.of(
                                "server.servlet.context-path", CONTEXT,
                                "spring.datasource.url",
                                        "jdbc:h2:mem:crm;INIT=CREATE TABLE IF NOT EXISTS contact (id INT)",
                                "timelines.hub.data-source", "dataSource",
                                "management.endpoint.health.show-details", "always",
                                "camel.health.exposure-level", "full",
                                "management.endpoint.health.probes.enabled", "true"));
        root = hub;
        hub = RunningHub.at(hub.url() + CONTEXT);
    }

    @AfterAll
    static void stop() {
        root.close();
    }

    @Test
    void an_event_at_the_hook_is_delivered_byte_for_byte() throws Exception {
        try (Receiver receiver = new Receiver()) {
            new History(hub).webhook("message:received:new", receiver.url("/bot"), "");
            String event =
                    "{\"event_type\":\"message:received:new\",\"message\":{\"message_uid\":\"u-1\","
                            + "\"direction\":\"received\",\"text\":\"¿Qué tal? 👋\"}}";
            Reply reply =
                    hub.call(
                            "POST",
                            "/hooks/" + SECRET,
                            null,
                            BodyPublishers.ofString(event),
                            "Content-Type",
                            "application/json");
            assertThat(reply.status()).isEqualTo(200);
            String id = new History(hub).publish(event.replace("u-1", "u-2"));
            assertThat(hub.get("/hub/api/v1/events/" + id + "/payload").text())
                    .isEqualTo(event.replace("u-1", "u-2"));
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () ->
                                    assertThat(new History(hub).deliveries("status=delivered"))
                                            .hasSize(2));
        }
    }

    @Test
    void bodies_that_are_no_text_or_never_end_are_refused_by_the_hub_and_not_by_the_server()
            throws Exception {
        String webhooks = "/integrations/api/webhooks";
        byte[] latin = "{\"url\":\"\u00e4\"}".getBytes(StandardCharsets.ISO_8859_1);
        assertProblem(
                hub.call(
                        "POST",
                        webhooks,
                        TOKEN,
                        BodyPublishers.ofByteArray(latin),
                        "Content-Type",
                        "application/json"),
                400,
                "validation_error");
        for (String type : List.of("multipart/form-data", "application/x-www-form-urlencoded")) {
            assertProblem(
                    hub.call(
                            "POST",
                            webhooks,
                            TOKEN,
                            BodyPublishers.ofString("no-pair"),
                            "Content-Type",
                            type),
                    415,
                    "unsupported_media_type");
        }
        assertProblem(
                hub.call(
                        "POST",
                        webhooks,
                        null,
                        BodyPublishers.ofByteArray(new byte[3 << 20]),
                        "Content-Type",
                        "application/json"),
                413,
                "payload_too_large");
    }

    @Test
    void methods_and_paths_are_answered_as_by_a_hub_that_runs_by_itself() throws Exception {
        String webhooks = "/integrations/api/webhooks";
        assertProblem(hub.delete(webhooks), 405, "not_supported");
        assertProblem(hub.delete(webhooks + "/?a=b"), 405, "not_supported");
        assertProblem(hub.get("/integrations/api/nothing"), 404, "not_found");
        assertProblem(hub.get("/hub/api/v1"), 404, "not_found");
        assertThat(hub.call("HEAD", webhooks, TOKEN, RunningHub.NOTHING).status()).isEqualTo(405);
        assertThat(hub.call("OPTIONS", webhooks, TOKEN, RunningHub.NOTHING).status())
                .isEqualTo(405);
        assertThat(hub.get(webhooks + "/").status()).isEqualTo(200);
        assertThat(hub.get("/openapi.json", null).json().path("openapi").asText())
                .startsWith("3.1");
    }

    private static void assertProblem(Reply reply, int status, String code) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        assertThat(reply.code()).isEqualTo(code);
    }

    @Test
    void the_console_works_below_the_context_path() throws Exception {
        HttpResponse<String> asked = page("", null);
        assertThat(asked.statusCode()).isEqualTo(303);
        assertThat(asked.headers().firstValue("Location")).hasValue("console/sign-in");
        assertThat(asked.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(page("/sign-in", null).headers().firstValue("Content-Security-Policy"))
                .isPresent();
        assertThat(page("/sign-in?token=" + TOKEN, "a=b").body()).contains("Enter a token");
        assertThat(page("/sign-in", "a=b", "token", TOKEN).body()).contains("Enter a token");
        HttpResponse<String> signedIn = page("/sign-in", "token=" + TOKEN);
        assertThat(signedIn.statusCode()).isEqualTo(303);
        String set = signedIn.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(set).contains("HttpOnly").doesNotContain("Path"); // so it is the console's own
        String cookie = set.split(";")[0];

        HttpResponse<String> home = page("/", null, "Cookie", cookie);
        assertThat(home.statusCode()).isEqualTo(200);
        assertThat(home.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(home.body()).contains("href=\"webhooks\"");
        String script = home.body().replaceFirst("(?s).*src=\"([^\"]+console.js)\".*", "$1");
        assertThat(page("/" + script, null).headers().firstValue("Cache-Control"))
                .hasValueSatisfying(kept -> assertThat(kept).contains("immutable"));

        String csrf = home.body().replaceFirst("(?s).*name=\"csrf\" value=\"([^\"]+)\".*", "$1");
        assertThat(page("/sign-out", "csrf=x&csrf=" + csrf, "Cookie", cookie).statusCode())
                .isEqualTo(403);
        assertThat(page("/sign-out", "csrf=" + csrf + "&csrf=x", "Cookie", cookie).statusCode())
                .isEqualTo(303);
        assertThat(page("/", null, "Cookie", cookie).statusCode()).isEqualTo(303);
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "only there all of 127.0.0.0/8 is at hand")
    void who_guesses_tokens_is_locked_out_and_nobody_else() throws Exception {
        for (int wrong = 0; wrong < 5; wrong++) {
            assertThat(guessFrom("127.0.0.3")).contains(" 401 ");
        }
        assertThat(guessFrom("127.0.0.3")).contains(" 429 ");
        assertThat(guessFrom("127.0.0.4")).contains(" 401 ");
    }

    /** The first line of the answer. */
    private static String guessFrom(String address) throws IOException {
        int port = URI.create(hub.url()).getPort();
        try (Socket socket =
                new Socket(
                        InetAddress.getByName("127.0.0.1"),
                        port,
                        InetAddress.getByName(address),
                        0)) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            String call =
                    "POST %s/console/sign-in HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                            + "Content-Type: application/x-www-form-urlencoded\r\n"
                            + "Content-Length: 11\r\n\r\ntoken=wrong";
            socket.getOutputStream()
                    .write(call.formatted(CONTEXT).getBytes(StandardCharsets.US_ASCII));
            return new BufferedReader(
                            new InputStreamReader(
                                    socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
        }
    }

    private static HttpResponse<String> page(String path, String form, String... headers)
            throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(hub.url() + "/console" + path)).timeout(PATIENCE);
        if (headers.length > 0) {
            request.headers(headers);
        }
        if (form != null) {
            request.header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString(form));
        }
        return BROWSER.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void its_health_is_the_applications_and_each_check_is_there_once() throws Exception {
        JsonNode health = hub.get("/actuator/health").json();
        assertThat(health.get("status").asText()).as(health.toString()).isEqualTo("UP");
        JsonNode camel = health.at("/components/camelHealth/details");
        assertThat(camel.fieldNames())
                .toIterable()
                .contains("timelines-serving", "context")
                .filteredOn(name -> name.contains("ledger") && !name.endsWith(".data"))
                .hasSize(1);
        assertThat(health.get("components").fieldNames())
                .toIterable()
                .noneMatch(name -> name.contains("timelines"));
        assertThat(hub.get("/actuator/health/readiness").status()).isEqualTo(200);
    }

    @Test
    void its_meters_are_in_the_applications_registry() {
        CamelContext camel = root.camel();
        MeterRegistry registry = camel.getRegistry().findSingleByType(MeterRegistry.class);
        assertThat(registry.find("timelines.events.accepted").functionCounter()).isNotNull();
    }

    @Test
    void the_applications_database_has_the_ledgers_tables_and_nothing_of_flyways_own()
            throws SQLException {
        DataSource database = root.camel().getRegistry().findSingleByType(DataSource.class);
        try (Connection connection = database.getConnection()) {
            List<String> tables = new java.util.ArrayList<>();
            var rows =
                    connection
                            .getMetaData()
                            .getTables(null, "PUBLIC", "%", new String[] {"TABLE", "BASE TABLE"});
            while (rows.next()) {
                tables.add(rows.getString("TABLE_NAME").toLowerCase(java.util.Locale.ROOT));
            }
            assertThat(tables)
                    .contains("contact", "timelines_event")
                    .allMatch(name -> name.equals("contact") || name.startsWith("timelines_"));
        }
    }
}
