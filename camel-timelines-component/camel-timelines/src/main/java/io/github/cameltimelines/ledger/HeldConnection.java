package io.github.cameltimelines.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/**
 * A connection that one stage keeps between its batches, so that a batch costs no connection
 * set-up. After a failure it is thrown away and the next use opens another. For one thread.
 */
public final class HeldConnection implements AutoCloseable {

    /** What is done in one transaction. */
    @FunctionalInterface
    public interface Work<R> {
        R in(Connection connection) throws SQLException;
    }

    /** What is done by one statement. */
    @FunctionalInterface
    public interface Command {
        void run() throws SQLException;
    }

    /**
     * What is asked here is looked up by an index, row by row. PostgreSQL plans it once and keeps
     * the plan: made for a table that was empty at the moment, it would read all of what has come
     * since. Without the compiler, which the price that it puts on such a plan would start.
     */
    private static final String BY_INDEX =
            "; SET enable_seqscan TO off; SET enable_hashjoin TO off; SET enable_mergejoin TO off;"
                    + " SET jit TO off";

    private static final String SYNCED = "SET synchronous_commit TO on" + BY_INDEX;
    private static final String UNSYNCED = "SET synchronous_commit TO off" + BY_INDEX;
    private static final String AS_IT_CAME =
            "RESET synchronous_commit; RESET enable_seqscan; RESET enable_hashjoin;"
                    + " RESET enable_mergejoin; RESET jit";

    private final Ledger ledger;
    private final boolean synced;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();
    private Connection connection;

    HeldConnection(Ledger ledger, boolean synced) {
        this.ledger = ledger;
        this.synced = synced;
    }

    /**
     * Runs the work in one transaction and commits it: to the disk, where this connection is a
     * synced one.
     *
     * @throws SQLException if any of it failed; nothing of it was committed, unless the commit
     *     itself got lost
     */
    public <R> R transact(Work<R> work) throws SQLException {
        try (Turn turn = ledger.turn()) {
            return inTurn(work);
        }
    }

    private <R> R inTurn(Work<R> work) throws SQLException {
        try {
            begin(false);
            R result = work.in(connection);
            connection.commit();
            if (synced && ledger.syncsByCheckpoint()) {
                prepare("CHECKPOINT SYNC").execute();
            }
            ledger.state().answered();
            return result;
        } catch (SQLException | RuntimeException e) {
            if (connection != null) {
                undo(e);
            }
            throw e;
        }
    }

    /**
     * Runs a command that is one statement and so a transaction of its own, which saves the round
     * trip of a commit. Not on a synced connection to H2, which needs more than the commit.
     */
    public void execute(Command command) throws SQLException {
        try {
            begin(true);
            command.run();
            ledger.state().answered();
        } catch (SQLException | RuntimeException e) {
            if (connection != null) {
                undo(e);
            }
            throw e;
        }
    }

    /** Writes what was committed to H2's file, without waiting for the disk. */
    public void flush() throws SQLException {
        if (ledger.syncsByCheckpoint() && connection != null) {
            try (Turn turn = ledger.turn();
                    Statement write = connection.createStatement()) {
                write.execute("CHECKPOINT");
            }
        }
    }

    private void begin(boolean autoCommit) throws SQLException {
        if (connection == null) {
            connection = open();
        }
        if (connection.getAutoCommit() != autoCommit) {
            connection.setAutoCommit(autoCommit);
        }
    }

    /** A statement that is prepared once for as long as the connection lives; do not close it. */
    public PreparedStatement prepare(String sql) throws SQLException {
        PreparedStatement statement = prepared.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            prepared.put(sql, statement);
        }
        return statement;
    }

    private Connection open() throws SQLException {
        Connection fresh = ledger.connect();
        try {
            if (ledger.dialect() == Dialect.POSTGRESQL) {
                configure(fresh, synced ? SYNCED : UNSYNCED);
            }
            return fresh;
        } catch (SQLException e) {
            fresh.close();
            throw e;
        }
    }

    private static void configure(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
        connection.commit();
    }

    /** Rolls back; a connection that cannot even do that is broken and is given up. */
    private void undo(Exception cause) {
        try {
            if (!connection.getAutoCommit()) {
                connection.rollback();
            }
            if (connection.isValid(1)) {
                return;
            }
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
        discard(cause);
    }

    private void discard(Exception cause) {
        Connection broken = connection;
        connection = null;
        prepared.clear();
        try {
            broken.close();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    /** Gives the connection back as it came; one that is broken is given up. */
    @Override
    public void close() {
        Connection mine = connection;
        connection = null;
        prepared.clear();
        if (mine == null) {
            return;
        }
        try (mine) {
            mine.setAutoCommit(false);
            if (ledger.dialect() == Dialect.POSTGRESQL) {
                configure(mine, AS_IT_CAME);
            }
        } catch (SQLException e) {
            ledger.state().failed(e);
        }
    }
}
