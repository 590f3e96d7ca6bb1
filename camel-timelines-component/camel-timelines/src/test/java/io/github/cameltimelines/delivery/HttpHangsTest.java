package io.github.cameltimelines.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A destination that takes its time costs a socket until the deadline, and nobody else anything.
 */
class HttpHangsTest extends HttpFixture {

    @Test
    void hangs_at_connect() throws Exception {
        List<Socket> callers = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            boolean fits = true;
            while (fits) { // nobody accepts, so that at some time the backlog is full
                Socket caller = new Socket();
                callers.add(caller);
                try {
                    caller.connect(full.getLocalSocketAddress(), 300);
                } catch (SocketTimeoutException isFull) {
                    fits = false;
                }
            }

            Answer answer =
                    deliverBesideOthers(to("http://127.0.0.1:" + full.getLocalPort() + "/", SHORT));

            failed(answer, null, "before the send: no whole answer within 400 ms");
            cutAtTheDeadline(answer);
        } finally {
            for (Socket caller : callers) {
                caller.close();
            }
        }
    }

    @Test
    void hangs_at_head() throws Exception {
        ScriptedServer server =
                server(
                        peer -> {
                            peer.read();
                            peer.write("HTTP/1.1 200 OK\r\nX-Half: ");
                            peer.hang();
                        });

        Answer answer = deliverBesideOthers(to(server.url(), SHORT));

        failed(answer, null, "after the send: no whole answer within 400 ms");
        cutAtTheDeadline(answer);
        isCut(server);
    }

    @Test
    void hangs_at_body() throws Exception {
        ScriptedServer server =
                server(
                        peer -> {
                            peer.read();
                            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
                            peer.hang();
                        });

        Answer answer = deliverBesideOthers(to(server.url(), SHORT));

        failed(answer, 200, "after the send: no whole answer within 400 ms");
        assertThat(answer.response()).isEqualTo("half");
        cutAtTheDeadline(answer);
        isCut(server);
    }

    @Test
    void reads_nothing_of_a_request_that_fits_no_buffer() throws Exception {
        ScriptedServer server = server(ScriptedServer.Peer::hangWithoutReading);
        Attempt small = attempt(to(server.url(), Duration.ofMillis(800)), 1);
        byte[] large = new byte[16 << 20];
        java.util.Arrays.fill(large, (byte) ' ');
        System.arraycopy(BODY, 0, large, 0, BODY.length);
        Attempt attempt =
                new Attempt(
                        new io.github.cameltimelines.model.Event(
                                "evt_8",
                                "message:received:new",
                                "message:received:new",
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                small.event().receivedAt(),
                                large),
                        1,
                        small.subscription());

        failed(get(begin(attempt)), null, "in the send: no whole answer within 800 ms");
    }

    @ParameterizedTest
    @ValueSource(strings = {"head", "body", "chunks", "interim"})
    void answers_byte_by_byte(String where) throws Exception {
        CountDownLatch gone = new CountDownLatch(1);
        ScriptedServer server =
                server(
                        peer -> {
                            peer.read();
                            String drip = "x";
                            if (where.equals("head")) {
                                peer.write("HTTP/1.1 200 OK\r\nX-Slow: ");
                            } else if (where.equals("body")) {
                                peer.write("HTTP/1.1 200 OK\r\nContent-Length: 10000\r\n\r\n");
                            } else if (where.equals("chunks")) {
                                peer.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                                drip = "1\r\nx\r\n";
                            } else {
                                drip = "HTTP/1.1 103 Early Hints\r\n\r\n";
                            }
                            try {
                                while (!gone.await(20, TimeUnit.MILLISECONDS)) {
                                    peer.write(drip);
                                }
                            } catch (IOException cut) {
                                gone.countDown();
                            }
                        });

        Answer answer = deliverBesideOthers(to(server.url(), SHORT));

        assertThat(answer.error()).isEqualTo("after the send: no whole answer within 400 ms");
        cutAtTheDeadline(answer);
        assertThat(gone.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as("it was cut").isTrue();
    }

    @Test
    void hundreds_that_hang_cost_sockets_and_no_threads() throws Exception {
        ScriptedServer server =
                server(
                        peer -> {
                            peer.read();
                            peer.hang();
                        });
        int threads = ours();
        List<CompletableFuture<Answer>> hanging = new ArrayList<>();
        use(new ConnectionSettings(300, 1000, Duration.ofSeconds(30), Duration.ofMinutes(1), null));
        for (int attempt = 0; attempt < 300; attempt++) {
            hanging.add(begin(to(server.url(), Duration.ofSeconds(3))));
        }
        await().atMost(PATIENCE).until(() -> server.requests().size() == 300);

        Answer beside = deliver(to(good.url()));

        assertThat(beside.delivered()).isTrue();
        assertThat(beside.took()).isLessThan(LATE);
        assertThat(ours()).isLessThanOrEqualTo(threads + 2);
        for (CompletableFuture<Answer> answer : hanging) {
            failed(get(answer), null, "after the send: no whole answer within 3000 ms");
        }
    }

    private static int ours() {
        return (int)
                Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> !thread.getName().startsWith("scripted-"))
                        .count();
    }

    @Test
    void what_waits_for_a_connection_is_answered_at_its_deadline_and_leaves_nothing()
            throws Exception {
        use(new ConnectionSettings(2, 10, Duration.ofSeconds(30), Duration.ofMinutes(1), null));
        ScriptedServer server =
                server(
                        peer -> {
                            peer.read();
                            peer.hang();
                        });
        List<CompletableFuture<Answer>> hanging = new ArrayList<>();
        for (int attempt = 0; attempt < 2; attempt++) {
            hanging.add(begin(to(server.url(), Duration.ofSeconds(5))));
        }
        await().atMost(PATIENCE).until(() -> server.requests().size() == 2);

        Answer waiting = deliverBesideOthers(to(server.url(), SHORT));

        failed(waiting, null, "before the send: no whole answer within 400 ms");
        assertThat(server.connections()).as("at once to one host").isEqualTo(2);
        for (CompletableFuture<Answer> answer : hanging) {
            get(answer);
        }
    }

    @Test
    void closing_answers_what_is_under_way_and_what_comes_after() throws Exception {
        ScriptedServer server =
                server(
                        peer -> {
                            peer.read();
                            peer.hang();
                        });
        CompletableFuture<Answer> hanging = begin(to(server.url()));
        await().atMost(PATIENCE).until(() -> server.requests().size() == 1);

        destination.close();

        failed(get(hanging), null, "after the send: this node stopped");
        failed(deliver(to(good.url())), null, "before the send: this node stopped");
        destination = destination(guard(NameResolver.SYSTEM));
    }
}
