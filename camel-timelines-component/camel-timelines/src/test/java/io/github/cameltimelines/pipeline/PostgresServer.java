package io.github.cameltimelines.pipeline;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.cameltimelines.process.FreePort;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** One real PostgreSQL for all tests of this JVM, with an empty database for each that asks. */
final class PostgresServer {

    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static EmbeddedPostgres server;

    private PostgresServer() {}

    static synchronized EmbeddedPostgres server() {
        if (server == null) {
            try {
                server =
                        EmbeddedPostgres.builder()
                                .setPort(FreePort.next())
                                .setPGStartupWait(java.time.Duration.ofSeconds(60))
                                .start();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
            Runtime.getRuntime()
                    .addShutdownHook(
                            new Thread(
                                    () -> {
                                        try {
                                            server.close();
                                        } catch (IOException e) {
                                            System.err.println("PostgreSQL was not stopped: " + e);
                                        }
                                    }));
        }
        return server;
    }

    static String emptyDatabase() {
        String name = "ledger" + DATABASES.incrementAndGet();
        try (Connection connection = server().getPostgresDatabase().getConnection();
                Statement create = connection.createStatement()) {
            create.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return name;
    }

    static String url(String database) {
        return server().getJdbcUrl("postgres", database);
    }

    static HikariDataSource pool(String database) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url(database));
        config.setMaximumPoolSize(8);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(3000);
        return new HikariDataSource(config);
    }

    /** The first rows that say that something is owed, and the nodes, for a failure's message. */
    static List<String> owed(String database) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = server().getDatabase("postgres", database).getConnection();
                Statement statement = connection.createStatement()) {
            for (String query :
                    List.of(
                            "SELECT CONCAT('queue ', queue, ' holder ', holder, ' turn ', turn, ' lane ', lane)"
                                    + " FROM timelines_delivery LIMIT 10",
                            "SELECT CONCAT('node ', node_id, ' seen ', seen, ' joined ', joined) FROM timelines_node")) {
                try (ResultSet row = statement.executeQuery(query)) {
                    while (row.next()) {
                        rows.add(row.getString(1));
                    }
                }
            }
        }
        return rows;
    }
}
