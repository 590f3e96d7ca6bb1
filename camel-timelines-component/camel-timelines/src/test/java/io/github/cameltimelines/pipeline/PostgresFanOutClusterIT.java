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
import io.github.cameltimelines.subscription.Subscription;
import io.github.cameltimelines.subscription.Subscription.Ordering;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two nodes on one PostgreSQL, and events that many subscriptions want. */
class PostgresFanOutClusterIT {

    private static final int SUBSCRIPTIONS = 150;
    private static final int CHATS = 7;

    private final String database = PostgresServer.emptyDatabase();
    private final HikariDataSource onePool = PostgresServer.pool(database);
    private final HikariDataSource twoPool = PostgresServer.pool(database);
    private final ExecutorService workers = Executors.newFixedThreadPool(8);
    private final Map<String, List<String>> taken = new ConcurrentHashMap<>();
    private final Map<String, List<String>> expected = new TreeMap<>();
    private final TimelinesPipeline one = start(onePool);
    private final TimelinesPipeline two = start(twoPool);
    private int number;

    private static TimelinesPipeline start(HikariDataSource pool) {
        return TimelinesPipeline.start(
                LedgerSettings.in(pool, Duration.ofMinutes(10)),
                Retention.Ages.DEFAULT,
                Clock.systemUTC());
    }

    @AfterEach
    void stop() throws InterruptedException {
        two.close();
        one.close();
        twoPool.close();
        onePool.close();
        workers.shutdownNow();
    }

    private void subscribe(TimelinesPipeline on, AtomicInteger count) throws SQLException {
        for (int at = 0; at < SUBSCRIPTIONS; at++) {
            PipelineFixture.http(
                    on, "many-" + at, "*", Ordering.CHAT, PipelineFixture.pace("none", 4, 0));
        }
        on.outbox()
                .serveHttp(
                        PipelineFixture.httpTo(
                                (attempt, answer) -> take(attempt, answer, count), workers, 500));
    }

    private void take(Attempt attempt, Consumer<Answer> answer, AtomicInteger count) {
        count.incrementAndGet();
        String uid = attempt.event().messageUid();
        taken.computeIfAbsent(
                        key(PipelineFixture.nameOf(attempt.subscription()), uid),
                        any -> Collections.synchronizedList(new ArrayList<>()))
                .add(uid);
        answer.accept(Answer.delivered(Duration.ZERO));
    }

    private static String key(String subscription, String uid) {
        return subscription + " " + uid.substring(0, uid.indexOf('-'));
    }

    private void post(TimelinesPipeline on, int events) throws Exception {
        List<CompletableFuture<Acceptance>> answers = new ArrayList<>();
        for (int event = 0; event < events; event++) {
            String uid = number % CHATS + "-" + number;
            answers.add(PipelineFixture.post(on, PipelineFixture.message(number % CHATS, uid)));
            for (int at = 0; at < SUBSCRIPTIONS; at++) {
                expected.computeIfAbsent(key("many-" + at, uid), any -> new ArrayList<>()).add(uid);
            }
            number++;
        }
        for (CompletableFuture<Acceptance> answer : answers) {
            assertThat(answer.get()).isInstanceOf(Acceptance.Stored.class);
        }
    }

    private void awaitAll() {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () ->
                                assertThat(taken.values().stream().mapToInt(List::size).sum())
                                        .as("rows owed: %s", PostgresServer.owed(database))
                                        .isGreaterThanOrEqualTo(number * SUBSCRIPTIONS));
    }

    @Test
    void each_subscription_gets_each_event_once_and_in_order_whichever_node_delivers_it()
            throws Exception {
        AtomicInteger byOne = new AtomicInteger();
        AtomicInteger byTwo = new AtomicInteger();
        subscribe(one, byOne);
        subscribe(two, byTwo);
        post(one, 60);
        awaitAll();
        post(two, 60);
        awaitAll();
        assertThat(new TreeMap<>(taken)).isEqualTo(expected);
        assertThat(byOne.get()).isPositive();
        assertThat(byTwo.get()).isPositive();
    }

    @Test
    void a_subscription_made_on_one_node_just_before_gets_what_the_other_accepts()
            throws Exception {
        AtomicInteger any = new AtomicInteger();
        subscribe(one, any);
        awaitKnown(two);
        for (int round = 0; round < 20; round++) {
            // A route that nobody serves: what it is owed stays in the ledger.
            Subscription added =
                    PipelineFixture.subscription(one, "added-" + round, "*", Ordering.CHAT);
            post(two, 1);
            awaitOwed(added);
        }
    }

    private static void awaitKnown(TimelinesPipeline to) {
        await().atMost(PipelineFixture.PATIENCE)
                .until(() -> to.subscriptions().all().size() == SUBSCRIPTIONS);
    }

    private void awaitOwed(Subscription added) {
        await().atMost(PipelineFixture.PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(
                                                count(
                                                        "SELECT COUNT(*) FROM timelines_delivery WHERE"
                                                                + " subscription_id = "
                                                                + added.id()))
                                        .isPositive());
    }

    @Test
    void rows_of_a_node_that_others_take_for_dead_are_expanded_once() throws Exception {
        subscribe(one, new AtomicInteger());
        awaitKnown(two);
        for (int round = 0; round < 5; round++) {
            post(two, 40);
            try (Connection connection = twoPool.getConnection();
                    Statement bury = connection.createStatement()) {
                bury.executeUpdate(
                        "DELETE FROM timelines_node WHERE node_id = " + two.ledger().node());
                if (!connection.getAutoCommit()) {
                    connection.commit();
                }
            }
            post(two, 40);
        }
        awaitAll();
        await().atMost(PipelineFixture.PATIENCE)
                .until(() -> count("SELECT COUNT(*) FROM timelines_delivery") == 0);
        taken.forEach(
                (key, uids) ->
                        assertThat(uids)
                                .as(key)
                                .containsExactlyInAnyOrderElementsOf(expected.get(key)));
    }

    private int count(String query) throws SQLException {
        try (Connection connection = onePool.getConnection();
                Statement statement = connection.createStatement();
                java.sql.ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getInt(1);
        }
    }
}
