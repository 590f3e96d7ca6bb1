package io.github.cameltimelines.outbox;

import io.github.cameltimelines.ledger.Dialect;
import io.github.cameltimelines.ledger.Ledger;
import io.github.cameltimelines.ledger.SqlArrays;
import io.github.cameltimelines.outbox.Resends.Owed;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The rows of deliveries that are owed again. Each method answers the ids that it changed. */
final class ResendStore {

    private static final String REOPEN =
            "UPDATE timelines_delivery SET holder = 0, turn = ?, lane = ?, resent_after = attempts"
                    + " WHERE delivery_id = ? AND "
                    + DeliveryRows.HOLDER_OF_NAMED
                    + " = -1";
    private static final String HURRY =
            "UPDATE timelines_delivery SET turn = ?, resent_after = attempts"
                    + " WHERE delivery_id = ? AND "
                    + DeliveryRows.HOLDER_OF_NAMED
                    + " = 0 AND turn > 1";
    private static final String INSERT =
            "INSERT INTO timelines_delivery (delivery_id, event_id, subscription_id, queue, lane, attempts, holder,"
                    + " turn, resent_after) VALUES (?, ?, ?, ?, ?, ?, 0, ?, ?)";

    /** Of one delivery. */
    record Row(
            long deliveryId,
            long eventId,
            int subscriptionId,
            int queue,
            long lane,
            int attempts) {}

    @FunctionalInterface
    private interface Binder {
        void bind(PreparedStatement to, Row row) throws SQLException;
    }

    private final String insert;
    private final String lock;

    ResendStore(Ledger ledger) {
        boolean shared = ledger.dialect() == Dialect.POSTGRESQL;
        insert = INSERT + (shared ? " ON CONFLICT DO NOTHING" : "");
        lock = shared ? " FOR KEY SHARE" : "";
    }

    /** Makes rows due that were given up. */
    List<Long> reopen(Connection connection, List<Row> rows, long turn) throws SQLException {
        return batch(
                connection,
                REOPEN,
                rows,
                (to, row) -> {
                    to.setLong(1, turn);
                    to.setLong(2, row.lane());
                    to.setLong(3, row.deliveryId());
                });
    }

    /** Makes rows due that wait for a retry; they stay in their lanes, whose heads they may be. */
    List<Long> hurry(Connection connection, List<Row> rows, long turn) throws SQLException {
        return batch(
                connection,
                HURRY,
                rows,
                (to, row) -> {
                    to.setLong(1, turn);
                    to.setLong(2, row.deliveryId());
                });
    }

    /** Makes rows for what has none, as long as the event is kept and not erased. */
    List<Long> insert(Connection connection, List<Row> rows, long turn) throws SQLException {
        if (rows.isEmpty()) {
            return List.of();
        }
        Set<Long> owed =
                ids(
                        connection,
                        "SELECT delivery_id FROM timelines_delivery WHERE delivery_id = ANY(?)",
                        rows.stream().map(Row::deliveryId).toList());
        Set<Long> kept =
                ids(
                        connection,
                        "SELECT event_id FROM timelines_event WHERE event_id = ANY(?)"
                                + " AND OCTET_LENGTH(payload) > 0"
                                + lock,
                        rows.stream().map(Row::eventId).toList());
        return batch(
                connection,
                insert,
                rows.stream()
                        .filter(row -> !owed.contains(row.deliveryId()))
                        .filter(row -> kept.contains(row.eventId()))
                        .toList(),
                (to, row) -> {
                    to.setLong(1, row.deliveryId());
                    to.setLong(2, row.eventId());
                    to.setInt(3, row.subscriptionId());
                    to.setInt(4, row.queue());
                    to.setLong(5, row.lane());
                    to.setInt(6, row.attempts());
                    to.setLong(7, turn);
                    to.setInt(8, row.attempts());
                });
    }

    /** Which of them have a row, and are not given up. */
    Owed owed(Connection connection, List<Long> deliveryIds, long now) throws SQLException {
        Owed owed = new Owed(new HashSet<>(), new HashSet<>());
        try (PreparedStatement select =
                connection.prepareStatement(
                        "SELECT delivery_id, holder, turn FROM timelines_delivery WHERE delivery_id = ANY(?)"
                                + " AND holder <> -1")) {
            SqlArrays.bigints(select, 1, deliveryIds, id -> id);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    int holder = row.getInt(2);
                    long turn = row.getLong(3);
                    boolean later =
                            holder == Delivery.FREE && turn > now
                                    || holder == Delivery.WAITING && !Channel.isPool(turn);
                    (later ? owed.later() : owed.now()).add(row.getLong(1));
                }
            }
        }
        return owed;
    }

    private static Set<Long> ids(Connection connection, String sql, List<Long> among)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            SqlArrays.bigints(select, 1, among, id -> id);
            List<Long> found = new ArrayList<>();
            ClaimStore.readIds(select, found);
            return new HashSet<>(found);
        }
    }

    private static List<Long> batch(
            Connection connection, String sql, List<Row> rows, Binder binder) throws SQLException {
        List<Long> changed = new ArrayList<>();
        if (rows.isEmpty()) {
            return changed;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (Row row : rows) {
                binder.bind(statement, row);
                statement.addBatch();
            }
            int[] counts = statement.executeBatch();
            for (int index = 0; index < counts.length; index++) {
                if (counts[index] != 0) {
                    changed.add(rows.get(index).deliveryId());
                }
            }
        }
        return changed;
    }
}
