package io.github.cameltimelines.outbox;

import io.github.cameltimelines.ledger.Dialect;
import io.github.cameltimelines.ledger.SqlArrays;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** The insert of a batch of what is owed, as one statement; and how a statement names rows. */
final class DeliveryRows {

    /**
     * The holder, in a statement that names rows by their ids: it is compared there, and looked up
     * nowhere. As a bare column PostgreSQL may think an index by holders the shorter way, and reads
     * all of it.
     */
    static final String HOLDER_OF_NAMED = "holder + 0";

    private DeliveryRows() {}

    /** Its parameters are bound by {@link #bind}. */
    static String insert(Dialect dialect) {
        return "INSERT INTO timelines_delivery (delivery_id, event_id, subscription_id, queue, lane, attempts,"
                + " holder, turn) "
                + SqlArrays.select(
                        dialect, "BIGINT", "BIGINT", "INTEGER", "INTEGER", "BIGINT", "INTEGER",
                        "INTEGER", "BIGINT");
    }

    /** Binds a batch to {@link #insert}, its parameters beginning at that index. */
    static void bind(PreparedStatement to, int from, List<DeliveryRow> rows) throws SQLException {
        SqlArrays.bigints(to, from, rows, DeliveryRow::id);
        SqlArrays.bigints(to, from + 1, rows, DeliveryRow::eventId);
        SqlArrays.integers(to, from + 2, rows, DeliveryRow::subscriptionId);
        SqlArrays.integers(to, from + 3, rows, DeliveryRow::queue);
        SqlArrays.bigints(to, from + 4, rows, DeliveryRow::lane);
        SqlArrays.integers(to, from + 5, rows, DeliveryRow::attempts);
        SqlArrays.integers(to, from + 6, rows, DeliveryRow::holder);
        SqlArrays.bigints(to, from + 7, rows, DeliveryRow::turn);
    }
}
