package io.github.cameltimelines.hub.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.cameltimelines.hub.RunningHub;
import io.github.cameltimelines.hub.RunningHub.Reply;
import java.net.ConnectException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
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
