package io.github.cameltimelines.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What becomes of a connection after its first attempt. */
class HttpReuseTest extends HttpFixture {

    @Test
    void a_connection_that_was_closed_between_two_attempts_is_not_used_again() throws Exception {
        ScriptedServer server =
                server(
                        peer -> {
                            peer.read();
                            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                        });

        assertThat(deliver(to(server.url())).delivered()).isTrue();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(deliver(to(server.url())).delivered()).isTrue());
        assertThat(server.connections()).isGreaterThan(1);
    }

    /**
     * The connection is closed, and used again, while all event loops are busy: they see both at
     * once, so that the request is still with us.
     */
    @Test
    void a_connection_that_dies_before_the_request_is_on_it_costs_nothing() throws Exception {
        CountDownLatch close = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        ScriptedServer server =
                server(
                        peer -> {
                            peer.read();
                            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                            close.await();
                            peer.close();
                            closed.countDown();
                        });
        assertThat(deliver(to(server.url())).delivered()).isTrue();
        CountDownLatch release = new CountDownLatch(1);
        occupyAllEventLoops(release);
        close.countDown();
        closed.await();

        CompletableFuture<Answer> answer = begin(to(server.url()));
        release.countDown();

        assertThat(get(answer).error()).isNull();
        assertThat(server.connections()).isEqualTo(2);
        assertThat(server.requests()).hasSize(2);
    }

    private void occupyAllEventLoops(CountDownLatch release) throws Exception {
        int loops = Math.min(4, Runtime.getRuntime().availableProcessors());
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch occupied = new CountDownLatch(loops);
        ScriptedServer server =
                server(
                        peer -> {
                            peer.read();
                            go.await();
                            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                            peer.hang();
                        });
        for (int loop = 0; loop < loops; loop++) { // connections go to the loops in turn
            destination.deliver(
                    attempt(to(server.url()), 1),
                    answer -> {
                        occupied.countDown();
                        try {
                            release.await();
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                    });
        }
        await().atMost(PATIENCE).until(() -> server.requests().size() == loops);
        go.countDown();
        assertThat(occupied.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void a_connection_that_dies_with_the_request_on_it_is_a_failure() throws Exception {
        AtomicInteger number = new AtomicInteger();
        ScriptedServer server =
                server(
                        peer -> {
                            peer.read();
                            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                            peer.read();
                            number.incrementAndGet();
                            peer.reset();
                        });
        assertThat(deliver(to(server.url())).delivered()).isTrue();

        failed(deliver(to(server.url())), null, "after the send: the connection was reset");

        assertThat(number).hasValue(1);
        assertThat(server.connections()).as("not repeated").isEqualTo(1);
    }

    @Test
    void a_connection_is_not_wasted_on_who_has_stopped_waiting() throws Exception {
        use(new ConnectionSettings(1, 10, Duration.ofSeconds(30), Duration.ofMinutes(1), null));
        CountDownLatch go = new CountDownLatch(1);
        ScriptedServer server =
                server(
                        peer -> {
                            peer.read();
                            go.await();
                            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                            peer.hang();
                        });
        CompletableFuture<Answer> first = begin(to(server.url()));
        assertThat(deliver(to(server.url(), SHORT)).delivered()).isFalse();

        go.countDown();

        assertThat(get(first).delivered()).isTrue();
        assertThat(destination.connections()).isEqualTo(new HttpDestination.Connections(0, 1, 0));
    }

    @Test
    void an_unused_connection_is_closed_after_a_while() throws Exception {
        use(new ConnectionSettings(2, 10, Duration.ofMillis(1_200), Duration.ofMinutes(1), null));
        assertThat(deliver(to(good.url())).delivered()).isTrue();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(destination.connections().idle()).isZero());
    }

    @Test
    void a_connection_is_kept_no_longer_than_the_destination_says() throws Exception {
        ScriptedServer server =
                opened(
                        ScriptedServer.answering(
                                "HTTP/1.1 200 OK\r\nKeep-Alive: timeout=2\r\nContent-Length: 0\r\n\r\n"));
        assertThat(deliver(to(server.url())).delivered()).isTrue();
        assertThat(destination.connections().idle()).isEqualTo(1);

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(destination.connections().idle()).isZero());
    }

    @Test
    void a_connection_that_has_lived_its_time_is_not_used_again() throws Exception {
        use(new ConnectionSettings(2, 10, Duration.ofSeconds(30), Duration.ofMillis(1), null));

        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> {
                            assertThat(deliver(to(good.url())).delivered()).isTrue();
                            assertThat(good.connections()).isGreaterThan(1);
                        });
    }

    @Test
    void a_taker_of_answers_that_throws_harms_nobody() throws Exception {
        CountDownLatch thrown = new CountDownLatch(1);
        destination.deliver(
                attempt(to(good.url()), 1),
                answer -> {
                    thrown.countDown();
                    throw new IllegalStateException("as a test wants");
                });
        assertThat(thrown.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();

        assertThat(deliver(to(good.url())).delivered()).isTrue();
    }
}
