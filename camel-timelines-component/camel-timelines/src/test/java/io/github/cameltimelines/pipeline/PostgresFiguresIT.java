package io.github.cameltimelines.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.github.cameltimelines.TimelinesPipeline;
import io.github.cameltimelines.delivery.Answer;
import io.github.cameltimelines.delivery.Destination;
import io.github.cameltimelines.ledger.LedgerSettings;
import io.github.cameltimelines.log.Retention;
import io.github.cameltimelines.subscription.Subscription;
import io.github.cameltimelines.subscription.Subscription.Ordering;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PostgresFiguresIT extends FiguresContract {

    @AutoClose final PostgresDatabase database = new PostgresDatabase();

    @Override
    LedgerSettings ledger() {
        return database.ledger();
    }

    @Override
    Connection raw() throws SQLException {
        return database.pool.getConnection();
    }

    private TimelinesPipeline on(HikariDataSource pool) {
        return TimelinesPipeline.start(
                LedgerSettings.in(pool, PostgresDatabase.LEASE), Retention.Ages.DEFAULT, clock);
    }

    private static Destination answers(boolean fail) {
        return (attempt, answer) ->
                answer.accept(
                        fail
                                ? Answer.failed("no", Duration.ZERO)
                                : Answer.delivered(Duration.ZERO));
    }

    @Test
    void two_nodes_that_settle_at_once_lose_no_count_and_tell_each_crossing_once()
            throws Exception {
        int events = 0;
        List<Integer> told = Collections.synchronizedList(new ArrayList<>());
        try (HikariDataSource pool = PostgresServer.pool(database.name);
                TimelinesPipeline other = on(pool)) {
            List<Subscription> many = new ArrayList<>();
            for (TimelinesPipeline node : List.of(pipeline, other)) {
                many.clear();
                for (int each = 0; each < 5; each++) {
                    Subscription one = subscription(node, "s" + each, "message:*", Ordering.NONE);
                    many.add(one);
                    node.outbox().serve(one, to(answers(true), "none"));
                }
                node.folding().listen((failing, recovered) -> told.addAll(failing));
            }
            while (events < 2_000 || nodesOfLog() < 2 && events < 100_000) {
                post(events % 2 == 0 ? pipeline : other, message(events, "e" + events)).get();
                events++;
            }
            int posted = events;
            await().atMost(PATIENCE.multipliedBy(4)) // 10,000 attempts, on a machine that is busy
                    .untilAsserted(
                            () ->
                                    assertThat(many)
                                            .allSatisfy(
                                                    one ->
                                                            assertThat(
                                                                            other.figures()
                                                                                    .of(one.id())
                                                                                    .activations())
                                                                    .isEqualTo(posted)));
            for (Subscription one : many) {
                assertThat(pipeline.figures().of(one.id()).errorsCounter()).isEqualTo(posted);
                assertThat(pipeline.figures().of(one.id()).recent()).isEqualTo(1_000);
                assertThat(other.figures().log(one.id())).hasSize(1_000);
            }
            assertThat(nodesOfLog()).as("both made attempts").isEqualTo(2);
            assertThat(told)
                    .containsExactlyInAnyOrderElementsOf(
                            many.stream().map(Subscription::id).toList());
        }
    }

    private int nodesOfLog() throws SQLException {
        try (Connection connection = raw();
                var select = connection.createStatement();
                var row =
                        select.executeQuery(
                                "SELECT COUNT(DISTINCT attempt_id >> 12 & 1023) FROM timelines_attempt")) {
            row.next();
            return row.getInt(1);
        }
    }

    @Test
    void of_two_nodes_that_claim_an_alert_at_once_one_gets_it() throws Exception {
        attempts(5, true);
        figures();
        try (HikariDataSource pool = PostgresServer.pool(database.name);
                TimelinesPipeline other = on(pool)) {
            for (int day = 0; day < 50; day++) {
                Instant now = clock.instant().plus(Duration.ofDays(day));
                List<Callable<Boolean>> claims =
                        List.of(
                                () -> pipeline.alerts().claimAlert(shop.id(), now),
                                () -> other.alerts().claimAlert(shop.id(), now));
                int claimed = 0;
                for (Future<Boolean> claim : workers.invokeAll(claims)) {
                    claimed += claim.get() ? 1 : 0;
                }
                assertThat(claimed).as("day %d", day).isEqualTo(1);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(TcpProxy.Cut.class)
    void a_settle_whose_commit_or_its_answer_is_lost_counts_once(TcpProxy.Cut cut)
            throws Exception {
        countsOnce("INSERT INTO timelines_attempt", cut);
    }

    @ParameterizedTest
    @EnumSource(TcpProxy.Cut.class)
    void a_count_whose_commit_or_its_answer_is_lost_counts_once(TcpProxy.Cut cut) throws Exception {
        countsOnce("UPDATE timelines_subscription_figures", cut);
    }

    private void countsOnce(String statement, TcpProxy.Cut cut) throws Exception {
        try (TcpProxy proxy = new TcpProxy(PostgresServer.server().getPort());
                HikariDataSource pool =
                        PostgresLedgerDownIT.pool(
                                PostgresLedgerDownIT.throughProxy(proxy, database.name));
                TimelinesPipeline on = on(pool)) {
            Subscription cutOff = subscription(on, "cut", "message:*", Ordering.CHAT);
            on.outbox().serve(cutOff, to(answers(true), "none"));
            for (int time = 1; time <= 3; time++) {
                proxy.cutAtCommitAfter(statement, cut);
                for (int event = 0; event < 10; event++) {
                    post(on, message(event, "m" + time + "-" + event)).get();
                }
                await().atMost(PATIENCE).until(() -> !proxy.isArmed());
                int expected = time * 10;
                await().atMost(PATIENCE)
                        .ignoreExceptions() // while it is away
                        .untilAsserted(
                                () -> {
                                    assertThat(on.outbox().held()).isZero();
                                    assertThat(on.figures().of(cutOff.id()).activations())
                                            .isEqualTo(expected);
                                });
                assertThat(on.figures().of(cutOff.id()).errorsCounter()).isEqualTo(expected);
                assertThat(on.figures().log(cutOff.id())).hasSize(expected);
                assertThat(failuresOfMinutes(on)).isEqualTo(expected);
            }
        }
    }
}
