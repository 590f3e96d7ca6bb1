package io.github.cameltimelines.hub.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.github.cameltimelines.hub.History;
import io.github.cameltimelines.hub.RunningHub;
import io.github.cameltimelines.hub.RunningHub.Reply;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsTest {

    private static final String METRICS = "/observe/metrics";
    private static final String HOOK = "/hooks/" + RunningHub.SECRET;
    private static final Path PAGE = Path.of("../../docs/reference/metrics.md");

    @TempDir Path folder;
    private HttpServer sink;
    private int answer = 200;

    @BeforeEach
    void listen() throws Exception {
        sink = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        sink.createContext(
                "/private-path",
                call -> {
                    call.getRequestBody().readAllBytes();
                    call.sendResponseHeaders(answer, -1);
                    call.close();
                });
        sink.start();
    }

    @AfterEach
    void end() {
        sink.stop(0);
    }

    private static String event(String uid) {
        return "{\"event_type\":\"message:received:new\",\"chat\":{\"chat_id\":1,\"phone\":\"+34600123456\"},"
                + "\"message\":{\"message_uid\":\""
                + uid
                + "\",\"direction\":\"received\"}}";
    }

    private void subscribe(RunningHub hub) throws Exception {
        Reply reply =
                hub.post(
                        "/integrations/api/webhooks",
                        "{\"event_type\":\"message:received:new\",\"url\":\"http://127.0.0.1:%d/private-path\",\"retry_schedule\":\"1h\"}"
                                .formatted(sink.getAddress().getPort()));
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    }

    private static String scrape(RunningHub hub) throws Exception {
        Reply reply = hub.get(METRICS, null);
        assertThat(reply.status()).isEqualTo(200);
        return reply.text();
    }

    private static double value(String scrape, String series) {
        return scrape.lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
                .findFirst()
                .orElse(-1);
    }

    private static void shows(RunningHub hub, String series, double value) {
        await().untilAsserted(
                        () -> assertThat(value(scrape(hub), series)).as(series).isEqualTo(value));
    }

    @Test
    void what_the_hub_accepts_refuses_and_delivers_is_counted_and_timed() throws Exception {
        try (RunningHub hub = RunningHub.start(folder)) {
            subscribe(hub);
            hub.send("POST", HOOK, null, event("u-1"));
            hub.send("POST", HOOK, null, event("u-1"));
            hub.send("POST", HOOK, null, "{}");
            hub.send("POST", HOOK + "x", null, event("u-2"));
            hub.call("POST", HOOK, null, RunningHub.NOTHING, "Content-Type", "text/plain");
            shows(hub, "timelines_events_accepted_total", 1);
            shows(hub, "timelines_events_duplicates_total", 1);
            shows(hub, "timelines_events_refused_total{reason=\"malformed\"}", 1);
            shows(hub, "timelines_events_refused_total{reason=\"unknown_secret\"}", 1);
            shows(hub, "timelines_events_refused_total{reason=\"unsupported\"}", 1);
            shows(hub, "timelines_deliveries_total", 1);
            shows(hub, "timelines_attempts_total{outcome=\"delivered\"}", 1);
            shows(hub, "timelines_accept_duration_seconds_count", 2);
            shows(hub, "timelines_accept_commit_events_sum", 1);
            shows(hub, "timelines_first_attempt_delay_seconds_count", 1);
            shows(hub, "timelines_attempt_duration_seconds_bucket{le=\"+Inf\"}", 1);
            shows(hub, "timelines_nodes", 1);
            shows(hub, "timelines_ledger_up", 1);
        }
    }

    @Test
    void what_is_owed_is_shown_by_its_state() throws Exception {
        answer = 500;
        try (RunningHub hub = RunningHub.start(folder)) {
            subscribe(hub);
            hub.send("POST", HOOK, null, event("u-1"));
            shows(hub, "timelines_attempts_total{outcome=\"retry\"}", 1);
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(
                            () ->
                                    assertThat(
                                                    value(
                                                            scrape(hub),
                                                            "timelines_deliveries_owed{state=\"scheduled\"}"))
                                            .isEqualTo(1));
        }
        try (RunningHub hub = RunningHub.start(folder)) {
            hub.suspend("timelines-deliver");
            hub.send("POST", HOOK, null, event("u-2"));
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(
                            () -> {
                                String scrape = scrape(hub);
                                assertThat(
                                                value(
                                                        scrape,
                                                        "timelines_deliveries_owed{state=\"due\"}"))
                                        .isEqualTo(1);
                                assertThat(value(scrape, "timelines_deliveries_oldest_due_seconds"))
                                        .isPositive();
                            });
        }
    }

    @Test
    void how_far_replays_have_come_is_shown() throws Exception {
        try (RunningHub hub = RunningHub.start(folder)) {
            subscribe(hub);
            for (int number = 0; number < 400; number++) {
                hub.send("POST", HOOK, null, event("u-" + number));
            }
            shows(hub, "timelines_attempts_total{outcome=\"delivered\"}", 400);
            shows(hub, "timelines_replays{state=\"running\"}", 0);
            hub.suspend("timelines-deliver");
            History history = new History(hub);
            String id = history.replay("{\"webhook_id\":1}").get("id").asText();
            await().until(() -> history.replayOf(id).get("resent").intValue() >= 100);
            int resent = history.replayOf(id).get("resent").intValue();
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(
                            () -> {
                                String scrape = scrape(hub);
                                assertThat(value(scrape, "timelines_replays{state=\"running\"}"))
                                        .isEqualTo(1);
                                assertThat(value(scrape, "timelines_replay_events_remaining"))
                                        .isEqualTo(400 - resent);
                            });
            shows(hub, "timelines_replay_deliveries_total", resent);
            hub.post(History.REPLAYS + "/" + id + "/pause", "");
            hub.resume("timelines-deliver");
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(
                            () -> {
                                String scrape = scrape(hub);
                                assertThat(value(scrape, "timelines_replays{state=\"paused\"}"))
                                        .isEqualTo(1);
                                assertThat(value(scrape, "timelines_replay_events_remaining"))
                                        .isZero();
                            });
        }
    }

    @Test
    void nothing_private_and_nothing_without_bound_is_a_label() throws Exception {
        try (RunningHub hub = RunningHub.start(folder)) {
            subscribe(hub);
            hub.send("POST", HOOK, null, event("private-uid"));
            hub.get("/integrations/api/webhooks/4711");
            shows(hub, "timelines_attempts_total{outcome=\"delivered\"}", 1);
            String scrape = scrape(hub);
            String series =
                    scrape.lines()
                            .map(line -> line.startsWith("#") ? line : withoutValue(line))
                            .collect(Collectors.joining("\n"));
            assertThat(series)
                    .contains("routeId=\"timelines-webhooks-get\"", "jvm_memory_used_bytes")
                    .doesNotContain(
                            RunningHub.TOKEN,
                            RunningHub.ADMIN,
                            RunningHub.SECRET,
                            "private",
                            "4711",
                            "34600123456",
                            "127.0.0.1",
                            "example.com");
            long count = seriesOfOurs(scrape);
            hub.send("POST", HOOK, null, event("another"));
            hub.post(
                    "/integrations/api/webhooks",
                    "{\"event_type\":\"chat:new\",\"url\":\"https://example.com/\"}");
            hub.post(
                    "/integrations/api/webhooks",
                    "{\"event_type\":\"chat:new\",\"url\":\"https://example.com/2\"}");
            hub.get("/integrations/api/webhooks/4712");
            shows(hub, "timelines_events_accepted_total", 2);
            assertThat(seriesOfOurs(scrape(hub))).isGreaterThan(100).isEqualTo(count);
        }
    }

    /** Not the JVM's: it has more of them after a collection. */
    private static long seriesOfOurs(String scrape) {
        return scrape.lines()
                .filter(line -> line.startsWith("timelines_") || line.startsWith("camel_"))
                .count();
    }

    private static String withoutValue(String line) {
        return line.substring(0, line.lastIndexOf(' '));
    }

    @Test
    void the_page_of_metrics_has_every_one_of_the_hub_and_no_other() throws Exception {
        TreeSet<String> described = new TreeSet<>();
        Matcher row =
                Pattern.compile("(?m)^\\| `(timelines_[a-z_]+)").matcher(Files.readString(PAGE));
        while (row.find()) {
            described.add(row.group(1));
        }
        try (RunningHub hub = RunningHub.start(folder)) {
            subscribe(hub);
            hub.send("POST", HOOK, null, event("u-1"));
            shows(hub, "timelines_attempts_total{outcome=\"delivered\"}", 1);
            TreeSet<String> served = new TreeSet<>();
            Matcher type = Pattern.compile("(?m)^# TYPE (timelines_[a-z_]+) ").matcher(scrape(hub));
            while (type.find()) {
                served.add(type.group(1));
            }
            assertThat(described).containsExactlyElementsOf(served);
        }
    }

    @Test
    void health_and_metrics_can_have_a_port_of_their_own() throws Exception {
        try (RunningHub hub = RunningHub.start(folder, Map.of("timelines.observe.port", "0"))) {
            assertThat(hub.get(METRICS, null).status()).isEqualTo(404);
            assertThat(hub.get("/observe/health", null).status()).isEqualTo(404);
            assertThat(hub.get("/integrations/api/webhooks").status()).isEqualTo(200);
            for (String path : new String[] {METRICS, "/observe/health/ready"}) {
                assertThat(
                                HttpClient.newHttpClient()
                                        .send(
                                                HttpRequest.newBuilder(
                                                                URI.create(hub.observeUrl() + path))
                                                        .build(),
                                                BodyHandlers.ofString())
                                        .statusCode())
                        .as(path)
                        .isEqualTo(200);
            }
        }
    }
}
