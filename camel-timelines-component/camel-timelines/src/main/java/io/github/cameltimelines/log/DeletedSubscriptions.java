package io.github.cameltimelines.log;

import io.github.cameltimelines.ledger.Ledger;
import io.github.cameltimelines.ledger.SqlArrays;
import io.github.cameltimelines.ledger.Turn;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Deletes what is left of subscriptions that were deleted: their figures, the ring of their last
 * attempts, and what was given up of theirs. What is owed besides, whoever claims it drops; their
 * attempts and hours go with their age.
 *
 * <p>The row of the figures goes last, with the ring, and says until then that there is something
 * to do. Each transaction is bounded: a ring is a range of a thousand keys, and the deliveries,
 * which have no index by subscription, are walked by their ids, only when something was deleted.
 */
final class DeletedSubscriptions {

    private static final int SUBSCRIPTIONS = 1_000;
    private static final int ROWS = 2_000;

    private static final String GONE =
            "SELECT f.subscription_id FROM timelines_subscription_figures f"
                    + " LEFT JOIN timelines_subscription s ON s.subscription_id = f.subscription_id"
                    + " WHERE s.subscription_id IS NULL LIMIT "
                    + SUBSCRIPTIONS;

    private static final String END =
            "SELECT COALESCE(MAX(delivery_id), 0) FROM (SELECT delivery_id FROM timelines_delivery"
                    + " WHERE delivery_id > ? ORDER BY delivery_id LIMIT "
                    + ROWS
                    + ") step";

    private static final String GIVEN_UP =
            "DELETE FROM timelines_delivery WHERE delivery_id > ? AND delivery_id <= ? AND holder + 0 = -1"
                    + " AND subscription_id = ANY(?)";

    private static final String RING =
            "DELETE FROM timelines_subscription_recent WHERE slot BETWEEN ? AND ?";

    private static final String FIGURES =
            "DELETE FROM timelines_subscription_figures WHERE subscription_id = ?";

    private final Ledger ledger;

    DeletedSubscriptions(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * Answers how many rows.
     *
     * @param goOn asked before each step
     */
    long sweep(Connection connection, BooleanSupplier goOn) throws SQLException {
        long deleted = 0;
        List<Integer> gone;
        do {
            gone = gone(connection);
            if (!gone.isEmpty()) {
                deleted += givenUp(connection, goOn, gone);
                for (int subscription : gone) {
                    if (goOn.getAsBoolean()) { // else it is found again by the next sweep
                        deleted += figures(connection, subscription);
                    }
                }
            }
        } while (gone.size() == SUBSCRIPTIONS && goOn.getAsBoolean());
        return deleted;
    }

    private static List<Integer> gone(Connection connection) throws SQLException {
        List<Integer> gone = new ArrayList<>();
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery(GONE)) {
            while (row.next()) {
                gone.add(row.getInt(1));
            }
        }
        connection.commit();
        return gone;
    }

    private long givenUp(Connection connection, BooleanSupplier goOn, List<Integer> gone)
            throws SQLException {
        long deleted = 0;
        long from = 0;
        for (long to; goOn.getAsBoolean() && (to = end(connection, from)) > 0; from = to) {
            try (PreparedStatement delete = connection.prepareStatement(GIVEN_UP);
                    Turn turn = ledger.turn()) {
                delete.setLong(1, from);
                delete.setLong(2, to);
                SqlArrays.integers(delete, 3, gone, id -> id);
                deleted += delete.executeUpdate();
                connection.commit();
            }
        }
        return deleted;
    }

    private static long end(Connection connection, long from) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(END)) {
            select.setLong(1, from);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private long figures(Connection connection, int subscription) throws SQLException {
        try (PreparedStatement ring = connection.prepareStatement(RING);
                PreparedStatement figures = connection.prepareStatement(FIGURES);
                Turn turn = ledger.turn()) {
            ring.setLong(1, Tally.firstSlot(subscription));
            ring.setLong(2, Tally.firstSlot(subscription) + Tally.RECENT_MAX - 1);
            figures.setInt(1, subscription);
            // The row first: folding locks it before it writes to the ring.
            long deleted = figures.executeUpdate() + ring.executeUpdate();
            connection.commit();
            return deleted;
        }
    }
}
