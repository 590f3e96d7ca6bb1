package io.github.cameltimelines.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/** What all parts share. */
record Bench(
        Databases databases, Load load, CpuClock cpu, Report report, long millis, int repetitions) {

    static final List<String> LEDGERS =
            List.of(System.getProperty("ledgers", "H2,PostgreSQL").split(","));

    /** The ledger's database for a run; null is an embedded one. */
    DataSource ledger(String name) throws SQLException {
        return name.equals("H2") ? null : databases.empty();
    }

    /** The same, where what is measured must stand between the ledger and its database. */
    DataSource database(String name) throws IOException, SQLException {
        if (!name.equals("H2")) {
            return databases.empty();
        }
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:h2:file:" + Folders.make().resolve("ledger").toAbsolutePath());
        config.setUsername("sa");
        config.setMaximumPoolSize(24);
        return new HikariDataSource(config);
    }

    /** Calls all of the paths until the code behind them is compiled. */
    void warmUp(Server server, String... paths) throws Exception {
        new WarmUp()
                .repeat(
                        () -> {
                            for (String path : paths) {
                                load.post(server.port, path, 64, Math.max(2_000, millis), 0);
                            }
                        });
    }
}
