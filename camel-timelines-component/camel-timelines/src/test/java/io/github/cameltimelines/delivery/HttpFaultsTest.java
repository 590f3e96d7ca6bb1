package io.github.cameltimelines.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a destination can answer instead of 200, and what the attempt is told then. */
class HttpFaultsTest extends HttpFixture {

    @Test
    void refuses() throws Exception {
        Answer answer;
        try (Socket taken = new Socket()) { // and nobody listens, nor can in the meantime
            taken.bind(new InetSocketAddress("127.0.0.1", 0));
            answer = deliverBesideOthers(to("http://127.0.0.1:" + taken.getLocalPort() + "/"));
        }

        failed(answer, null, "before the send: the connection was refused");
        atOnce(answer);
    }

    @Test
    void resets_before_it_has_read() throws Exception {
        ScriptedServer server = server(ScriptedServer.Peer::reset);

        Answer answer = deliverBesideOthers(to(server.url()));

        assertThat(answer.delivered()).isFalse();
        assertThat(answer.error())
                .matches("(before|in|after) the send: the connection was (reset|closed)");
        assertThat(server.connections()).as("not repeated").isEqualTo(1);
        atOnce(answer);
    }

    @Test
    void resets_after_it_has_read() throws Exception {
        ScriptedServer server =
                server(
                        peer -> {
                            peer.read();
                            peer.reset();
                        });

        Answer answer = deliverBesideOthers(to(server.url()));

        failed(answer, null, "after the send: the connection was reset");
        assertThat(server.requests()).as("not repeated").hasSize(1);
        atOnce(answer);
    }

