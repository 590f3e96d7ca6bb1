package io.github.cameltimelines.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A hub, who receives from it, and its history. */
public abstract class HistoryFixture {

    protected static final Duration PATIENCE = Duration.ofSeconds(60);
    protected static final String TYPE = "message:received:new";

    @TempDir protected Path folder;
    protected Receiver receiver;
    protected RunningHub hub;
    protected History history;

    @BeforeEach
    final void start() throws Exception {
        receiver = new Receiver();
        startHub();
    }

    private void startHub() throws Exception {
        hub = RunningHub.start(folder);
        history = new History(hub);
    }

    protected final void restart() throws Exception {
        hub.close();
        startHub();
    }

    @AfterEach
    final void stop() {
        receiver.gate(null);
        hub.close();
        receiver.close();
    }

    protected final void awaitCalls(String path, int count) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(receiver.calls(path)).hasSize(count));
    }

    protected final void awaitDeliveries(String query, int count) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(history.deliveries(query)).hasSize(count));
    }

    /** The replay as it is then. */
    protected final JsonNode awaitState(String replay, String state) throws Exception {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(history.stateOf(replay)).isEqualTo(state));
        return history.replayOf(replay);
    }

    /** The replay, when it has begun and waits for the receiver. */
    protected final void awaitResent(String replay, int atLeast) {
        await().atMost(PATIENCE)
                .until(() -> history.replayOf(replay).get("resent").intValue() >= atLeast);
    }
}
