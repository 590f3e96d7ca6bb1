package io.github.cameltimelines.outbox;

import io.github.cameltimelines.ledger.SqlArrays;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** The insert of a batch of deliveries, as one statement. */
final class DeliveryRows {

    static final String INSERT =
            "INSERT INTO timelines_delivery (delivery_id, event_id, subscription_id, queue, lane, attempts, holder,"
                    + " turn) SELECT * FROM UNNEST(CAST(? AS BIGINT ARRAY), CAST(? AS BIGINT ARRAY),"
                    + " CAST(? AS INTEGER ARRAY), CAST(? AS INTEGER ARRAY), CAST(? AS BIGINT ARRAY),"
                    + " CAST(? AS INTEGER ARRAY), CAST(? AS INTEGER ARRAY), CAST(? AS BIGINT ARRAY))";

    private DeliveryRows() {}

    /** Binds a batch to {@link #INSERT}, its parameters beginning at that index. */
    static void bind(PreparedStatement to, int from, List<Delivery> deliveries)
            throws SQLException {
        SqlArrays.bigints(to, from, deliveries, Delivery::id);
        SqlArrays.bigints(to, from + 1, deliveries, Delivery::eventId);
        SqlArrays.integers(to, from + 2, deliveries, one -> one.subscription().id());
        SqlArrays.integers(to, from + 3, deliveries, one -> one.subscription().queue());
        SqlArrays.bigints(to, from + 4, deliveries, Delivery::lane);
        SqlArrays.integers(to, from + 5, deliveries, Delivery::attempts);
        SqlArrays.integers(to, from + 6, deliveries, Delivery::holder);
        SqlArrays.bigints(to, from + 7, deliveries, Delivery::turn);
    }
}
