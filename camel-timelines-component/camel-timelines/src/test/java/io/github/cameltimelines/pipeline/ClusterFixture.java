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
import io.github.cameltimelines.outbox.QueueSettings;
import io.github.cameltimelines.subscription.RetrySchedule;
import io.github.cameltimelines.subscription.Subscription;
import io.github.cameltimelines.subscription.Subscription.Ordering;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
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
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;

/** Nodes that serve one subscription on one PostgreSQL, and what they take. */
abstract class ClusterFixture {

    static final Duration PATIENCE = Duration.ofSeconds(60);
    static final Duration LEASE = Duration.ofSeconds(2);
    static final Duration LONG_LEASE = Duration.ofMinutes(10); // nobody is ever taken for dead
    private static final int CHATS = 40;

    final String database = PostgresServer.emptyDatabase();
    final ExecutorService workers = Executors.newFixedThreadPool(8);
    private final Deque<Node> nodes = new ArrayDeque<>();

    /** Uids in the order of their first delivery, by chat; whichever node took them. */
    final Map<String, List<String>> byChat = new ConcurrentHashMap<>();

    final List<String> repeated = Collections.synchronizedList(new ArrayList<>());
    final List<String> together = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, AtomicInteger> inUse = new ConcurrentHashMap<>();
    final Map<String, List<String>> sent = new TreeMap<>();
    int number;

    @AfterEach
    void stop() throws InterruptedException {
        for (Node node : nodes) {
            node.leave();
        }
        workers.shutdownNow();
    }

    final class Node {
        final HikariDataSource pool = PostgresServer.pool(database);
        final TimelinesPipeline pipeline;
        final AtomicInteger taken = new AtomicInteger();
        private final Set<String> failedOnce = ConcurrentHashMap.newKeySet();
        private boolean left;

        Node(Duration lease) throws SQLException {
            nodes.addFirst(this);
            pipeline =
                    TimelinesPipeline.start(
                            LedgerSettings.in(pool, lease),
                            Retention.Ages.DEFAULT,
                            Clock.systemUTC());
            Subscription shared =
                    PipelineFixture.subscription(pipeline, KillChild.NAME, "*", Ordering.CHAT);
            pipeline.outbox()
                    .serve(
                            shared,
                            new QueueSettings(
                                    this::take,
                                    RetrySchedule.parse("20ms,20ms,20ms"),
                                    4,
                                    workers,
                                    200,
                                    32 << 20));
        }

        private void take(Attempt attempt, Consumer<Answer> answer) {
            String uid = attempt.event().messageUid();
            String chat = attempt.event().chatId();
            AtomicInteger users = inUse.computeIfAbsent(chat, any -> new AtomicInteger());
            if (users.incrementAndGet() > 1) {
                together.add(uid);
            }
            Thread.yield();
            boolean fails = uid.hashCode() % 11 == 0 && failedOnce.add(uid);
            if (!fails) {
                taken.incrementAndGet();
                note(chat, uid);
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
                int chat = number % CHATS;
                String uid = chat + "-" + number++;
                sent.computeIfAbsent(Integer.toString(chat), any -> new ArrayList<>()).add(uid);
                answers.add(PipelineFixture.post(pipeline, PipelineFixture.message(chat, uid)));
            }
            for (CompletableFuture<Acceptance> answer : answers) {
                assertThat(answer.get()).isInstanceOf(Acceptance.Stored.class);
            }
        }

        int id() {
            return pipeline.ledger().node();
        }

        void leave() throws InterruptedException {
            if (!left) {
                left = true;
                pipeline.close();
                pool.close();
            }
        }
    }

    private void note(String chat, String uid) {
        List<String> taken =
                byChat.computeIfAbsent(
                        chat, any -> Collections.synchronizedList(new ArrayList<>()));
        synchronized (taken) {
            (taken.contains(uid) ? repeated : taken).add(uid);
        }
    }

    int delivered() {
        return byChat.values().stream().mapToInt(List::size).sum();
    }

    void awaitAll() {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(delivered())
                                        .as("rows owed: %s", PostgresServer.owed(database))
                                        .isEqualTo(number));
    }

    /** Posts a few at a time until it is so. */
    void postAt(Node node, Callable<Boolean> until) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!until.call()) {
            assertThat(System.nanoTime()).as("it came to be in time").isLessThan(deadline);
            node.post(10);
            await().atMost(PATIENCE).until(() -> number - delivered() < 1_000);
        }
    }

    int rows(String query) throws SQLException {
        try (Connection connection =
                        PostgresServer.server().getDatabase("postgres", database).getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getInt(1);
        }
    }
}
