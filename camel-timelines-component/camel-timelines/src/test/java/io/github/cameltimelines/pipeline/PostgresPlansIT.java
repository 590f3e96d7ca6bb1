package io.github.cameltimelines.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameltimelines.delivery.Answer;
import io.github.cameltimelines.delivery.Attempt;
import io.github.cameltimelines.ledger.LedgerSettings;
import io.github.cameltimelines.subscription.Subscription.Ordering;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * PostgreSQL plans by what it last knew of a table, and an idle hub owes nothing: what comes next
 * must not cost by the rows that are kept.
 */
class PostgresPlansIT extends PipelineFixture {

    private static final int KEPT = 100_000;
    private static final int ROUNDS = 30;
    private static final int ENOUGH_FOR_A_PLAN_THAT_IS_KEPT = 12;

    /** To store, try, retry and settle both events of a round, and to look for what is due. */
    private static final int BLOCKS_OF_A_ROUND = 400;

    @AutoClose final PostgresDatabase database = new PostgresDatabase();

    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private final Set<String> delivered = ConcurrentHashMap.newKeySet();

    @Override
    LedgerSettings ledger() {
        return database.ledger();
    }

    /**
     * @param owedBefore until the table was emptied but for its last row: its pages stay
     */
    @ParameterizedTest
    @ValueSource(ints = {0, KEPT})
    void what_an_event_costs_does_not_grow_with_what_is_kept(int owedBefore) throws Exception {
        http(pipeline, "chats", "message:*", Ordering.CHAT, pace("20ms,20ms", 4, 0));
        pipeline.outbox().serveHttp(httpTo(this::refusesOnce, workers, 100));
        rounds("first", ENOUGH_FOR_A_PLAN_THAT_IS_KEPT);
        giveUp(1, owedBefore);
        execute("DELETE FROM timelines_delivery WHERE delivery_id < " + owedBefore);
        execute("VACUUM ANALYZE timelines_delivery");
        rounds("of an empty table", ENOUGH_FOR_A_PLAN_THAT_IS_KEPT);
        giveUp(owedBefore + 1, owedBefore + KEPT);
        long before = blocks();

        rounds("measured", ROUNDS);
        pipeline.close(); // what its connections counted is told then
        assertThat((blocks() - before) / ROUNDS).isLessThan(BLOCKS_OF_A_ROUND);
    }

    /** Two events of a chat, of which the second waits behind the first; each is refused once. */
    private void rounds(String name, int count) throws Exception {
        for (int round = 0; round < count; round++) {
            String first = name + round;
            String second = name + round + " behind";
            post(message(round, first)).get();
            post(message(round, second)).get();
            await().atMost(PATIENCE)
                    .until(() -> delivered.contains(first) && delivered.contains(second));
        }
        await().atMost(PATIENCE)
                .until(
                        () ->
                                one("SELECT COUNT(*) FROM timelines_delivery WHERE holder <> -1")
                                        == 0);
    }

    /** Many that were given up, of which nobody has to know anything until one is resent. */
    private void giveUp(int from, int to) throws SQLException {
        execute(
                "INSERT INTO timelines_delivery (delivery_id, event_id, subscription_id, queue, lane, attempts,"
                        + " holder, turn) SELECT id, id, 1, 0, id, 3, -1, 0 FROM generate_series("
                        + from
                        + ", "
                        + to
                        + ") AS id");
    }

    /** Of the table and its indexes, that were looked at until now. */
    private long blocks() throws SQLException {
        return one(
                "SELECT heap_blks_read + heap_blks_hit + idx_blks_read + idx_blks_hit"
                        + " FROM pg_statio_user_tables WHERE relname = 'timelines_delivery'");
    }

    private long one(String query) throws SQLException {
        return PostgresDatabase.ints(database.pool, query).get(0);
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
            statement.execute("SELECT pg_stat_force_next_flush()");
        }
    }

    private void refusesOnce(Attempt attempt, Consumer<Answer> answer) {
        String uid = attempt.event().messageUid();
        if (refused.add(uid)) {
            answer.accept(Answer.failed("not yet", Duration.ZERO));
        } else {
            delivered.add(uid);
            answer.accept(Answer.delivered(Duration.ZERO));
        }
    }
}
