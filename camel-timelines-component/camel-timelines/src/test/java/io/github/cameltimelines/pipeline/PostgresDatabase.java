package io.github.cameltimelines.pipeline;

import com.zaxxer.hikari.HikariDataSource;
import io.github.cameltimelines.ledger.LedgerSettings;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

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

    /** The first column of a query's answer. */
    static List<Integer> ints(DataSource of, String query) throws SQLException {
        List<Integer> column = new ArrayList<>();
        try (Connection connection = of.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                column.add(row.getInt(1));
            }
        }
        return column;
    }
}
