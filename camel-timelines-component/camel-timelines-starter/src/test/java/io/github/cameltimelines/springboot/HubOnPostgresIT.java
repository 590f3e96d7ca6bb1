package io.github.cameltimelines.springboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameltimelines.hub.History;
import io.github.cameltimelines.hub.Receiver;
import io.github.cameltimelines.hub.RunningHub;
import io.github.cameltimelines.process.FreePort;
import io.github.cameltimelines.process.JavaProcess;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub within a Spring Boot application, on its PostgreSQL, as a process that is told to stop. */
class HubOnPostgresIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int CALLERS = 16;
    private static final Pattern UID = Pattern.compile("\"message_uid\":\\s*\"([^\"]+)\"");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static EmbeddedPostgres postgres;
    @TempDir Path folder;

    @BeforeAll
    static void startDatabase() throws IOException {
        postgres = EmbeddedPostgres.builder().setPGStartupWait(PATIENCE).start();
    }

    @AfterAll
    static void stopDatabase() throws IOException {
        postgres.close();
    }

    private JavaProcess start(int port) throws IOException {
        return TestApplication.process(
                folder,
                List.of(
                        "--server.port=" + port,
                        "--spring.datasource.url=" + postgres.getJdbcUrl("postgres", "postgres"),
                        "--timelines.hub.enabled=true",
                        "--timelines.hub.data-source=dataSource",
                        "--timelines.drain=5s",
                        "--management.endpoint.health.probes.enabled=true",
                        "--timelines.allowed-destinations=127.0.0.0/8",
                        "--timelines.bootstrap.token=" + RunningHub.TOKEN,
                        "--timelines.bootstrap.hook-secret=" + RunningHub.SECRET));
    }

    @Test
    void whatever_was_answered_200_while_it_was_told_to_stop_is_kept_and_delivered()
            throws Exception {
        int port = FreePort.next();
        Set<String> accepted = ConcurrentHashMap.newKeySet();
        Queue<String> wrong = new ConcurrentLinkedQueue<>();
        try (Receiver receiver = new Receiver()) {
            try (JavaProcess process = start(port)) {
                RunningHub hub = RunningHub.at("http://localhost:" + port);
                new History(hub).webhook("message:received:new", receiver.url("/bot"), "");
                List<Thread> callers = callers(hub.url(), accepted, wrong);
                await().atMost(PATIENCE).until(() -> accepted.size() > 500);
                process.terminate();
                await().atMost(PATIENCE)
                        .until(() -> hub.get("/actuator/health/readiness").status() == 503);
                long byHook = count(accepted, "h-"); // it drains: all is served as before
                long byApi = count(accepted, "p-");
                await().atMost(PATIENCE)
                        .until(
                                () ->
                                        !process.isAlive()
                                                || count(accepted, "h-") > byHook
                                                        && count(accepted, "p-") > byApi);
                assertThat(process.isAlive()).isTrue();
                assertThat(process.exitCode()).isEqualTo(143); // of SIGTERM
                for (Thread caller : callers) {
                    caller.join(PATIENCE.toMillis());
                }
            }
            assertThat(wrong).isEmpty();
            assertThat(kept()) // and nobody was cut off whose event was taken
                    .containsExactlyInAnyOrderElementsOf(accepted);
            try (JavaProcess again = start(port)) {
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(delivered(receiver)).containsAll(accepted));
            }
        }
    }

    private static long count(Set<String> uids, String prefix) {
        return uids.stream().filter(uid -> uid.startsWith(prefix)).count();
    }

    private static Set<String> delivered(Receiver receiver) {
        return receiver.calls().stream().map(call -> uid(call.body())).collect(Collectors.toSet());
    }

    private static String uid(String event) {
        Matcher uid = UID.matcher(event);
        return uid.find() ? uid.group(1) : event;
    }

    /** Each calls without a pause, until nobody answers any more. */
    private static List<Thread> callers(String url, Set<String> accepted, Queue<String> wrong) {
        AtomicInteger number = new AtomicInteger();
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            boolean publishes = i % 4 == 0; // over the API, the others as TimelinesAI does
            Thread caller =
                    new Thread(
                            () -> {
                                while (true) {
                                    String uid =
                                            (publishes ? "p-" : "h-") + number.incrementAndGet();
                                    int status = post(url, publishes, uid);
                                    if (status == 200) {
                                        accepted.add(uid);
                                    } else if (status == 0) {
                                        return;
                                    } else if (status != 503) {
                                        wrong.add(uid + " " + status);
                                    }
                                }
                            });
            caller.start();
            callers.add(caller);
        }
        return callers;
    }

    /** The status, 0 where nobody answers. */
    private static int post(String url, boolean publishes, String uid) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(
                                URI.create(
                                        url
                                                + (publishes
                                                        ? History.EVENTS
                                                        : "/hooks/" + RunningHub.SECRET)))
                        .timeout(PATIENCE)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(History.event(uid.hashCode() & 7, uid)));
        if (publishes) {
            request.header("Authorization", "Bearer " + RunningHub.TOKEN);
        }
        try {
            HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString());
            return answer.statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private static Set<String> kept() throws SQLException {
        Set<String> uids = new HashSet<>();
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "SELECT convert_from(payload, 'UTF8') FROM timelines_event")) {
            while (rows.next()) {
                uids.add(uid(rows.getString(1)));
            }
        }
        return uids;
    }
}
