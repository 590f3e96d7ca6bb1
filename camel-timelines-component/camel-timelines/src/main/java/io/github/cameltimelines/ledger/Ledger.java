package io.github.cameltimelines.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * The database behind the pipeline: its connection pool, dialect and schema, this node's number in
 * it, and whether it answers.
 *
 * <p>An embedded ledger is one H2 file. H2 alone does not sync on commit, so {@link #holdSynced()}
 * ends every commit with {@code CHECKPOINT SYNC}. Thread-safe.
 */
public final class Ledger implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);
    private static final int STATEMENT_TIMEOUT_MS = 10_000;
    private static final int H2_WRITE_DELAY_MS = 20_000;
    private static final int H2_CACHE_KB = 32_768;

    private final LedgerSettings settings;
    private final DataSource dataSource;
    private final HikariDataSource ownPool;
    private final Dialect dialect;
    private final boolean syncsByCheckpoint;
    private final int node;
    private final TimeOrderedIds ids;
    private final LedgerState state = new LedgerState();

    /** Fair: accepting must not wait until all that settling has is done. */
    private final ReentrantLock turns = new ReentrantLock(true);

    private Ledger(
            LedgerSettings settings, DataSource dataSource, HikariDataSource ownPool, Clock clock)
            throws SQLException {
        this.settings = settings;
        this.dataSource = dataSource;
        this.ownPool = ownPool;
        try (Connection connection = dataSource.getConnection()) {
            dialect = Dialect.of(connection);
            syncsByCheckpoint =
                    dialect == Dialect.H2
                            && !connection.getMetaData().getURL().startsWith("jdbc:h2:mem:");
        }
        Schema.migrate(dataSource, dialect);
        if (syncsByCheckpoint) {
            keepH2FromWriting();
        }
        node = nextNode();
        ids = new TimeOrderedIds(clock, node, newestId());
    }

    /**
     * Opens the ledger: creates the embedded file or migrates the named database, and draws a node
     * number.
     *
     * @throws LedgerUnavailableException if the database does not answer or refuses the schema
     */
    public static Ledger open(LedgerSettings settings, Clock clock) {
        HikariDataSource pool = null;
        try {
            pool = settings.dataSource() == null ? embedded(settings) : null;
            return new Ledger(settings, pool == null ? settings.dataSource() : pool, pool, clock);
        } catch (SQLException | RuntimeException e) {
            if (pool != null) {
                pool.close();
            }
            throw new LedgerUnavailableException(
                    "The ledger cannot be opened: " + e.getMessage() + hint(settings, e), e);
        }
    }

    private static String hint(LedgerSettings settings, Exception e) {
        String message = String.valueOf(e.getMessage());
        boolean inUse = message.contains("locked") || message.contains("already in use");
        return settings.dataSource() == null && inUse
                ? " Another process uses "
                        + settings.folder().toAbsolutePath()
                        + ": stop it, or name another folder, or a dataSource that several nodes may share."
                : "";
    }

    private static HikariDataSource embedded(LedgerSettings settings) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("timelines-ledger");
        config.setMaximumPoolSize(16); // the stages keep seven of them
        config.setMinimumIdle(1);
        config.setConnectionTimeout(3_000);
        config.setDriverClassName("org.h2.Driver"); // in OSGi it is not found by its URL
        config.setExceptionOverride(new ClosedH2());
        config.setUsername("timelines");
        config.setPassword("");
        if (settings.inMemory()) {
            config.setJdbcUrl("jdbc:h2:mem:timelines-" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        } else {
            Path file = settings.folder().toAbsolutePath().resolve("ledger");
            try {
                Files.createDirectories(settings.folder());
            } catch (IOException e) {
                throw new LedgerUnavailableException(
                        "The ledger's folder "
                                + settings.folder().toAbsolutePath()
                                + " cannot be created",
                        new UncheckedIOException(e));
            }
            config.setJdbcUrl(
                    "jdbc:h2:file:" + file + ";DB_CLOSE_ON_EXIT=FALSE;CACHE_SIZE=" + H2_CACHE_KB);
            LOG.info("The ledger is the embedded database {}.mv.db", file);
        }
        return new HikariDataSource(config);
    }

    private void keepH2FromWriting() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SET WRITE_DELAY " + H2_WRITE_DELAY_MS);
        } catch (SQLException e) {
            LOG.info(
                    "The user of the ledger's database may not set its WRITE_DELAY, and it keeps its own: {}",
                    e.getMessage());
        }
    }

    private int nextNode() throws SQLException {
        String sql =
                dialect == Dialect.H2
                        ? "SELECT NEXT VALUE FOR timelines_node_number"
                        : "SELECT nextval('timelines_node_number')";
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            int number = row.getInt(1);
            if (!connection.getAutoCommit()) {
                connection.commit();
            }
            return number;
        }
    }

    /** Of what is kept; after a restart the clock may be behind it. */
    private long newestId() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT GREATEST((SELECT COALESCE(MAX(event_id), 0) FROM timelines_event),"
                                        + " (SELECT COALESCE(MAX(delivery_id), 0) FROM timelines_delivery))")) {
            row.next();
            long newest = row.getLong(1);
            if (!connection.getAutoCommit()) {
                connection.commit();
            }
            return newest;
        }
    }

    /** A connection with auto-commit off; close it to give it back. */
    public Connection connect() throws SQLException {
        Connection connection = limited(dataSource.getConnection());
        try {
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** A connection that one thread keeps, whose commits reach the disk before they return. */
    public HeldConnection holdSynced() {
        return new HeldConnection(this, true);
    }

    /** A connection that one thread keeps, whose commits may reach the disk later. */
    public HeldConnection holdUnsynced() {
        return new HeldConnection(this, false);
    }

    /**
     * Waits for the turn to change an embedded ledger: one transaction at a time.
     *
     * <p>H2 writes a chunk of its file by taking the roots of its maps one after the other. What
     * another transaction changes meanwhile may be in the chunk without the record by which it is
     * undone: after a kill, half of a transaction is there. So a chunk is written only between
     * transactions: by the {@code CHECKPOINT} that ends an accept, and by that of each beat, often
     * enough for H2's own writer to have nothing to do.
     */
    public Turn turn() {
        if (!syncsByCheckpoint) {
            return () -> {};
        }
        turns.lock();
        return turns::unlock;
    }

    boolean syncsByCheckpoint() {
        return syncsByCheckpoint;
    }

    /** Told by every stage that used the ledger: it answered. */
    public LedgerState state() {
        return state;
    }

    public Dialect dialect() {
        return dialect;
    }

    /** Whether other nodes may share this ledger: on PostgreSQL, never on H2. */
    public boolean shared() {
        return dialect == Dialect.POSTGRESQL;
    }

    /** The number of this run of this node; never used again. */
    public int node() {
        return node;
    }

    public TimeOrderedIds ids() {
        return ids;
    }

    public LedgerSettings settings() {
        return settings;
    }

    /** For single statements: its connections fail, and do not wait, when the database hangs. */
    public DataSource dataSource() {
        return new DelegatingDataSource(dataSource) {
            @Override
            public Connection getConnection() throws SQLException {
                return limited(super.getConnection());
            }
        };
    }

    private Connection limited(Connection connection) throws SQLException {
        try {
            if (dialect == Dialect.POSTGRESQL) {
                connection.setNetworkTimeout(Runnable::run, STATEMENT_TIMEOUT_MS);
            }
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    @Override
    public void close() {
        if (ownPool != null) {
            ownPool.close();
        }
    }
}
