package io.github.cameltimelines.hub.console.delivery;

import static io.github.cameltimelines.hub.RunningHub.ADMIN;
import static io.github.cameltimelines.hub.RunningHub.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltimelines.hub.History;
import io.github.cameltimelines.hub.Receiver;
import io.github.cameltimelines.hub.RunningHub;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** One hub for all tests of a class, who is signed in, and who receives. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class DeliveryPagesFixture {

    static final Duration PATIENCE = Duration.ofSeconds(60);
    static final String TYPE = "message:received:new";
    private static final AtomicInteger CHATS = new AtomicInteger(1_000);

    RunningHub hub;
    Receiver receiver;
    History history;
    Member me;
    Member stranger;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        receiver = new Receiver();
        hub = RunningHub.start(folder, Map.of("timelines.webhook-limit", "0"));
        history = new History(hub);
        me = Member.of(hub, TOKEN);
        int other =
                hub.send("POST", "/hub/api/v1/workspaces", ADMIN, "{\"name\":\"other\"}")
                        .data()
                        .get("id")
                        .intValue();
        String token =
                hub.send(
                                "POST",
                                "/hub/api/v1/tokens",
                                ADMIN,
                                "{\"name\":\"eve\",\"workspace_id\":" + other + "}")
                        .data()
                        .get("token")
                        .asText();
        stranger = Member.of(hub, token);
    }

    /** Each test has webhooks of its own. */
    @AfterEach
    void deleteWebhooks() throws Exception {
        receiver.gate(null);
        receiver.answer(200, "");
        for (JsonNode webhook : hub.get("/integrations/api/webhooks").data()) {
            hub.delete("/integrations/api/webhooks/" + webhook.get("id").asInt());
        }
    }

    @AfterAll
    void stop() {
        hub.close();
        receiver.close();
    }

    /** Of no other test. */
    static int chat() {
        return CHATS.incrementAndGet();
    }

    int webhook(String more) throws Exception {
        return history.webhook(TYPE, receiver.url("/bot"), more);
    }

    /** The id of the delivery, when it stands so. */
    String delivery(int chat, String status) throws Exception {
        history.publish(chat, "m-" + chat + "-" + System.nanoTime());
        return awaitNewest(chat, status);
    }

    String awaitNewest(int chat, String status) {
        return await().atMost(PATIENCE)
                .until(
                        () ->
                                history.deliveries("chat_id=" + chat).stream()
                                        .findFirst()
                                        .filter(one -> one.get("status").asText().equals(status))
                                        .map(one -> one.get("id").asText())
                                        .orElse(null),
                        id -> id != null);
    }

    void awaitStatus(String delivery, String status) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(history.delivery(delivery).get("status").asText())
                                        .isEqualTo(status));
    }
}
