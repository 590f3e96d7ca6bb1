package io.github.cameltimelines.hub;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;

/** The connections to the database that {@code timelines.datasource.url} names. */
public final class LedgerPool implements AutoCloseable {

    private final HikariDataSource pool;

    private LedgerPool(HikariDataSource pool) {
        this.pool = pool;
    }

    /** Does not connect yet: the ledger says what is wrong with the database. */
    public static LedgerPool of(HubSettings.Database database) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("timelines-hub-ledger");
        // By name: in OSGi the driver is not found by its URL.
        config.setDriverClassName(
                database.url().startsWith("jdbc:h2:") ? "org.h2.Driver" : "org.postgresql.Driver");
        config.setJdbcUrl(database.url());
        config.setUsername(database.username());
        config.setPassword(database.password());
        config.setMaximumPoolSize(16); // the stages keep seven of them
        config.setMinimumIdle(4);
        config.setConnectionTimeout(3_000);
        config.setInitializationFailTimeout(-1);
        return new LedgerPool(new HikariDataSource(config));
    }

    public DataSource dataSource() {
        return pool;
    }

    @Override
    public void close() {
        pool.close();
    }
}
