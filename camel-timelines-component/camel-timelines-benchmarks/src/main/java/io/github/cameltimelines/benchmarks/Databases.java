package io.github.cameltimelines.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A real PostgreSQL that syncs: the embedded one is started without fsync unless told otherwise.
 */
final class Databases implements AutoCloseable {

    private static final int SEGMENTS = 62; // 1 GB in all

    private final EmbeddedPostgres server;
    private final Path data;
    private int databases;

    Databases() throws IOException {
        data = Files.createTempDirectory("timelines-postgres");
        server =
                EmbeddedPostgres.builder()
                        .setDataDirectory(data)
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .setServerConfig("full_page_writes", "on")
                        .setServerConfig("min_wal_size", "1GB")
                        .setServerConfig("max_wal_size", "2GB")
                        .start();
        recycleLog();
    }

    /**
     * A server that has run for a while recycles the segments of its log; a fresh one fills each
     * new one with zeros first, 16 MB in the midst of a commit.
     */
    private void recycleLog() throws IOException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE filling (number INTEGER)");
            for (int segment = 0; segment < SEGMENTS; segment++) {
                statement.execute("INSERT INTO filling VALUES (1)");
                statement.execute("SELECT pg_switch_wal()");
            }
            statement.execute("CHECKPOINT");
        } catch (SQLException e) {
            throw new IOException("PostgreSQL does not recycle its log", e);
        }
    }

    /** The database's first process. */
    ProcessHandle process() throws IOException {
        long pid = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).get(0).trim());
        return ProcessHandle.of(pid).orElseThrow();
    }

    /** A pool on an empty database. */
    HikariDataSource empty() throws SQLException {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(emptyUrl());
        config.setMaximumPoolSize(24);
        config.setMinimumIdle(1);
        return new HikariDataSource(config);
    }

    /** The URL of an empty database. */
    String emptyUrl() throws SQLException {
        String name = "ledger" + ++databases;
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            requireOn(statement, "fsync");
            requireOn(statement, "synchronous_commit");
            statement.execute("CREATE DATABASE " + name);
        }
        return server.getJdbcUrl("postgres", name);
    }

    private static void requireOn(Statement statement, String setting) throws SQLException {
        try (ResultSet row = statement.executeQuery("SHOW " + setting)) {
            row.next();
            if (!row.getString(1).equals("on")) {
                throw new IllegalStateException(
                        setting + " is off: the figures would be worthless");
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
