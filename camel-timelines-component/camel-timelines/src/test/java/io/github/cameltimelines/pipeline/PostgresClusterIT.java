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
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
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
import org.junit.jupiter.api.io.TempDir;

/** Several nodes that serve one subscription on one PostgreSQL. */
class PostgresClusterIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration LEASE = Duration.ofSeconds(2);
    private static final Duration LONG_LEASE =
            Duration.ofMinutes(10); // nobody is ever taken for dead
    private static final int CHATS = 40;

    private final String database = PostgresServer.emptyDatabase();
    private final ExecutorService workers = Executors.newFixedThreadPool(8);
    private final Deque<Node> nodes = new ArrayDeque<>();

    /** Uids in the order of their first delivery, by chat; whichever node took them. */
    private final Map<String, List<String>> byChat = new ConcurrentHashMap<>();

    private final List<String> repeated = Collections.synchronizedList(new ArrayList<>());
    private final List<String> together = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, AtomicInteger> inUse = new ConcurrentHashMap<>();
    private final Map<String, List<String>> sent = new TreeMap<>();
    private int number;

    @AfterEach
    void stop() throws InterruptedException {
        for (Node node : nodes) {
            node.leave();
        }
        workers.shutdownNow();
    }

    private final class Node {
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

    private int delivered() {
        return byChat.values().stream().mapToInt(List::size).sum();
    }

    private void awaitAll() {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(delivered())
                                        .as("rows owed: %s", PostgresServer.owed(database))
                                        .isEqualTo(number));
    }

    /** Posts a few at a time until it is so. */
    private void postAt(Node node, java.util.concurrent.Callable<Boolean> until) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!until.call()) {
            assertThat(System.nanoTime()).as("it came to be in time").isLessThan(deadline);
            node.post(10);
            await().atMost(PATIENCE).until(() -> number - delivered() < 1_000);
        }
    }

    private int rows(String query) throws SQLException {
        try (Connection connection =
                        PostgresServer.server().getDatabase("postgres", database).getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getInt(1);
        }
    }

    @Test
    void two_nodes_share_the_work_and_deliver_each_event_once_in_the_order_of_its_chat()
            throws Exception {
        Node one = new Node(LONG_LEASE);
        Node two = new Node(LONG_LEASE);
        postAt(one, () -> one.taken.get() > 50 && two.taken.get() > 50);
        one.post(1_000);
        awaitAll();
        assertThat(repeated).isEmpty();
        assertThat(together).isEmpty();
        assertThat(new TreeMap<>(byChat)).isEqualTo(sent);
        await().atMost(PATIENCE).until(() -> rows("SELECT COUNT(*) FROM timelines_delivery") == 0);
    }

    @Test
    void nodes_that_come_and_go_under_load_take_over_at_once_without_repeating_or_overtaking()
            throws Exception {
        Node stays = new Node(LONG_LEASE);
        for (int round = 0; round < 4; round++) {
            stays.post(300);
            Node comes = new Node(LONG_LEASE);
            postAt(stays, () -> comes.taken.get() > 20);
            stays.post(300);
            comes.leave();
            stays.post(300);
            awaitAll();
        }
        assertThat(repeated).isEmpty();
        assertThat(together).isEmpty();
        assertThat(new TreeMap<>(byChat)).isEqualTo(sent);
    }

    @Test
    void an_attempt_that_takes_long_holds_up_only_its_own_part_of_a_hand_over() throws Exception {
        CompletableFuture<Consumer<Answer>> slow = new CompletableFuture<>();
        Node one = new Node(LONG_LEASE);
        TimelinesPipeline pipeline = one.pipeline;
        Subscription other =
                PipelineFixture.subscription(pipeline, "slow", "message:*", Ordering.CHAT);
        QueueSettings hangs =
                new QueueSettings(
                        (attempt, answer) -> {
                            if (!slow.complete(answer)) {
                                answer.accept(Answer.delivered(Duration.ZERO));
                            }
                        },
                        RetrySchedule.parse("none"),
                        4,
                        workers,
                        200,
                        32 << 20);
        pipeline.outbox().serve(other, hangs);
        one.post(1);
        slow.get();
        AtomicInteger taken = new AtomicInteger();
        Node two = new Node(LONG_LEASE);
        two.pipeline
                .outbox()
                .serve(
                        other,
                        new QueueSettings(
                                (attempt, answer) -> {
                                    taken.incrementAndGet();
                                    answer.accept(Answer.delivered(Duration.ZERO));
                                },
                                RetrySchedule.parse("none"),
                                4,
                                workers,
                                200,
                                32 << 20));
        postAt(one, () -> taken.get() > 20);
        slow.get().accept(Answer.delivered(Duration.ZERO));
        awaitAll();
    }

    @Test
    void the_deliveries_of_a_node_that_is_killed_are_taken_over(@TempDir Path folder)
            throws Exception {
        Node survivor = new Node(LEASE);
        try (ChildProcess child = new ChildProcess(folder, PostgresServer.url(database))) {
            child.start();
            postAt(survivor, () -> child.delivered().size() > 50);
            survivor.post(500);
            child.kill();
            survivor.post(500);
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> {
                                Set<String> taken = new HashSet<>();
                                byChat.values().forEach(taken::addAll);
                                child.delivered().forEach(line -> taken.add(line.split(" ")[1]));
                                assertThat(taken).hasSize(number);
                            });
        }
        await().atMost(PATIENCE).until(() -> rows("SELECT COUNT(*) FROM timelines_delivery") == 0);
        assertThat(rows("SELECT COUNT(*) FROM timelines_node")).isEqualTo(1);
    }

    @Test
    void a_node_that_was_taken_for_dead_joins_anew_and_nothing_is_lost() throws Exception {
        Node one = new Node(LONG_LEASE);
        Node two = new Node(LONG_LEASE);
        postAt(one, () -> one.taken.get() > 20 && two.taken.get() > 20);
        for (int round = 0; round < 3; round++) {
            one.post(200);
            two.post(200);
            takeForDead(two);
            one.post(200);
            two.post(200);
            int before = two.taken.get();
            postAt(one, () -> two.taken.get() > before + 20);
        }
        awaitAll();
        await().atMost(PATIENCE).until(() -> rows("SELECT COUNT(*) FROM timelines_delivery") == 0);
        byChat.forEach(
                (chat, uids) ->
                        assertThat(uids).containsExactlyInAnyOrderElementsOf(sent.get(chat)));
    }

    /** What another node does after the lease. */
    private void takeForDead(Node node) throws SQLException {
        try (Connection connection =
                PostgresServer.server().getDatabase("postgres", database).getConnection()) {
            connection.setAutoCommit(false);
            for (String sql :
                    List.of(
                            "UPDATE timelines_delivery SET holder = 0, turn = 0 WHERE holder = ?",
                            "DELETE FROM timelines_node WHERE node_id = ?")) {
                try (PreparedStatement statement = connection.prepareStatement(sql)) {
                    statement.setInt(1, node.id());
                    statement.executeUpdate();
                }
            }
            connection.commit();
        }
    }

    @Test
    void rows_of_a_holder_that_is_no_node_any_more_are_delivered() throws Exception {
        Node one = new Node(LONG_LEASE);
        one.post(50);
        awaitAll();
        one.leave();
        try (HikariDataSource pool = PostgresServer.pool(database)) {
            TimelinesPipeline pipeline =
                    TimelinesPipeline.start(
                            LedgerSettings.in(pool, LONG_LEASE),
                            Retention.Ages.DEFAULT,
                            Clock.systemUTC());
            PipelineFixture.post(pipeline, PipelineFixture.message(1, "1-orphan")).get();
            pipeline.close();
        }
        try (Connection connection =
                        PostgresServer.server().getDatabase("postgres", database).getConnection();
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate("UPDATE timelines_delivery SET holder = 999"))
                    .isEqualTo(1);
        }
        number++;
        new Node(LONG_LEASE);
        awaitAll();
    }
}
