package io.github.cameltimelines.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/**
 * The route that one writes first: each call inserts its event in a transaction of its own, and is
 * then answered.
 */
final class CommitPerCall extends RouteBuilder {

    static final String PATH = "/commit-per-call";

    private final DataSource dataSource;
    private final boolean checkpoint;
    private final AtomicLong ids = new AtomicLong();

    /**
     * @param dataSource null for an H2 file of its own, synced with each commit
     */
    CommitPerCall(DataSource dataSource, Path folder) throws SQLException {
        this.dataSource = dataSource == null ? h2(folder) : dataSource;
        try (Connection connection = this.dataSource.getConnection();
                Statement create = connection.createStatement()) {
            checkpoint = connection.getMetaData().getURL().startsWith("jdbc:h2:");
            create.execute(
                    "CREATE TABLE IF NOT EXISTS per_call (id BIGINT PRIMARY KEY, event_key UUID UNIQUE, payload "
                            + (checkpoint ? "VARBINARY(1048576)" : "BYTEA")
                            + ")");
        }
    }

    private static DataSource h2(Path folder) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:h2:file:" + folder.resolve("per-call").toAbsolutePath());
        config.setMaximumPoolSize(20);
        config.setUsername("sa");
        return new HikariDataSource(config);
    }

    @Override
    public void configure() {
        from("platform-http:" + PATH)
                .routeId("commit-per-call")
                .process(this::store)
                .setBody(constant("{\"status\":\"ok\"}"));
    }

    private void store(Exchange exchange) throws SQLException {
        byte[] body = exchange.getMessage().getBody(byte[].class);
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try (PreparedStatement insert =
                    connection.prepareStatement("INSERT INTO per_call VALUES (?, ?, ?)")) {
                insert.setLong(1, ids.incrementAndGet());
                insert.setObject(2, UUID.nameUUIDFromBytes(body));
                insert.setBytes(3, body);
                insert.executeUpdate();
            }
            connection.commit();
            if (checkpoint) {
                try (Statement sync = connection.createStatement()) {
                    sync.execute("CHECKPOINT SYNC");
                }
                connection.commit();
            }
        }
    }
}
