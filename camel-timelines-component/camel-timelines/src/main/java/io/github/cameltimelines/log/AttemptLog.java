package io.github.cameltimelines.log;

import io.github.cameltimelines.ledger.Dialect;
import io.github.cameltimelines.ledger.SqlArrays;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Appends attempts to the log, a batch in one statement. */
public final class AttemptLog {

    private static final String DELETE = "DELETE FROM timelines_attempt WHERE attempt_id = ANY(?)";

    private AttemptLog() {}

    /** Its parameters are bound by {@link #bind}. */
    public static String insert(Dialect dialect) {
        return "INSERT INTO timelines_attempt (attempt_id, delivery_id, event_id, subscription_id, attempt,"
                + " outcome, status, duration_ms, error, response) "
                + SqlArrays.select(
                        dialect,
                        "BIGINT",
                        "BIGINT",
                        "BIGINT",
                        "INTEGER",
                        "INTEGER",
                        "SMALLINT",
                        "INTEGER",
                        "INTEGER",
                        "VARCHAR",
                        "VARCHAR");
    }

    /**
     * @param repeated a transaction with them has failed before, and may be there all the same: its
     *     commit got lost
     */
    public static void append(
            Connection connection, Dialect dialect, List<AttemptRecord> attempts, boolean repeated)
            throws SQLException {
        if (attempts.isEmpty()) {
            return;
        }
        if (repeated) {
            try (PreparedStatement delete = connection.prepareStatement(DELETE)) {
                SqlArrays.bigints(delete, 1, attempts, AttemptRecord::id);
                delete.executeUpdate();
            }
        }
        try (PreparedStatement insert = connection.prepareStatement(insert(dialect))) {
            bind(insert, 1, attempts);
            insert.executeUpdate();
        }
    }

    /** Binds a batch to {@link #insert}, its parameters beginning at that index. */
    public static void bind(PreparedStatement to, int from, List<AttemptRecord> attempts)
            throws SQLException {
        SqlArrays.bigints(to, from, attempts, AttemptRecord::id);
        SqlArrays.bigints(to, from + 1, attempts, AttemptRecord::deliveryId);
        SqlArrays.bigints(to, from + 2, attempts, AttemptRecord::eventId);
        SqlArrays.integers(to, from + 3, attempts, AttemptRecord::subscriptionId);
        SqlArrays.integers(to, from + 4, attempts, AttemptRecord::attempt);
        SqlArrays.smallints(to, from + 5, attempts, attempt -> (short) attempt.outcome().ordinal());
        SqlArrays.integers(to, from + 6, attempts, AttemptRecord::status);
        SqlArrays.integers(to, from + 7, attempts, AttemptRecord::durationMs);
        SqlArrays.texts(to, from + 8, attempts, AttemptRecord::error);
        SqlArrays.texts(to, from + 9, attempts, AttemptRecord::response);
    }
}
