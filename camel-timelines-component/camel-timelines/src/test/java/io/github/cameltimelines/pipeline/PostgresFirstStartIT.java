package io.github.cameltimelines.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.github.cameltimelines.TimelinesPipeline;
import io.github.cameltimelines.ledger.LedgerSettings;
import io.github.cameltimelines.log.Retention;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.RepeatedTest;

/** The first node makes the tables, whichever it is. */
class PostgresFirstStartIT {

    private static final int NODES = 4;

    private final String database = PostgresServer.emptyDatabase();

    private void startAndStop() {
        try (HikariDataSource pool = PostgresServer.pool(database)) {
            TimelinesPipeline.start(
                            LedgerSettings.in(pool, PostgresDatabase.LEASE),
                            Retention.Ages.DEFAULT,
                            Clock.systemUTC())
                    .close();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @RepeatedTest(3)
    void nodes_that_start_at_once_on_an_empty_database_all_start() {
        ExecutorService starters = Executors.newFixedThreadPool(NODES);
        try {
            List<CompletableFuture<Void>> starts = new ArrayList<>();
            for (int node = 0; node < NODES; node++) {
                starts.add(CompletableFuture.runAsync(this::startAndStop, starters));
            }
            assertThat(starts).allSatisfy(start -> start.join());
        } finally {
            starters.shutdownNow();
        }
    }
}
