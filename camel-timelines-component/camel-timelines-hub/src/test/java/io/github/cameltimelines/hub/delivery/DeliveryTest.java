package io.github.cameltimelines.hub.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.cameltimelines.hub.RunningHub;
import io.github.cameltimelines.hub.RunningHub.Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An event comes in at the hook and goes out to the URL of a webhook. */
class DeliveryTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private record Call(String path, Map<String, List<String>> headers, String body) {
        String header(String name) {
            return headers.getOrDefault(name, List.of("")).get(0);
        }
    }

    @TempDir Path folder;
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private volatile int status = 200;
    private HttpServer receiver;
    private RunningHub hub;

    @BeforeEach
    void start() throws Exception {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", this::take);
        receiver.start();
        hub = RunningHub.start(folder);
    }

    @AfterEach
    void stop() {
        hub.close();
        receiver.stop(0);
    }

    private void take(HttpExchange call) throws IOException {
        String body = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        int answer = status;
        calls.add(new Call(call.getRequestURI().getPath(), call.getRequestHeaders(), body));
        call.sendResponseHeaders(answer, -1);
        call.close();
    }

    private int webhook(String type, String path, String more) throws Exception {
        Reply reply =
                hub.post(
                        "/integrations/api/webhooks",
                        "{\"event_type\":\"%s\",\"url\":\"http://127.0.0.1:%d%s\"%s}"
                                .formatted(type, receiver.getAddress().getPort(), path, more));
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply.data().get("id").intValue();
    }

    private void receive(String uid) throws Exception {
        Reply reply =
                hub.call(
                        "POST",
                        "/hooks/" + RunningHub.SECRET,
                        null,
                        BodyPublishers.ofString(
                                ("{\"event_type\":\"message:received:new\",\"chat\":{\"chat_id\":4711},"
                                                + "\"message\":{\"text\":\"Hi\",\"direction\":\"received\","
                                                + "\"message_uid\":\"%s\"}}")
                                        .formatted(uid)),
                        "Content-Type",
                        "application/json");
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    }

    private int errorsCounter(int id) throws Exception {
        return hub.get("/integrations/api/webhooks/" + id).data().get("errors_counter").intValue();
    }

    @Test
    void an_answer_410_deletes_a_webhook_that_asks_for_it_and_no_other() throws Exception {
        int asks = webhook("message:received:new", "/zap", ",\"delete_when_gone\":true");
        int kept = webhook("message:received:new", "/kept", "");
        status = 410;
        receive("m-1");
        await().atMost(PATIENCE)
                .until(() -> hub.get("/integrations/api/webhooks").data().size() == 1);
        await().atMost(PATIENCE)
                .until(
                        () ->
                                hub.get("/integrations/api/webhooks/" + kept)
                                                .data()
                                                .get("errors_counter")
                                                .intValue()
                                        == 1);
        assertThat(hub.get("/integrations/api/webhooks/" + asks).status()).isEqualTo(404);
        assertThat(hub.get("/integrations/api/webhooks/changelog").data().get(0).toString())
                .contains("\"member\":\"the hub: 410 Gone\"", "\"action\":\"deleted\"");
        assertThat(calls).hasSize(2);
    }

    @Test
    void each_webhook_gets_the_event_under_the_type_that_it_asked_for_and_signed()
            throws Exception {
        webhook("message:received:new", "/received", "");
        webhook("message:new", "/all", ",\"secret\":\"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\"");
        webhook("message:sent:new", "/sent", "");

        receive("m-1");
        receive("m-1");

        await().atMost(PATIENCE).until(() -> calls.size() == 2);
        Call received = call("/received");
        Call all = call("/all");
        assertThat(received.body()).contains("\"event_type\":\"message:received:new\"");
        assertThat(all.body()).contains("\"event_type\":\"message:new\"");
        assertThat(all.header("Webhook-id")).startsWith("evt_");
        assertThat(all.header("Webhook-id")).isEqualTo(received.header("Webhook-id"));
        assertThat(all.header("Webhook-signature")).startsWith("v1,");
        assertThat(received.header("Webhook-signature")).isEmpty();
    }

    private Call call(String path) {
        return calls.stream().filter(call -> call.path().equals(path)).findFirst().orElseThrow();
    }

    @Test
    void errors_are_counted_until_one_attempt_succeeds() throws Exception {
        int id = webhook("message:received:new", "/bot", ",\"retry_schedule\":\"300ms,300ms\"");
        status = 500;
        receive("m-1");
        await().atMost(PATIENCE).until(() -> calls.size() >= 2);
        await().atMost(PATIENCE).until(() -> errorsCounter(id) >= 2);
        status = 200;
        receive("m-2");

        await().atMost(PATIENCE).until(() -> errorsCounter(id) == 0);
        await().atMost(PATIENCE) // the third attempt at the first may have been the one
                .until(
                        () ->
                                calls.stream()
                                                .map(call -> call.header("Webhook-id"))
                                                .distinct()
                                                .count()
                                        == 2);
    }

    @Test
    void what_is_due_while_the_route_is_suspended_goes_out_when_it_resumes() throws Exception {
        webhook("message:received:new", "/bot", "");
        hub.suspend("timelines-deliver");
        receive("m-1");
        receive("m-2");
        hub.resume("timelines-deliver");

        await().atMost(PATIENCE).until(() -> calls.size() == 2);
    }

    @Test
    void what_was_not_delivered_when_the_hub_stopped_is_delivered_after_its_start()
            throws Exception {
        webhook("message:received:new", "/bot", ",\"retry_schedule\":\"1s,1s,1s,1s,1s\"");
        status = 503;
        receive("m-1");
        await().atMost(PATIENCE).until(() -> !calls.isEmpty());
        hub.close();
        status = 200;
        int before = calls.size();
        hub = RunningHub.start(folder);

        await().atMost(PATIENCE).until(() -> calls.size() > before);
        assertThat(calls.stream().map(call -> call.header("Webhook-id")).distinct()).hasSize(1);
    }
}
