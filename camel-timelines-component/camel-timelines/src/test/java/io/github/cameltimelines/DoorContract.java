package io.github.cameltimelines;

import static io.github.cameltimelines.HookedApplication.PATIENCE;
import static io.github.cameltimelines.HookedApplication.SECRET;
import static io.github.cameltimelines.HookedApplication.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameltimelines.inbox.Reception;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a webhook call is answered, on each HTTP server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DoorContract {

    private final HookedApplication app;
    private final Set<String> delivered = ConcurrentHashMap.newKeySet();

    DoorContract(HookedApplication app) {
        this.app = app;
    }

    @BeforeAll
    void start() {
        app.start(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("timelines:*").process(this::take);
                    }

                    private void take(Exchange exchange) {
                        delivered.add(exchange.getMessage().getBody(String.class));
                    }
                });
    }

    @AfterAll
    void stop() {
        app.close();
    }

    @Test
    void an_event_is_answered_200_and_so_is_its_repetition() {
        assertThat(app.post(message(1, "same")).statusCode()).isEqualTo(200);
        HttpResponse<String> again = app.post(message(1, "same"));

        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.body()).isEqualTo("{\"status\":\"ok\"}");
        assertThat(again.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "private text",
                "[\"private text\"]",
                "{\"event_type\":\"message:new\",\"private text",
                "{\"text\":\"private text\"}",
                "{\"event_type\":\"private text\"}",
                "{\"event_type\":{\"private text\":1}}"
            })
    void what_is_no_event_is_answered_400_with_a_reason_that_quotes_nothing(String body) {
        HttpResponse<String> answer = app.post(body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .contains("\"error_code\":\"validation_error\"")
                .contains("\"message\":\"")
                .doesNotContain("private");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/xml",
                "application/x-www-form-urlencoded",
                "multipart/form-data"
            })
    void another_content_type_is_answered_400_with_the_one_that_is_wanted(String contentType) {
        HttpResponse<String> answer =
                app.post(
                        "/timelines/webhooks/" + SECRET,
                        message(1, "t").getBytes(StandardCharsets.UTF_8),
                        contentType);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("Content-Type must be application/json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/timelines/webhooks/wrong-segment-0123456789",
                "/timelines/webhooks/s3cret-segment-012345678",
                "/timelines/webhooks/",
                "/timelines/webhooks",
                "/timelines/webhooks/" + SECRET + "/more",
                "/elsewhere"
            })
    void a_wrong_secret_or_path_is_answered_404_and_not_stored(String path) {
        String refused = message(9, "refused-" + path);
        String next = message(9, "after-" + path);

        assertThat(app.postTo(path, refused).statusCode()).isEqualTo(404);

        assertThat(app.post(next).statusCode()).isEqualTo(200);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(delivered).contains(next));
        assertThat(delivered).doesNotContain(refused);
    }

    @Test
    void only_post_is_answered() {
        HttpRequest.Builder get =
                HttpRequest.newBuilder(URI.create(app.url() + "/timelines/webhooks/" + SECRET));

        assertThat(app.send(get).statusCode()).isIn(404, 405);
    }

    @Test
    void a_body_that_is_announced_too_large_is_answered_413() throws Exception {
        String answer =
                raw(
                        "Content-Length: " + (Reception.BODY_MAX + 1),
                        out -> out.write(new byte[Reception.BODY_MAX + 1]));

        assertThat(answer).startsWith("HTTP/1.1 413 ");
    }

    @Test
    void a_chunked_body_that_grows_too_large_is_answered_413() throws Exception {
        byte[] chunk = new byte[16 * 1024];
        java.util.Arrays.fill(chunk, (byte) ' ');
        String answer =
                raw(
                        "Transfer-Encoding: chunked",
                        out -> {
                            for (int sent = 0;
                                    sent < 2 * Reception.BODY_MAX;
                                    sent += chunk.length) {
                                out.write("4000\r\n".getBytes(StandardCharsets.UTF_8));
                                out.write(chunk);
                                out.write("\r\n".getBytes(StandardCharsets.UTF_8));
                            }
                            out.write("0\r\n\r\n".getBytes(StandardCharsets.UTF_8));
                        });

        assertThat(answer).startsWith("HTTP/1.1 413 ").contains(reasonForTooLarge());
    }

    /** What the answer to a body that grows too large says. */
    String reasonForTooLarge() {
        return "payload_too_large";
    }

    @Test
    void a_chunked_event_is_taken() {
        String body = message(1, "chunked");
        HttpResponse<String> answer =
                app.send(
                        HttpRequest.newBuilder(
                                        URI.create(app.url() + "/timelines/webhooks/" + SECRET))
                                .header("Content-Type", "application/json")
                                .POST(
                                        BodyPublishers.ofInputStream(
                                                () ->
                                                        new java.io.ByteArrayInputStream(
                                                                body.getBytes(
                                                                        StandardCharsets.UTF_8)))));

        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @Test
    void a_body_of_exactly_the_bound_is_taken() {
        String head = "{\"event_type\":\"bound:reached\",\"filler\":\"";
        String body = head + "x".repeat(Reception.BODY_MAX - head.length() - 2) + "\"}";

        assertThat(app.post(body).statusCode()).isEqualTo(200);
    }

    @Test
    void a_compressed_body_is_answered_400() {
        HttpResponse<String> answer =
                app.send(
                        HttpRequest.newBuilder(
                                        URI.create(app.url() + "/timelines/webhooks/" + SECRET))
                                .header("Content-Type", "application/json")
                                .header("Content-Encoding", "br")
                                .POST(BodyPublishers.ofByteArray(new byte[] {1, 2, 3})));

        assertThat(answer.statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/x-www-form-urlencoded"})
    void a_body_that_never_ends_is_refused_while_it_comes_in(String contentType) throws Exception {
        assertThat(endless(SECRET, contentType)).matches("(?s)HTTP/1.1 4(00|13) .*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/x-www-form-urlencoded"})
    void nor_can_a_stranger_send_one(String contentType) throws Exception {
        assertThat(endless("wrong-segment-0123456789", contentType))
                .matches("(?s)HTTP/1.1 4(04|13) .*");
    }

    private String endless(String secret, String contentType) throws Exception {
        byte[] part = ("4000\r\n" + "a".repeat(0x4000) + "\r\n").getBytes(StandardCharsets.UTF_8);
        AtomicBoolean answered = new AtomicBoolean();
        return raw(
                secret,
                contentType,
                "Transfer-Encoding: chunked",
                out -> {
                    while (!answered.get()) {
                        out.write(part);
                    }
                },
                answered);
    }

    interface Writer {
        void write(OutputStream out) throws IOException;
    }

    /** The answer; fails if the connection hangs. */
    final String raw(String header, Writer body) throws Exception {
        return raw(SECRET, "application/json", header, body, new AtomicBoolean());
    }

    private String raw(
            String secret, String contentType, String header, Writer body, AtomicBoolean answered)
            throws Exception {
        try (Socket socket = new Socket("localhost", app.port())) {
            socket.setSoTimeout(10_000);
            String head =
                    "POST /timelines/webhooks/"
                            + secret
                            + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
                            + contentType
                            + "\r\n"
                            + header
                            + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
            CompletableFuture<Void> writing =
                    CompletableFuture.runAsync(
                            () -> {
                                try {
                                    body.write(socket.getOutputStream());
                                } catch (IOException brokenOff) {
                                    // the server may close before it has all
                                }
                            });
            try {
                return RawAnswer.read(socket.getInputStream());
            } finally {
                answered.set(true);
                socket.shutdownInput();
                writing.join();
            }
        }
    }
}
