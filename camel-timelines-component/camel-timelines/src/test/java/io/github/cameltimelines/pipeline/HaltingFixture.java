package io.github.cameltimelines.pipeline;

import static org.awaitility.Awaitility.await;

import io.github.cameltimelines.ledger.LedgerSettings;
import io.github.cameltimelines.pipeline.Halts.Halt;
import io.github.cameltimelines.pipeline.Halts.Point;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;

/** A pipeline of which a test stops the threads at their commits. */
abstract class HaltingFixture extends PipelineFixture {

    static final String WRITER = "timelines-accept";
    static final String CLAIMER = "timelines-claim";
    static final String SETTLER = "timelines-settle";
    static final String EXPANDER = "timelines-fan-out";

    /** How often the claimer asks the clock, at the least, while it looks for all there is. */
    static final int SOME_LOOKS = 24;

    /** An empty database, the same in each call. */
    abstract DataSource dataSource();

    @Override
    LedgerSettings ledger() {
        return LedgerSettings.in(
                new HaltingDataSource(dataSource(), halts), LedgerSettings.DEFAULT_LEASE);
    }

    /** Of H2 in memory: its file admits one transaction at a time, and would stop them all. */
    static DataSource inMemory() {
        return JdbcConnectionPool.create(
                "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "timelines", "");
    }

    /** Until the claimer, as often as it needs, has looked for all there is. */
    void awaitLooks() {
        Halt looks = halts.halt(CLAIMER, Point.CLOCK);
        looks.end();
        await().atMost(PATIENCE).until(() -> looks.passed() > SOME_LOOKS);
    }
}
