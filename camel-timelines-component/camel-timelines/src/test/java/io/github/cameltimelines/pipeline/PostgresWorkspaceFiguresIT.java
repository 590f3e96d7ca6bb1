package io.github.cameltimelines.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.github.cameltimelines.TimelinesPipeline;
import io.github.cameltimelines.delivery.Answer;
import io.github.cameltimelines.inbox.Acceptance;
import io.github.cameltimelines.ledger.LedgerSettings;
import io.github.cameltimelines.log.MinuteCount;
import io.github.cameltimelines.log.Retention;
import io.github.cameltimelines.subscription.Subscription;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class PostgresWorkspaceFiguresIT extends WorkspaceFiguresContract {

    private static final int WORKSPACES = 5;
    private static final int EVENTS = 1_000;

    @AutoClose final PostgresDatabase database = new PostgresDatabase();

    @Override
    LedgerSettings ledger() {
        return database.ledger();
    }

    @Test
    void nodes_that_add_to_the_same_minutes_at_once_lose_no_count() throws Exception {
        try (HikariDataSource pool = PostgresServer.pool(database.name);
                TimelinesPipeline other =
                        TimelinesPipeline.start(
                                LedgerSettings.in(pool, PostgresDatabase.LEASE),
                                Retention.Ages.DEFAULT,
                                clock)) {
            for (int workspace = 1; workspace <= WORKSPACES; workspace++) {
                Subscription all = saved(pipeline, workspace, "all");
                for (TimelinesPipeline node : List.of(pipeline, other)) {
                    node.subscriptions().refresh();
                    node.outbox()
                            .serve(
                                    all,
                                    to(
                                            (attempt, answer) ->
                                                    answer.accept(
                                                            Answer.delivered(Duration.ofMillis(2))),
                                            "none"));
                }
            }
            List<Callable<Void>> both = List.of(() -> feed(pipeline, "a"), () -> feed(other, "b"));
            for (Future<Void> one : workers.invokeAll(both)) {
                one.get();
            }
            int each = 2 * EVENTS / WORKSPACES;
            for (int number = 1; number <= WORKSPACES; number++) {
                int workspace = number;
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertTotals(pipeline, workspace, each));
                await().atMost(PATIENCE).untilAsserted(() -> assertTotals(other, workspace, each));
            }
        }
    }

    /** Asks all along, so that the nodes add to the same rows many times and at once. */
    private static Void feed(TimelinesPipeline to, String name) throws Exception {
        for (int event = 0; event < EVENTS; event++) {
            int workspace = 1 + event % WORKSPACES;
            assertThat(post(to, workspace, message(event, name + event)).get())
                    .isInstanceOf(Acceptance.Stored.class);
            if (event % 20 == 0) {
                to.workspaceFigures().lastHours(workspace, 1);
            }
        }
        return null;
    }

    private static void assertTotals(TimelinesPipeline node, int workspace, int each) {
        List<MinuteCount> minutes = node.workspaceFigures().lastHours(workspace, 1);
        assertThat(sum(minutes, MinuteCount::events)).isEqualTo(each);
        assertThat(sum(minutes, MinuteCount::delivered)).isEqualTo(each);
        assertThat(sum(minutes, minute -> (int) minute.duration().toMillis())).isEqualTo(2 * each);
    }
}
