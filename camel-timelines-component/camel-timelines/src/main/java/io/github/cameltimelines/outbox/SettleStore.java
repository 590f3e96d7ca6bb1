package io.github.cameltimelines.outbox;

import io.github.cameltimelines.ledger.Ledger;
import io.github.cameltimelines.ledger.SqlArrays;
import io.github.cameltimelines.log.AttemptLog;
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
            "DELETE FROM timelines_delivery WHERE delivery_id = ANY(?) AND holder = ?";
    private static final String UPDATE =
            "UPDATE timelines_delivery SET holder = ?, turn = ?, attempts = ? WHERE delivery_id = ? AND holder = ?"
                    + " AND attempts = ?";

    private final Ledger ledger;

    SettleStore(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * Tells the ledger what became of deliveries that this node holds.
     *
     * @param repeated it was tried before, and may have been told
     */
    void settle(Connection connection, List<Settlement> settlements, boolean repeated)
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
            try (PreparedStatement update = connection.prepareStatement(UPDATE)) {
                for (Settlement one : settlements) {
                    if (!one.isDone()) {
                        update.setInt(1, one.kind().holder());
                        update.setLong(2, one.turn());
                        update.setInt(3, one.delivery().attempts());
                        update.setLong(4, one.delivery().id());
                        update.setInt(5, ledger.node());
                        update.setInt(6, one.attemptsBefore());
                        update.addBatch();
                    }
                }
                update.executeBatch();
            }
        }
        AttemptLog.append(
                connection,
                settlements.stream().map(Settlement::attempt).filter(Objects::nonNull).toList(),
                repeated);
    }
}
