package io.github.cameltimelines.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameltimelines.model.Direction;
import io.github.cameltimelines.model.Event;
import io.github.cameltimelines.subscription.HttpSettings;
import io.github.cameltimelines.subscription.RetrySchedule;
import io.github.cameltimelines.subscription.Subscription;
import io.github.cameltimelines.wire.EventBody.Format;
import io.github.cameltimelines.wire.EventTypePattern;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * An HTTP destination and servers on the loopback. After each test every attempt must have been
 * answered exactly once, and no connection may be in use.
 */
abstract class HttpFixture {

    static final Duration PATIENCE = Duration.ofSeconds(20);

    static final Duration SHORT = Duration.ofMillis(400);

    /** How late an answer may be on a machine that is busy with something else. */
    static final Duration LATE = Duration.ofSeconds(2);

    static final byte[] BODY =
            ("{\"event_type\":\"message:received:new\",\"chat\":{\"chat_id\":4711,\"full_name\":\"Ana\"},"
                            + "\"message\":{\"text\":\"¿Qué tal?\",\"direction\":\"received\","
                            + "\"message_uid\":\"u-1\"}}")
                    .getBytes(StandardCharsets.UTF_8);

    final Deque<AutoCloseable> open = new ArrayDeque<>();
    final List<AtomicInteger> answers = new ArrayList<>();
    final Map<Integer, HttpSettings> settings = new ConcurrentHashMap<>();
    Clock clock = Clock.systemUTC();
    HttpDestination destination;
    ScriptedServer good;

    @BeforeEach
    void open() throws IOException {
        good = opened(ScriptedServer.good());
        destination = destination(guard(NameResolver.SYSTEM));
    }

    HttpDestination destination(AddressGuard guard) {
        return destination(guard, ConnectionSettings.DEFAULT);
    }

    HttpDestination destination(AddressGuard guard, ConnectionSettings connections) {
        return opened(
                new HttpDestination(
                        subscription -> settings.get(subscription.id()),
                        guard,
                        clock,
                        connections));
    }

    /** Begins anew, with those connections and the clock as it is now. */
    void use(ConnectionSettings connections) {
        destination.close();
        destination = destination(guard(NameResolver.SYSTEM), connections);
    }

    /** Lets the loopback through. */
    static AddressGuard guard(NameResolver resolver) {
        return new AddressGuard(List.of("127.0.0.0/8"), resolver);
    }

    <T extends AutoCloseable> T opened(T closeable) {
        open.push(closeable);
        return closeable;
    }

    @AfterEach
    void close() throws Exception {
        await().pollDelay(Duration.ZERO)
                .atMost(PATIENCE)
                .untilAsserted(
                        () -> {
                            assertThat(destination.underWay()).isZero();
                            assertThat(destination.connections().inUse()).isZero();
                            assertThat(destination.connections().waiting()).isZero();
                        });
        for (AutoCloseable closeable : open) {
            closeable.close();
        }
        assertThat(answers).allSatisfy(count -> assertThat(count).hasValue(1));
    }

    static HttpSettings to(String url) {
        return to(url, Duration.ofSeconds(20));
    }

    static HttpSettings to(String url, Duration timeout) {
        return to(url, Format.TIMELINES, Map.of(), List.of(), timeout);
    }

    static HttpSettings to(
            String url,
            Format format,
            Map<String, String> headers,
            List<String> secrets,
            Duration timeout) {
        return new HttpSettings(
                URI.create(url),
                format,
                headers,
                secrets,
                timeout,
                RetrySchedule.parse(RetrySchedule.DEFAULT_FOR_HTTP),
                HttpSettings.DEFAULT_CONCURRENCY,
                0);
    }

    static Event event(String type) {
        return new Event(
                "evt_7",
                type,
                "message:received:new",
                null,
                "4711",
                "u-1",
                null,
                null,
                Direction.RECEIVED,
                null,
                Instant.parse("2026-11-21T10:00:00Z"),
                BODY);
    }

    Attempt attempt(HttpSettings wish, int number) {
        int id = settings.size() + 1;
        settings.put(id, wish);
        return attempt(id, number);
    }

    static Attempt attempt(int id, int number) {
        return new Attempt(
                event("message:received:new"),
                number,
                new Subscription(
                        id,
                        1,
                        "hook-" + id,
                        EventTypePattern.parse("*"),
                        "http",
                        Subscription.Ordering.NONE,
                        false));
    }

    CompletableFuture<Answer> begin(HttpSettings wish) {
        return begin(attempt(wish, 1));
    }

    CompletableFuture<Answer> begin(Attempt attempt) {
        AtomicInteger count = new AtomicInteger();
        answers.add(count);
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        destination.deliver(
                attempt,
                given -> {
                    count.incrementAndGet();
                    answer.complete(given);
                });
        return answer;
    }

    static Answer get(CompletableFuture<Answer> answer) throws Exception {
        return answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    Answer deliver(HttpSettings wish) throws Exception {
        return get(begin(wish));
    }

    /** Makes an attempt at a destination that is not well, while another one is served. */
    Answer deliverBesideOthers(HttpSettings wish) throws Exception {
        CompletableFuture<Answer> answer = begin(wish);
        for (int other = 0; other < 3; other++) {
            assertThat(deliver(to(good.url())).delivered()).isTrue();
        }
        return get(answer);
    }

    ScriptedServer server(ScriptedServer.Script script) throws IOException {
        return opened(new ScriptedServer(script));
    }

    static void failed(Answer answer, Integer status, String error) {
        assertThat(answer.delivered()).isFalse();
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.error()).isEqualTo(error);
    }

    static void cutAtTheDeadline(Answer answer) {
        assertThat(answer.took()).isBetween(SHORT, SHORT.plus(LATE));
    }

    static void atOnce(Answer answer) {
        assertThat(answer.took()).isLessThan(LATE);
    }

    /** The other end of the one connection sees that nobody waits any more. */
    static void isCut(ScriptedServer server) {
        await().atMost(PATIENCE).until(() -> server.cuts() == 1);
    }
}