    @Test
    void closes_without_an_answer() throws Exception {
        ScriptedServer server = server(ScriptedServer.Peer::read);

        Answer answer = deliverBesideOthers(to(server.url()));

        failed(answer, null, "after the send: the connection was closed");
        assertThat(server.requests()).as("not repeated").hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"200, true", "500, false"})
    void answers_a_hundred_megabytes(int status, boolean delivered) throws Exception {
        AtomicInteger sent = new AtomicInteger();
        CountDownLatch cut = new CountDownLatch(1);
        ScriptedServer server =
                server(
                        peer -> {
                            peer.read();
                            peer.write(
                                    "HTTP/1.1 "
                                            + status
                                            + " Large\r\nContent-Length: 104857600\r\n\r\n");
                            try {
                                for (int part = 0; part < 1600; part++) {
                                    peer.write("a".repeat(65536));
                                    sent.addAndGet(65536);
                                }
                            } catch (IOException closed) {
                                cut.countDown();
                            }
                        });

        Answer answer = deliverBesideOthers(to(server.url()));

        assertThat(answer.delivered()).isEqualTo(delivered);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.response()).isEqualTo("a".repeat(2048));
        assertThat(cut.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as("it was cut").isTrue();
        assertThat(sent.get()).as("what fits the buffers").isLessThan(50 << 20);
        atOnce(answer);
    }

    @Test
    void a_bomb_is_not_unpacked() throws Exception {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bomb)) {
            for (int part = 0; part < 100; part++) {
                zip.write(new byte[1 << 20]);
            }
        }
        byte[] packed = bomb.toByteArray();
        ScriptedServer server =
                server(
                        peer -> {
                            peer.read();
                            peer.write(
                                    "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: "
                                            + packed.length
                                            + "\r\n\r\n");
                            peer.write(packed);
                        });

        Answer answer = deliverBesideOthers(to(server.url()));

        assertThat(answer.delivered()).isTrue();
        assertThat(answer.response()).startsWith("\u001f\uFFFD\b").hasSizeLessThanOrEqualTo(2048);
        assertThat(server.requests().get(0).headers()).doesNotContainKey("accept-encoding");
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 301, 302, 303, 304, 305, 307, 308, 399})
    void redirects_are_failures_and_are_not_followed(int status) throws Exception {
        ScriptedServer private1 = opened(ScriptedServer.good());
        ScriptedServer server =
                opened(
                        ScriptedServer.answering(
                                "HTTP/1.1 "
                                        + status
                                        + " Elsewhere\r\nLocation: "
                                        + private1.url()
                                        + "\r\n"
                                        + (status == 304 ? "\r\n" : "Content-Length: 0\r\n\r\n")));

        Answer answer = deliverBesideOthers(to(server.url()));

        failed(answer, status, "HTTP " + status + ", Location: " + private1.url());
        assertThat(private1.connections()).isZero();
        atOnce(answer);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 404, 407, 410, 413, 429, 500, 503, 599})
    void a_failure_keeps_status_and_response(int status) throws Exception {
        ScriptedServer server =
                opened(
                        ScriptedServer.answering(
                                "HTTP/1.1 "
                                        + status
                                        + " No\r\nWWW-Authenticate: Basic realm=a\r\nContent-Length:"
                                        + " 5\r\n\r\nno \u00e9"));

        Answer answer = deliverBesideOthers(to(server.url()));

        failed(answer, status, "HTTP " + status);
        assertThat(answer.response()).isEqualTo("no é");
        assertThat(answer.isGone()).isEqualTo(status == 410);
        assertThat(server.requests()).as("not repeated").hasSize(1);
    }

    @Test
    void a_final_answer_before_the_request_is_read_counts() throws Exception {
        ScriptedServer server =
                server(
                        peer -> {
                            peer.write(
                                    "HTTP/1.1 413 Too Large\r\nConnection: close\r\nContent-Length:"
                                            + " 0\r\n\r\n");
                            peer.read();
                        });

        Answer answer = deliverBesideOthers(to(server.url()));

        assertThat(answer.delivered()).isFalse();
        atOnce(answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH_9.2\r\n\r\n",
                "HTTP/1.1 abc OK\r\n\r\n",
                "HTTP/3.0 200 OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: ten\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
                "\u0016\u0003\u0001\u0002\u0000\r\n\r\n"
            })
    void speaks_something_else(String answered) throws Exception {
        ScriptedServer server =
                server(
                        peer -> {
                            peer.read();
                            peer.write(answered);
                        });

        Answer answer = deliverBesideOthers(to(server.url(), Duration.ofSeconds(5)));

        assertThat(answer.delivered()).isFalse();
        assertThat(answer.error()).isEqualTo("after the send: the answer is not HTTP");
        atOnce(answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n"
            })
    void closes_within_its_answer(String half) throws Exception {
        ScriptedServer server =
                server(
                        peer -> {
                            peer.read();
                            peer.write(half);
                        });

        Answer answer = deliverBesideOthers(to(server.url()));

        assertThat(answer.delivered()).isFalse();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.error()).startsWith("after the send: ");
    }

    @Test
    void an_answer_that_ends_with_the_connection_is_whole() throws Exception {
        ScriptedServer server =
                server(
                        peer -> {
                            peer.read();
                            peer.write("HTTP/1.0 200 OK\r\n\r\nuntil the end");
                        });

        Answer answer = deliver(to(server.url()));

        assertThat(answer.delivered()).isTrue();
        assertThat(answer.response()).isEqualTo("until the end");
    }

    @ParameterizedTest
    @ValueSource(strings = {"one line", "many lines"})
    void answers_a_megabyte_of_headers(String how) throws Exception {
        ScriptedServer server =
                server(
                        peer -> {
                            peer.read();
                            peer.write("HTTP/1.1 200 OK\r\n");
                            for (int line = 0; line < 1024; line++) {
                                peer.write(
                                        how.equals("one line")
                                                ? "a".repeat(1024)
                                                : "X-" + line + ": " + "a".repeat(1024) + "\r\n");
                            }
                            peer.write("\r\n\r\n");
                            peer.hang();
                        });

        Answer answer = deliverBesideOthers(to(server.url()));

        failed(answer, null, "after the send: the head of the answer is too large");
        atOnce(answer);
    }
}
