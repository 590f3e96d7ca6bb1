package io.github.cameltimelines.hub.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.cameltimelines.hub.RunningHub;
import io.github.cameltimelines.hub.RunningHub.Reply;
import java.net.ConnectException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.health.HealthCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What load balancers and orchestrators are told. */
class HealthTest {

    private static final String READY = "/observe/health/ready";
    private static final String LIVE = "/observe/health/live";
    private static final String EVENT =
            "{\"event_type\":\"message:received:new\",\"chat\":{\"chat_id\":1},"
                    + "\"message\":{\"message_uid\":\"u-1\",\"direction\":\"received\"}}";

    @TempDir Path folder;

    private static Reply ask(RunningHub hub, String path) throws Exception {
        return hub.get(path, null);
    }

    @Test
    void a_hub_that_runs_is_healthy_live_and_ready() throws Exception {
        try (RunningHub hub = RunningHub.start(folder)) {
            for (String path : new String[] {"/observe/health", READY, LIVE}) {
                Reply reply = ask(hub, path);
                assertThat(reply.status()).as(reply.text()).isEqualTo(200);
                assertThat(reply.json().get("status").asText()).isEqualTo("UP");
            }
        }
    }

    @Test
    void the_full_answer_names_every_check_and_nothing_that_is_private() throws Exception {
        Map<String, String> settings =
                Map.of("timelines.bootstrap.owner-email", "private@example.com");
        try (RunningHub hub = RunningHub.start(folder, settings)) {
            Reply reply = ask(hub, "/observe/health?exposureLevel=full&data=true&stackTrace=true");
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.text())
                    .contains(
                            "timelines-ledger",
                            "timelines-disk",
                            "timelines-serving",
                            "route:timelines-deliver")
                    .doesNotContain(
                            RunningHub.TOKEN,
                            RunningHub.ADMIN,
                            RunningHub.SECRET,
                            "private@example.com",
                            folder.toString());
        }
    }

    @Test
    void while_nothing_is_delivered_a_hub_is_live_and_not_ready() throws Exception {
        try (RunningHub hub = RunningHub.start(folder)) {
            hub.suspend("timelines-deliver");
            assertThat(ask(hub, READY).status()).isEqualTo(503);
            assertThat(ask(hub, READY).text()).contains("timelines-deliver");
            assertThat(ask(hub, LIVE).status()).isEqualTo(200);
            hub.resume("timelines-deliver");
            assertThat(ask(hub, READY).status()).isEqualTo(200);
        }
    }

    @Test
    void while_the_ledger_is_away_a_hub_is_live_and_not_ready_and_its_metrics_say_so()
            throws Exception {
        String url = "jdbc:h2:mem:health;DB_CLOSE_DELAY=-1";
        Map<String, String> settings =
                Map.of(
                        "timelines.datasource.url",
                        url,
                        "timelines.datasource.username",
                        "sa",
                        "timelines.datasource.password",
                        "private-password");
        try (RunningHub hub = RunningHub.start(folder, settings)) {
            try (Connection admin = DriverManager.getConnection(url, "sa", "private-password");
                    Statement statement = admin.createStatement()) {
                statement.execute("SHUTDOWN");
            }
            await().until(() -> ask(hub, READY).status() == 503);
            Reply full = ask(hub, READY + "?exposureLevel=full&data=true&stackTrace=true");
            assertThat(full.text())
                    .contains("The ledger does not answer")
                    .containsPattern(
                            "\"ledger.failure\": ?\"[A-Za-z0-9]+(, SQL state [0-9A-Z]{5})?\"")
                    .doesNotContain("private-password", "jdbc:", "SELECT", "\"sa\"");
            assertThat(ask(hub, LIVE).status()).isEqualTo(200);
            Reply metrics = ask(hub, "/observe/metrics");
            assertThat(metrics.status()).isEqualTo(200);
            assertThat(metrics.text()).contains("\ntimelines_ledger_up 0.0\n");
        }
    }

    @Test
    void little_room_for_the_ledger_is_down_and_no_reason_to_restart() {
        DiskHealthCheck check = new DiskHealthCheck(folder.toFile(), Long.MAX_VALUE);
        assertThat(check.call().getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(check.call().getMessage()).hasValueSatisfying(m -> assertThat(m).contains("MB"));
        assertThat(check.isLiveness()).isFalse();
        assertThat(new DiskHealthCheck(folder.toFile(), 1).call().getState())
                .isEqualTo(HealthCheck.State.UP);
    }

    @Test
    void told_to_stop_a_hub_is_not_ready_first_and_serves_until_the_drain_ends() throws Exception {
        RunningHub hub = RunningHub.start(folder, Map.of("timelines.drain", "6s"));
        CompletableFuture<Void> stopped = CompletableFuture.runAsync(hub::close);
        await().until(() -> ask(hub, READY).status() == 503);
        assertThat(ask(hub, READY).text()).contains("timelines-serving");
        assertThat(ask(hub, LIVE).status()).isEqualTo(200);
        assertThat(hub.send("POST", "/hooks/" + RunningHub.SECRET, null, EVENT).status())
                .isEqualTo(200);
        assertThat(hub.get("/integrations/api/webhooks").status()).isEqualTo(200);
        assertThat(stopped).isNotDone();
        stopped.get(60, TimeUnit.SECONDS);
        assertThatThrownBy(() -> ask(hub, LIVE)).isInstanceOf(ConnectException.class);
    }
}
