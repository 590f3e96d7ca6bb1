package io.github.cameltimelines.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.github.cameltimelines.TimelinesPipeline;
import io.github.cameltimelines.delivery.Answer;
import io.github.cameltimelines.delivery.Attempt;
import io.github.cameltimelines.erasure.Erasure;
import io.github.cameltimelines.erasure.Subject;
import io.github.cameltimelines.ledger.LedgerSettings;
import io.github.cameltimelines.log.Retention;
import io.github.cameltimelines.outbox.QueueSettings;
import io.github.cameltimelines.subscription.RetrySchedule;
import io.github.cameltimelines.subscription.Subscription;
import io.github.cameltimelines.subscription.Subscription.Ordering;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What one node erases another one has in memory. */
class PostgresErasureClusterIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String database = PostgresServer.emptyDatabase();
    private final HikariDataSource onePool = PostgresServer.pool(database);
    private final HikariDataSource twoPool = PostgresServer.pool(database);
    private final TimelinesPipeline one = start(onePool);
    private final TimelinesPipeline two = start(twoPool);
    private final ExecutorService workers = Executors.newFixedThreadPool(4);
    private final List<String> arrived = new CopyOnWriteArrayList<>();
    private final Queue<Consumer<Answer>> underWay = new ConcurrentLinkedQueue<>();

    private static TimelinesPipeline start(HikariDataSource pool) {
        return TimelinesPipeline.start(
                LedgerSettings.in(pool, PostgresDatabase.LEASE),
                Retention.Ages.DEFAULT,
                Clock.systemUTC());
    }

    @AfterEach
    void stop() throws InterruptedException {
        release();
        one.close();
        two.close();
        workers.shutdownNow();
        onePool.close();
        twoPool.close();
    }

    private void hold(Attempt attempt, Consumer<Answer> answer) {
        arrived.add(attempt.event().messageUid());
        underWay.add(answer);
    }

    private void release() {
        for (Consumer<Answer> next; (next = underWay.poll()) != null; ) {
            next.accept(Answer.delivered(Duration.ZERO));
        }
    }

    @Test
    void a_delivery_in_the_memory_of_one_node_is_not_sent_once_another_has_erased_it()
            throws Exception {
        Subscription strict =
                PipelineFixture.subscription(two, "strict", "message:*", Ordering.STRICT);
        two.outbox()
                .serve(
                        strict,
                        new QueueSettings(
                                this::hold,
                                RetrySchedule.parse("1s"),
                                4,
                                workers,
                                1_000,
                                32 << 20));
        PipelineFixture.post(two, PipelineFixture.message(1, "first")).get();
        await().atMost(PATIENCE).until(() -> arrived.contains("first"));
        for (int message = 0; message < 20; message++) {
            PipelineFixture.post(two, PipelineFixture.message(4711, "a" + message, "secret")).get();
        }
        PipelineFixture.post(two, PipelineFixture.message(2, "last")).get();
        await().atMost(PATIENCE).until(() -> two.outbox().held() >= 20);

        Erasure asked = one.erasures().ask(1, "ana", Subject.chat("4711"));
        await().atMost(PATIENCE)
                .until(() -> one.erasures().byId(asked.id()).orElseThrow().isDone());
        assertThat(TableDump.of(onePool)).doesNotContain("secret");

        await().atMost(PATIENCE)
                .until(
                        () -> {
                            release();
                            return arrived.contains("last");
                        });
        assertThat(arrived).containsExactly("first", "last");
    }

    @Test
    void a_node_that_died_does_not_hold_an_erasure_up() throws Exception {
        PipelineFixture.post(one, PipelineFixture.message(4711, "a", "secret")).get();
        try (var connection = onePool.getConnection();
                var insert = connection.createStatement()) {
            insert.executeUpdate(
                    "INSERT INTO timelines_node (node_id, beat, seen, joined) VALUES (999, 1, 0, '')");
        }
        Erasure asked = one.erasures().ask(1, "ana", Subject.chat("4711"));
        await().atMost(PATIENCE)
                .until(() -> two.erasures().byId(asked.id()).orElseThrow().isDone());
        assertThat(TableDump.of(twoPool)).doesNotContain("secret");
    }
}
