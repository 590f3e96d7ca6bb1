package io.github.cameltimelines.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.github.cameltimelines.TimelinesPipeline;
import io.github.cameltimelines.delivery.Answer;
import io.github.cameltimelines.delivery.Attempt;
import io.github.cameltimelines.inbox.Acceptance;
import io.github.cameltimelines.ledger.LedgerSettings;
import io.github.cameltimelines.log.Retention;
import io.github.cameltimelines.subscription.Subscription.Ordering;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Several nodes that serve the HTTP destinations on one PostgreSQL. */
class PostgresHttpClusterIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int SUBSCRIPTIONS = 10;
    private static final int CHATS = 8;
    private static final int CAPACITY = 60; // so that pools are in use

    private final String database = PostgresServer.emptyDatabase();
    private final ExecutorService workers = Executors.newFixedThreadPool(8);
    private final Deque<Node> nodes = new ArrayDeque<>();
    private final Map<String, List<String>> taken = new ConcurrentHashMap<>();
    private final Map<String, List<String>> expected = new TreeMap<>();
    private final Map<String, AtomicInteger> inUse = new ConcurrentHashMap<>();
    private final List<String> together = Collections.synchronizedList(new ArrayList<>());
    private final Set<String> failedOnce = ConcurrentHashMap.newKeySet();
    private int number;

    private final class Node {
        final HikariDataSource pool = PostgresServer.pool(database);
        final AtomicInteger count = new AtomicInteger();
        final TimelinesPipeline pipeline;
        private boolean left;

        Node() throws SQLException {
            nodes.addFirst(this);
            pipeline =
                    TimelinesPipeline.start(
                            LedgerSettings.in(pool, Duration.ofMinutes(10)),
                            Retention.Ages.DEFAULT,
                            Clock.systemUTC());
            pipeline.outbox().serveHttp(PipelineFixture.httpTo(this::take, workers, CAPACITY));
        }

        private void take(Attempt attempt, Consumer<Answer> answer) {
            count.incrementAndGet();
            String uid = attempt.event().messageUid();
            String line = line(PipelineFixture.nameOf(attempt.subscription()), uid);
            AtomicInteger users = inUse.computeIfAbsent(line, any -> new AtomicInteger());
            if (users.incrementAndGet() > 1) {
                together.add(line + " " + uid);
            }
            boolean fails =
                    uid.hashCode() % 13 == 0
                            && failedOnce.add(PipelineFixture.nameOf(attempt.subscription()) + uid);
            if (!fails) {
                taken.computeIfAbsent(line, any -> Collections.synchronizedList(new ArrayList<>()))
                        .add(uid);
            }
            users.decrementAndGet();
            answer.accept(
                    fails
                            ? Answer.failed("not yet", Duration.ZERO)
                            : Answer.delivered(Duration.ZERO));
        }

        void post(int events) throws Exception {
            List<CompletableFuture<Acceptance>> answers = new ArrayList<>();
            for (int event = 0; event < events; event++) {
                String uid = number % CHATS + "-" + number;
                answers.add(
                        PipelineFixture.post(
                                pipeline, PipelineFixture.message(number % CHATS, uid)));
                for (int at = 0; at < SUBSCRIPTIONS; at++) {
                    expected.computeIfAbsent(line("sub-" + at, uid), any -> new ArrayList<>())
                            .add(uid);
                }
                number++;
            }
            for (CompletableFuture<Acceptance> answer : answers) {
                assertThat(answer.get()).isInstanceOf(Acceptance.Stored.class);
            }
        }

        void leave() throws InterruptedException {
            if (!left) {
                left = true;
                pipeline.close();
                pool.close();
            }
        }
    }

    /** The first has one lane for all. */
    private static String line(String subscription, String uid) {
        return subscription.equals("sub-0") ? subscription : subscription + " " + uid.charAt(0);
    }

    @AfterEach
    void stop() throws InterruptedException {
        for (Node node : nodes) {
            node.leave();
        }
        workers.shutdownNow();
    }

    @Test
    void nodes_that_come_and_go_repeat_nothing_and_keep_the_order() throws Exception {
        Node stays = new Node();
        for (int at = 0; at < SUBSCRIPTIONS; at++) {
            PipelineFixture.http(
                    stays.pipeline,
                    "sub-" + at,
                    "*",
                    at == 0 ? Ordering.STRICT : Ordering.CHAT,
                    PipelineFixture.pace("20ms,20ms", 4, 0));
        }
        for (int round = 0; round < 3; round++) {
            stays.post(100);
            Node comes = new Node();
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (comes.count.get() < 50) {
                assertThat(System.nanoTime()).as("it gets its part").isLessThan(deadline);
                stays.post(5);
                await().atMost(PATIENCE).until(() -> owed() < 500);
            }
            stays.post(100);
            comes.leave();
            stays.post(50);
            awaitAll();
        }
        assertThat(together).isEmpty();
        assertThat(new TreeMap<>(taken)).isEqualTo(expected);
        await().atMost(PATIENCE).until(() -> owed() == 0);
    }

    private int owed() {
        return number * SUBSCRIPTIONS - delivered();
    }

    private int delivered() {
        return taken.values().stream().mapToInt(List::size).sum();
    }

    private void awaitAll() {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(delivered())
                                        .as("rows owed: %s", PostgresServer.owed(database))
                                        .isGreaterThanOrEqualTo(number * SUBSCRIPTIONS));
    }
}
