package io.github.cameltimelines.hub.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltimelines.hub.History;
import io.github.cameltimelines.hub.Receiver;
import io.github.cameltimelines.hub.Receiver.Call;
import io.github.cameltimelines.hub.RunningHub;
import io.github.cameltimelines.process.FreePort;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub is killed in the middle of a replay. */
class ReplayKillIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int EVENTS = 1_500;
    private static final int DUE_AT_ONCE = 128;

    @TempDir Path directory;
    private final ExecutorService publishers = Executors.newFixedThreadPool(8);
    private Receiver receiver;

    @BeforeEach
    void start() throws Exception {
        receiver = new Receiver();
    }

    @AfterEach
    void stop() {
        publishers.shutdownNow();
        receiver.close();
    }

    private static HubProcess hub(Path directory, String... more) throws Exception {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "--timelines.port=0",
                                "--timelines.bootstrap.token=" + RunningHub.TOKEN,
                                "--timelines.allowed-destinations=127.0.0.0/8"));
        arguments.addAll(List.of(more));
        return HubProcess.start(directory, arguments.toArray(String[]::new));
    }

    private static History historyOf(HubProcess process) {
        process.awaitReady();
        URI api = URI.create(process.told("Webhooks API").orElseThrow());
        return new History(RunningHub.at(api.resolve("/").toString().replaceAll("/$", "")));
    }

    /** Publishes the events and waits until all are delivered. */
    private void deliver(History history) throws Exception {
        history.webhook(
                "message:received:new",
                receiver.url("/bot"),
                ",\"ordering\":\"none\",\"rate_per_second\":500");
        List<Future<String>> published = new ArrayList<>();
        for (int number = 0; number < EVENTS; number++) {
            String uid = "m-" + number;
            published.add(publishers.submit(() -> history.publish(1, uid)));
        }
        for (Future<String> one : published) {
            one.get();
        }
        await().atMost(PATIENCE).until(() -> receiver.calls().size() == EVENTS);
        await().atMost(PATIENCE)
                .until(
                        () ->
                                history.pages(History.DELIVERIES, 500).stream()
                                                .filter(
                                                        one ->
                                                                one.get("status")
                                                                        .asText()
                                                                        .equals("delivered"))
                                                .count()
                                        == EVENTS);
    }

    private String beginAndAwaitItsMiddle(History history) throws Exception {
        JsonNode begun = history.replay("{\"webhook_id\":1}");
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> receiver.calls().size() > EVENTS + EVENTS / 4);
        return begun.get("id").asText();
    }

    private void assertAllWereReplayedOnce(History history, String replay) {
        await().atMost(PATIENCE).until(() -> history.stateOf(replay).equals("done"));
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(times().values())
                                        .hasSize(EVENTS)
                                        .allMatch(count -> count >= 2));
        await().atMost(PATIENCE)
                .until(
                        () ->
                                history.deliveries("status=pending").isEmpty()
                                        && history.deliveries("status=retrying").isEmpty());
        assertThat(receiver.calls().size())
                .as("at most what was under way when it was killed is repeated")
                .isLessThanOrEqualTo(2 * EVENTS + DUE_AT_ONCE);
    }

    private Map<String, Long> times() {
        return receiver.calls().stream()
                .collect(Collectors.groupingBy(Call::eventId, Collectors.counting()));
    }

    @Test
    void after_a_kill_and_a_restart_it_goes_on_where_it_was() throws Exception {
        String replay;
        try (HubProcess first = hub(directory)) {
            History history = historyOf(first);
            deliver(history);
            replay = beginAndAwaitItsMiddle(history);
        } // killed
        assertThat(receiver.calls().size()).isLessThan(2 * EVENTS);
        try (HubProcess second = hub(directory)) {
            History history = historyOf(second);
            assertAllWereReplayedOnce(history, replay);
            assertThat(history.replayOf(replay).get("resent").intValue()).isEqualTo(EVENTS);
        }
    }

    @Test
    void another_node_takes_over_what_a_killed_one_worked_on() throws Exception {
        try (EmbeddedPostgres server =
                EmbeddedPostgres.builder()
                        .setPort(FreePort.next())
                        .setPGStartupWait(Duration.ofSeconds(60))
                        .start()) {
            String[] database = {
                "--timelines.datasource.url=" + server.getJdbcUrl("postgres", "postgres"),
                "--timelines.datasource.username=postgres"
            };
            try (HubProcess first = hub(Files.createDirectory(directory.resolve("1")), database)) {
                History history = historyOf(first);
                try (HubProcess second =
                        hub(Files.createDirectory(directory.resolve("2")), database)) {
                    History there = historyOf(second);
                    deliver(history);
                    String replay = beginAndAwaitItsMiddle(history);
                    int holder = holder(server);
                    boolean isFirst = holder == 1;
                    (isFirst ? first : second).close();
                    assertThat(receiver.calls().size()).isLessThan(2 * EVENTS);
                    History left = isFirst ? there : history;
                    assertAllWereReplayedOnce(left, replay);
                    assertThat(left.replayOf(replay).get("resent").intValue()).isEqualTo(EVENTS);
                    assertThat(holder(server)).isNotEqualTo(holder);
                }
            }
        }
    }

    private static int holder(EmbeddedPostgres server) throws Exception {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT holder FROM timelines_replay")) {
            row.next();
            return row.getInt(1);
        }
    }
}
