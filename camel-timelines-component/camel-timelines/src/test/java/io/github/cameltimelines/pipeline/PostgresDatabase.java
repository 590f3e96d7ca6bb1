package io.github.cameltimelines.pipeline;

import com.zaxxer.hikari.HikariDataSource;
import io.github.cameltimelines.ledger.LedgerSettings;
import java.time.Duration;

/** An empty database in the tests' PostgreSQL, and a pool of connections to it. */
final class PostgresDatabase implements AutoCloseable {

    static final Duration LEASE = Duration.ofSeconds(2);

    final String name = PostgresServer.emptyDatabase();
    final HikariDataSource pool = PostgresServer.pool(name);

    LedgerSettings ledger() {
        return LedgerSettings.in(pool, LEASE);
    }

    @Override
    public void close() {
        pool.close();
    }
}
