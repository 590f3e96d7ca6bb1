package io.github.cameltimelines.outbox;

import io.github.cameltimelines.ledger.Dialect;
import io.github.cameltimelines.ledger.HeldConnection;
import io.github.cameltimelines.ledger.Ledger;
import io.github.cameltimelines.ledger.SqlArrays;
import io.github.cameltimelines.log.AttemptLog;
import io.github.cameltimelines.outbox.Settlement.Kind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;

/**
 * What became of delivery rows, in batches. Every change of a held row names the holder, so that a
 * node that was taken for dead changes nothing (a fence). A settle names the attempts, too: one
 * that is repeated because its commit got lost must not meet the next claim of its own node.
 */
final class SettleStore {

    private static final String DELETE =
            "DELETE FROM timelines_delivery WHERE delivery_id = ANY(?) AND "
                    + DeliveryRows.HOLDER_OF_NAMED
                    + " = ?";
    private static final String CHANGES =
            "UNNEST(CAST(? AS BIGINT ARRAY), CAST(? AS INTEGER ARRAY), CAST(? AS INTEGER ARRAY),"
                    + " CAST(? AS BIGINT ARRAY), CAST(? AS INTEGER ARRAY))";
    private static final String CHANGE_COLUMNS =
            " AS new(id, attempts_before, holder, turn, attempts)";
    private static final String CHANGE =
            " SET holder = new.holder, turn = new.turn, attempts = new.attempts";
    private static final String SAME =
            "there.delivery_id = new.id AND there.attempts = new.attempts_before AND there.holder = ?";
    private static final String UPDATE =
            "UPDATE timelines_delivery AS there"
                    + CHANGE
                    + " FROM "
                    + CHANGES
                    + CHANGE_COLUMNS
                    + " WHERE "
                    + SAME
                    + " AND there.delivery_id = ANY(?)"; // or it may read all and join
    private static final String UPDATE_ON_H2 =
            "MERGE INTO timelines_delivery AS there USING (SELECT * FROM "
                    + CHANGES
                    + CHANGE_COLUMNS
                    + ") AS new ON "
                    + SAME
                    + " WHEN MATCHED THEN UPDATE"
                    + CHANGE;
    private static final String DELETE_AND_APPEND =
            "WITH gone AS (" + DELETE + ") " + AttemptLog.insert(Dialect.POSTGRESQL);

    private final Ledger ledger;

    SettleStore(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * Tells the ledger what became of deliveries that this node holds.
     *
     * @param repeated it was tried before, and may have been told
     */
    void settle(HeldConnection held, List<Settlement> settlements, boolean repeated)
            throws SQLException {
        if (ledger.dialect() == Dialect.POSTGRESQL && !repeated && isUsual(settlements)) {
            held.execute(() -> settleUsual(held, settlements));
        } else {
            held.transact(
                    connection -> {
                        settle(connection, settlements, repeated);
                        return null;
                    });
        }
    }

    /** All delivered: one statement and one round trip, which PostgreSQL can and H2 cannot. */
    private static boolean isUsual(List<Settlement> settlements) {
        return settlements.stream().allMatch(one -> one.kind() == Kind.DELIVERED);
    }

    private void settleUsual(HeldConnection held, List<Settlement> settlements)
            throws SQLException {
        PreparedStatement settle = held.prepare(DELETE_AND_APPEND);
        SqlArrays.bigints(settle, 1, settlements, one -> one.delivery().id());
        settle.setInt(2, ledger.node());
        AttemptLog.bind(settle, 3, settlements.stream().map(Settlement::attempt).toList());
        settle.executeUpdate();
    }

    private void settle(Connection connection, List<Settlement> settlements, boolean repeated)
            throws SQLException {
        List<Settlement> done = settlements.stream().filter(Settlement::isDone).toList();
        if (!done.isEmpty()) {
            try (PreparedStatement delete = connection.prepareStatement(DELETE)) {
                SqlArrays.bigints(delete, 1, done, one -> one.delivery().id());
                delete.setInt(2, ledger.node());
                delete.executeUpdate();
            }
        }
        if (done.size() < settlements.size()) {
            update(connection, settlements.stream().filter(one -> !one.isDone()).toList());
        }
        AttemptLog.append(
                connection,
                ledger.dialect(),
                settlements.stream().map(Settlement::attempt).filter(Objects::nonNull).toList(),
                repeated);
    }

    private void update(Connection connection, List<Settlement> kept) throws SQLException {
        String sql = ledger.dialect() == Dialect.H2 ? UPDATE_ON_H2 : UPDATE;
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            SqlArrays.bigints(update, 1, kept, one -> one.delivery().id());
            SqlArrays.integers(update, 2, kept, Settlement::attemptsBefore);
            SqlArrays.integers(update, 3, kept, one -> one.kind().holder());
            SqlArrays.bigints(update, 4, kept, Settlement::turn);
            SqlArrays.integers(update, 5, kept, one -> one.delivery().attempts());
            update.setInt(6, ledger.node());
            if (ledger.dialect() == Dialect.POSTGRESQL) {
                SqlArrays.bigints(update, 7, kept, one -> one.delivery().id());
            }
            update.executeUpdate();
        }
    }
}
