package io.github.cameltimelines.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.github.cameltimelines.TimelinesPipeline;
import io.github.cameltimelines.ledger.LedgerSettings;
import io.github.cameltimelines.log.Retention;
import io.github.cameltimelines.log.UntoldAlerts.Alert;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class PostgresAlertsIT extends AlertsContract {

    @AutoClose final PostgresDatabase database = new PostgresDatabase();

    @Override
    LedgerSettings ledger() {
        return database.ledger();
    }

    private static TimelinesPipeline on(HikariDataSource pool) {
        return TimelinesPipeline.start(
                LedgerSettings.in(pool, PostgresDatabase.LEASE),
                Retention.Ages.DEFAULT,
                Clock.systemUTC());
    }

    @Test
    void two_nodes_never_take_the_same_alert() throws Exception {
        int count = 50;
        for (int subscription = 1; subscription <= count; subscription++) {
            claimed(subscription);
        }
        try (HikariDataSource pool = PostgresServer.pool(database.name);
                TimelinesPipeline other = on(pool)) {
            List<Integer> taken = new ArrayList<>();
            for (int round = 0; round < count; round++) {
                List<Callable<Optional<Alert>>> takes =
                        List.of(() -> untold().take(now), () -> other.untoldAlerts().take(now));
                for (Future<Optional<Alert>> take : workers.invokeAll(takes)) {
                    take.get()
                            .ifPresent(
                                    alert -> {
                                        taken.add(alert.subscriptionId());
                                        untold().told(alert);
                                    });
                }
            }
            assertThat(taken).hasSize(count).doesNotHaveDuplicates();
        }
    }

    @Test
    void what_a_node_took_another_gets_when_the_first_is_dead_and_not_before() throws Exception {
        claimed(SHOP);
        HikariDataSource pool = PostgresServer.pool(database.name);
        TimelinesPipeline dying = on(pool);
        try {
            Alert alert = dying.untoldAlerts().take(now).orElseThrow();
            assertThat(untold().take(now)).as("the other lives").isEmpty();
            pool.close(); // it can say nothing any more, as one that was killed
            await().atMost(PATIENCE).until(() -> untold().take(now).isPresent());
            assertThat(untold().take(now).map(Alert::id)).hasValue(alert.id());
        } finally {
            pool.close();
            dying.close();
        }
    }
}
