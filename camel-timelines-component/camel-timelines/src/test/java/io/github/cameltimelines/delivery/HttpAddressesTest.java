package io.github.cameltimelines.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is dialled is what was checked. 127.0.0.0/8 is allowed here, as if it were public. */
class HttpAddressesTest extends HttpFixture {

    private static final String PRIVATE =
            "before the send: the name has an address that is not public; whoever runs this may allow"
                    + " its block of addresses";

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static InetAddress[] addresses(String... texts) {
        return List.of(texts).stream().map(HttpAddressesTest::address).toArray(InetAddress[]::new);
    }

    /** In turn, the last one for ever. */
    private static NameResolver answers(AtomicInteger lookups, InetAddress[]... inTurn) {
        return name -> {
            if (name.equals("good.test")) {
                return addresses("127.0.0.1");
            }
            return inTurn[Math.min(lookups.getAndIncrement(), inTurn.length - 1)];
        };
    }

    private void use(NameResolver resolver) {
        destination.close();
        destination = destination(guard(resolver));
    }

    private static String at(ScriptedServer server, String host) {
        return "http://" + host + ":" + server.port() + "/hook";
    }

    @Test
    void a_name_that_resolves_to_a_private_address_is_not_dialled() throws Exception {
        destination.close();
        destination = destination(new AddressGuard(List.of(), name -> addresses("127.0.0.1")));

        Answer answer = deliver(to(at(good, "hooks.test")));

        assertThat(answer.error()).isEqualTo(PRIVATE);
        assertThat(answer.took()).isLessThan(LATE);
        assertThat(good.connections()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1 10.0.0.1", "10.0.0.1 127.0.0.1", "127.0.0.1 fd00::1"})
    void a_name_that_resolves_to_public_and_private_is_not_dialled(String both) throws Exception {
        use(answers(new AtomicInteger(), addresses(both.split(" "))));

        assertThat(deliver(to(at(good, "hooks.test"))).error()).isEqualTo(PRIVATE);
        assertThat(good.connections()).isZero();
    }

    @Test
    void a_private_address_in_the_url_is_not_dialled() throws Exception {
        destination.close();
        destination = destination(new AddressGuard());

        assertThat(deliver(to(good.url())).error())
                .isEqualTo(
                        "before the send: the address is not public; whoever runs this may allow its"
                                + " block of addresses");
        assertThat(good.connections()).isZero();
    }

    @Test
    void a_name_that_was_public_when_the_subscription_was_created_is_checked_again()
            throws Exception {
        AtomicInteger lookups = new AtomicInteger();
        AddressGuard guard =
                new AddressGuard(
                        List.of(),
                        answers(lookups, addresses("93.184.216.34"), addresses("127.0.0.1")));
        destination.close();
        destination = destination(guard);
        assertThat(guard.refusal(at(good, "rebound.test"))).isEmpty();

        assertThat(deliver(to(at(good, "rebound.test"))).error()).isEqualTo(PRIVATE);

        assertThat(good.connections()).isZero();
        assertThat(lookups).hasValue(2);
    }

    @Test
    void the_address_that_was_checked_is_dialled_without_a_second_lookup() throws Exception {
        AtomicInteger lookups = new AtomicInteger();
        use(answers(lookups, addresses("127.0.0.1"), addresses("127.0.0.2")));
        try (ScriptedServer decoy =
                new ScriptedServer(
                        new ServerSocket(good.port(), 5, address("127.0.0.2")),
                        ScriptedServer.Peer::close)) {

            assertThat(deliver(to(at(good, "rebound.test"))).delivered()).isTrue();

            assertThat(decoy.connections()).isZero();
        }
        assertThat(lookups).hasValue(1);
    }

    @Test
    void a_name_that_turns_private_is_refused_on_its_next_connection() throws Exception {
        AtomicInteger lookups = new AtomicInteger();
        use(answers(lookups, addresses("127.0.0.1"), addresses("10.0.0.1")));
        ScriptedServer server =
                opened(
                        ScriptedServer.answering(
                                "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"));

        assertThat(deliver(to(at(server, "rebound.test"))).delivered()).isTrue();
        assertThat(deliver(to(at(server, "rebound.test"))).error()).isEqualTo(PRIVATE);

        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void a_connection_that_is_kept_is_not_looked_up_again() throws Exception {
        AtomicInteger lookups = new AtomicInteger();
        use(answers(lookups, addresses("127.0.0.1"), addresses("10.0.0.1")));

        for (int attempt = 0; attempt < 5; attempt++) {
            assertThat(deliver(to(at(good, "hooks.test"))).delivered()).isTrue();
        }

        assertThat(lookups).hasValue(1);
        assertThat(good.connections()).isEqualTo(1);
    }

    @Test
    void the_next_address_is_dialled_if_the_first_refuses() throws Exception {
        use(answers(new AtomicInteger(), addresses("127.0.0.3", "127.0.0.1")));

        assertThat(deliver(to(at(good, "hooks.test"))).delivered()).isTrue();
        assertThat(good.requests().get(0).headers())
                .containsEntry("host", "hooks.test:" + good.port());
    }

    @Test
    void an_ipv6_literal_is_dialled_and_named_in_brackets() throws Exception {
        assertThat(deliver(to(at(good, "[::FFFF:127.0.0.1]"))).error()).isNull();

        assertThat(good.requests().get(0).headers())
                .containsEntry("host", "[::ffff:127.0.0.1]:" + good.port());
    }

    @Test
    void a_name_that_does_not_resolve_is_a_failure() throws Exception {
        use(
                name -> {
                    throw new UnknownHostException(name);
                });

        assertThat(deliver(to("http://nowhere.test/")).error())
                .isEqualTo("before the send: the name does not resolve");
    }

    @Test
    void a_lookup_that_hangs_is_cut_and_costs_one_thread_however_many_wait() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger lookups = new AtomicInteger();
        use(
                name -> {
                    if (name.equals("hangs.test")) {
                        lookups.incrementAndGet();
                        try {
                            release.await();
                        } catch (InterruptedException e) {
                            throw new UnknownHostException(name);
                        }
                    }
                    return addresses("127.0.0.1");
                });
        Duration timeout = Duration.ofMillis(600);
        List<CompletableFuture<Answer>> waiting = new ArrayList<>();
        for (int attempt = 0; attempt < 40; attempt++) {
            waiting.add(begin(to(at(good, "hangs.test"), timeout)));
        }

        assertThat(deliver(to(at(good, "good.test"))).delivered()).isTrue();
        Answer answer = deliver(to(at(good, "hangs.test"), timeout));

        assertThat(answer.error()).isEqualTo("before the send: no whole answer within 600 ms");
        assertThat(answer.took()).isBetween(timeout, timeout.plus(LATE));
        assertThat(lookups).hasValue(1);
        for (CompletableFuture<Answer> one : waiting) {
            assertThat(get(one).delivered()).isFalse();
        }
        release.countDown();
        assertThat(deliver(to(at(good, "hangs.test"))).delivered()).isTrue();
        assertThat(good.connections()).as("nothing is dialled that nobody waits for").isEqualTo(2);
    }

    @BeforeEach
    void no_connection_yet() throws IOException {
        assertThat(good.connections()).isZero();
    }
}
