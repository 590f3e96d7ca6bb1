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
import io.github.cameltimelines.pipeline.Halts.Halt;
import io.github.cameltimelines.pipeline.Halts.Point;
import io.github.cameltimelines.subscription.Subscription.Ordering;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** That a claim which sees younger rows of another writer does not let older ones be overtaken. */
class PostgresTwoWritersIT extends HaltingFixture {

    /** The writer of chat 1; chat 2 has the other. */
    private static final String ITS_WRITER = "timelines-accept-0";

    private static final int FREE = 0;
    private static final int WAITING = -2;

    /** Filled by these, one of the chat's subscription beside them. */
    private static final int FILLERS = 5;

    @AutoClose final PostgresDatabase database = new PostgresDatabase();

    private final List<String> taken = Collections.synchronizedList(new ArrayList<>());

    /** What the test answers, by subscription. */
    private final Map<String, Consumer<Answer>> unanswered = new ConcurrentHashMap<>();

    @Override
    DataSource dataSource() {
        return database.pool;
    }

    @Test
    void a_younger_row_of_the_other_writer_does_not_let_a_pool_overtake_one_on_its_way()
            throws Exception {
        for (int number = 0; number < FILLERS; number++) {
            save("filler-" + number, "chat:new");
        }
        save("spilled", "chat:assigned");
        save("younger", "chat:closed");
        save("chat", "message:*");
        serve(FILLERS + 1);
        store(event("chat:unread", 1)); // nobody wants it; the writer has its connection
        store(event("chat:new", 2));
        store(message(4, "held"));
        awaitHeld(FILLERS + 1);

        // The backlog is one row, and a claim that may find all of it has begun.
        Halt claims = halts.halt(CLAIMER, Point.BEFORE_COMMIT).awaitOne();
        store(event("chat:assigned", 2));
        answer("filler-0");
        answer("filler-1");
        awaitHeld(FILLERS - 1);
        while (!lastIsLocked()) {
            claims.awaitNext();
        }
        // It ends, and with it the spilling, between the first and the second of one batch.
        Halt commits = halts.halt(ITS_WRITER, Point.BEFORE_COMMIT);
        post(event("chat:read", 1));
        commits.awaitOne();
        post(message(1, "first"));
        post(message(1, "second"));
        Halt ids = halts.halt(ITS_WRITER, Point.CLOCK);
        commits.letOneGo();
        ids.awaitOne().awaitNext().awaitNext(); // for the batch, and for the first
        Halt rounds = halts.halt(CLAIMER, Point.CLOCK);
        claims.end();
        rounds.awaitOne();
        ids.end();
        commits.awaitOne(); // the first is to be free, the second waits behind the one that is held

        // The other writer commits one that is younger, and that is claimed.
        store(event("chat:closed", 2));
        rounds.end();
        await().atMost(PATIENCE).until(() -> unanswered.containsKey("younger"));
        assertThat(pipeline.outbox().held()).isEqualTo(FILLERS + 1);
        Halt full = halts.halt(CLAIMER, Point.CLOCK).awaitOne();
        commits.end();
        await().atMost(PATIENCE).until(() -> pipeline.inbox().waiting() == 0);
        assertThat(holdersInLane("chat", 1)).containsExactly(FREE, WAITING);
        answer("chat"); // there is room for one
        awaitHeld(FILLERS);
        full.end();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(taken).containsExactly("first", "second"));
    }

    @Test
    void a_younger_row_of_another_node_does_not_let_a_pool_overtake_one_that_is_staged()
            throws Exception {
        int capacity = 40;
        for (int number = 0; number < capacity; number++) {
            save("filler-" + number, "chat:new");
        }
        save("spilled", "chat:assigned");
        save("foreign", "chat:closed");
        save("chat", "message:*");
        serve(capacity);
        store(event("chat:new", 2));
        awaitHeld(capacity);

        // The backlog is one row, large enough that the next claims bring eight at the most.
        Halt claims = halts.halt(CLAIMER, Point.BEFORE_COMMIT).awaitOne();
        store(event("chat:assigned\",\"note\":\"" + "x".repeat(1_000_000), 2));
        answerFillers(0, 10);
        awaitHeld(capacity - 10);
        while (!lastIsLocked()) {
            claims.awaitNext();
        }
        Halt rounds = halts.halt(CLAIMER, Point.CLOCK);
        claims.end();
        rounds.awaitOne(); // the spilling has ended, and the draining has not
        store(message(1, "first"));
        store(message(1, "second"));
        await().atMost(PATIENCE).until(() -> pipeline.inbox().waiting() == 0);
        assertThat(holdersInLane("chat", 1)).containsExactly(pipeline.ledger().node(), WAITING);

        // Room for the second, and more of another node than one claim brings.
        answerFillers(10, 30);
        awaitHeld(capacity - 30 + 2);
        try (HikariDataSource pool = PostgresServer.pool(database.name);
                TimelinesPipeline other =
                        TimelinesPipeline.start(
                                LedgerSettings.in(pool, LedgerSettings.DEFAULT_LEASE),
                                Retention.Ages.DEFAULT,
                                new SettableClock(new Halts()))) {
            await().atMost(PATIENCE).until(() -> other.fanOut().isIdle());
            for (int chat = 10; chat < 20; chat++) {
                assertThat(post(other, event("chat:closed", chat)).get())
                        .isInstanceOf(Acceptance.Stored.class);
            }
        }
        rounds.awaitNext().awaitNext();
        save("another", "chat:other"); // all pools are looked at
        rounds.end();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(taken).containsExactly("first", "second"));
    }

    private void answerFillers(int from, int to) {
        for (int number = from; number < to; number++) {
            answer("filler-" + number);
        }
    }

    private void serve(int capacity) throws Exception {
        pipeline.outbox().serveHttp(httpTo(this::take, workers, capacity));
        Halt looks = halts.halt(CLAIMER, Point.CLOCK);
        looks.end();
        await().atMost(PATIENCE).until(() -> looks.passed() > 24); // new ones are held
    }

    private void save(String name, String types) {
        pipeline.subscriptions().save(http(name, types, Ordering.CHAT, pace("none", 100, 0), true));
    }

    private static byte[] event(String type, int chat) {
        return "{\"event_type\":\"%s\",\"chat\":{\"chat_id\":%d}}"
                .formatted(type, chat)
                .getBytes(StandardCharsets.UTF_8);
    }

    private void store(byte[] body) throws Exception {
        assertThat(post(body).get()).isInstanceOf(Acceptance.Stored.class);
    }

    private void awaitHeld(int count) {
        await().atMost(PATIENCE).until(() -> pipeline.outbox().held() == count);
    }

    private void take(Attempt attempt, Consumer<Answer> answer) {
        if ("1".equals(attempt.event().chatId())) {
            taken.add(attempt.event().messageUid());
            answer.accept(Answer.delivered(Duration.ZERO));
        } else {
            unanswered.put(nameOf(attempt.subscription()), answer);
        }
    }

    private void answer(String subscription) {
        await().atMost(PATIENCE).until(() -> unanswered.containsKey(subscription));
        unanswered.get(subscription).accept(Answer.delivered(Duration.ZERO));
    }

    /** Whether a transaction has the youngest delivery in hand. */
    private boolean lastIsLocked() throws SQLException {
        return ints("SELECT 1 FROM timelines_delivery WHERE delivery_id ="
                        + " (SELECT MAX(delivery_id) FROM timelines_delivery)"
                        + " FOR UPDATE SKIP LOCKED")
                .isEmpty();
    }

    private List<Integer> holdersInLane(String subscription, int chat) throws SQLException {
        return ints(
                "SELECT d.holder FROM timelines_delivery d JOIN timelines_event e USING (event_id)"
                        + " JOIN timelines_subscription s USING (subscription_id)"
                        + " WHERE s.destination LIKE '%/"
                        + subscription
                        + "' AND e.chat_id = '"
                        + chat
                        + "' ORDER BY d.delivery_id");
    }

    private List<Integer> ints(String query) throws SQLException {
        return PostgresDatabase.ints(database.pool, query);
    }
}
