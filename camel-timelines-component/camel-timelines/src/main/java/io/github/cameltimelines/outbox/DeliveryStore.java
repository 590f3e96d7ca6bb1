package io.github.cameltimelines.outbox;

import io.github.cameltimelines.ledger.Dialect;
import io.github.cameltimelines.ledger.EventIds;
import io.github.cameltimelines.ledger.Ledger;
import io.github.cameltimelines.ledger.SqlArrays;
import io.github.cameltimelines.ledger.TimeOrderedIds;
import io.github.cameltimelines.log.AttemptLog;
import io.github.cameltimelines.model.Event;
import io.github.cameltimelines.outbox.Settlement.Kind;
import io.github.cameltimelines.subscription.Subscription;
import io.github.cameltimelines.subscription.Subscriptions;
import io.github.cameltimelines.wire.EventReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Delivery rows in batches: claim, refill, settle. Every change of a held row names the holder, so
 * that a node that was taken for dead changes nothing (a fence). A settle names the attempts, too:
 * one that is repeated because its commit got lost must not meet the next claim of its own node.
 */
final class DeliveryStore {

    private static final String DELETE =
            "DELETE FROM timelines_delivery WHERE delivery_id = ANY(?) AND holder = ?";
    private static final String UPDATE =
            "UPDATE timelines_delivery SET holder = ?, turn = ?, attempts = ? WHERE delivery_id = ? AND holder = ?"
                    + " AND attempts = ?";
    private static final String TAKE =
            "UPDATE timelines_delivery SET holder = ?, turn = 0 WHERE delivery_id = ANY(?) AND holder = ?";
    private static final String READ =
            "SELECT d.delivery_id, d.event_id, d.subscription_id, d.lane, d.attempts, e.workspace_id, e.payload"
                    + " FROM timelines_delivery d JOIN timelines_event e ON e.event_id = d.event_id"
                    + " WHERE d.delivery_id = ANY(?)";

    private static final String SIZES =
            "SELECT d.delivery_id, OCTET_LENGTH(e.payload) FROM timelines_delivery d JOIN timelines_event e"
                    + " ON e.event_id = d.event_id WHERE d.delivery_id = ANY(?)";

    /**
     * What a claim brought.
     *
     * @param all there is no more of it in the ledger
     */
    record Claimed(List<Delivery> deliveries, boolean all) {}

    private final Ledger ledger;
    private final Subscriptions subscriptions;
    private final String lock;

    DeliveryStore(Ledger ledger, Subscriptions subscriptions) {
        this.ledger = ledger;
        this.subscriptions = subscriptions;
        // H2 sorts all of it under FOR UPDATE (100 ms for 60,000 rows), and has one node: no lock
        // there.
        this.lock = ledger.dialect() == Dialect.POSTGRESQL ? " FOR UPDATE SKIP LOCKED" : "";
    }

    /** Binds the deliveries of a batch to {@link Outbox#INSERT}. */
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

    /** Claims free rows whose turn is between the two, the earliest first, then the oldest. */
    Claimed claim(
            Connection connection,
            int queue,
            Partitions partitions,
            long from,
            long to,
            int limit,
            long bytesMax)
            throws SQLException {
        String sql =
                "SELECT delivery_id FROM timelines_delivery WHERE queue = ? AND holder = 0 AND turn >= ? AND turn <= ?"
                        + (partitions.isAll() ? "" : " AND " + inPartitions(partitions))
                        + " ORDER BY turn, delivery_id LIMIT ?"
                        + lock;
        List<Long> ids = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setInt(1, queue);
            select.setLong(2, from);
            select.setLong(3, to);
            select.setInt(4, limit);
            readIds(select, ids);
        }
        return take(connection, ids, Delivery.FREE, limit, bytesMax);
    }

    /** Claims the rows that wait for a lane, the oldest first. */
    Claimed claimWaiting(Connection connection, int queue, long lane, int limit, long bytesMax)
            throws SQLException {
        List<Long> ids = new ArrayList<>();
        try (PreparedStatement select =
                connection.prepareStatement(
                        "SELECT delivery_id FROM timelines_delivery WHERE queue = ? AND holder = -2 AND turn = ?"
                                + " ORDER BY delivery_id LIMIT ?"
                                + lock)) {
            select.setInt(1, queue);
            select.setLong(2, lane);
            select.setInt(3, limit);
            readIds(select, ids);
        }
        return take(connection, ids, Delivery.WAITING, limit, bytesMax);
    }

    private String inPartitions(Partitions partitions) {
        String partition =
                ledger.dialect() == Dialect.POSTGRESQL ? "(lane & 63)" : "BITAND(lane, 63)";
        return partitions.numbers().stream()
                .map(String::valueOf)
                .collect(Collectors.joining(",", partition + " IN (", ")"));
    }

    private static void readIds(PreparedStatement select, List<Long> ids) throws SQLException {
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                ids.add(rows.getLong(1));
            }
        }
    }

    /**
     * Takes the rows in their order, up to that many bytes of payload, or one where it has more:
     * the sizes are asked for first, so that no claim fills the memory.
     */
    private Claimed take(Connection connection, List<Long> ids, int from, int limit, long bytesMax)
            throws SQLException {
        if (ids.isEmpty()) {
            return new Claimed(List.of(), true);
        }
        List<Long> fitting = fitting(connection, ids, bytesMax);
        try (PreparedStatement take = connection.prepareStatement(TAKE)) {
            take.setInt(1, ledger.node());
            SqlArrays.bigints(take, 2, fitting, id -> id);
            take.setInt(3, from);
            take.executeUpdate();
        }
        Map<Long, Delivery> byId = new HashMap<>();
        try (PreparedStatement read = connection.prepareStatement(READ)) {
            SqlArrays.bigints(read, 1, fitting, id -> id);
            try (ResultSet row = read.executeQuery()) {
                while (row.next()) {
                    Delivery delivery = read(row);
                    byId.put(delivery.id(), delivery);
                }
            }
        }
        return new Claimed(
                fitting.stream().map(byId::get).filter(Objects::nonNull).toList(),
                ids.size() < limit && fitting.size() == ids.size());
    }

    private static List<Long> fitting(Connection connection, List<Long> ids, long bytesMax)
            throws SQLException {
        Map<Long, Integer> sizes = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(SIZES)) {
            SqlArrays.bigints(select, 1, ids, id -> id);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    sizes.put(row.getLong(1), row.getInt(2));
                }
            }
        }
        long bytes = 0;
        for (int count = 0; count < ids.size(); count++) {
            bytes += sizes.getOrDefault(ids.get(count), 0);
            if (bytes > bytesMax && count > 0) {
                return ids.subList(0, count);
            }
        }
        return ids;
    }

    private Delivery read(ResultSet row) throws SQLException {
        long eventId = row.getLong(2);
        Subscription subscription = subscriptions.byId(row.getInt(3));
        Event event =
                EventReader.read(row.getBytes(7))
                        .toEvent(Event.DEFAULT_WORKSPACE, TimeOrderedIds.timeOf(eventId))
                        .withId(EventIds.format(eventId));
        event = event.withType(subscription.wants(event).orElse(event.type()));
        return new Delivery(
                row.getLong(1), eventId, subscription, row.getLong(4), event, row.getInt(5));
    }

    /** The lanes of those partitions whose head waits for a retry, with the head. */
    Map<Long, Long> heads(Connection connection, int queue, Partitions partitions)
            throws SQLException {
        Map<Long, Long> heads = new HashMap<>();
        try (PreparedStatement select =
                connection.prepareStatement(
                        "SELECT lane, MIN(delivery_id) FROM timelines_delivery WHERE queue = ? AND holder = 0"
                                + " AND turn > 0 AND lane >= 0 GROUP BY lane")) {
            select.setInt(1, queue);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    if (partitions.owns(rows.getLong(1))) {
                        heads.put(rows.getLong(1), rows.getLong(2));
                    }
                }
            }
        }
        return heads;
    }

    /** The lanes of those partitions that have waiting rows. */
    List<Long> waitingLanes(Connection connection, int queue, Partitions partitions)
            throws SQLException {
        List<Long> lanes = new ArrayList<>();
        try (PreparedStatement select =
                connection.prepareStatement(
                        "SELECT DISTINCT turn FROM timelines_delivery WHERE queue = ? AND holder = -2")) {
            select.setInt(1, queue);
            readIds(select, lanes);
        }
        lanes.removeIf(lane -> !partitions.owns(lane));
        return lanes;
    }

    /** Puts the waiting rows of lanes that no head blocks back into the backlog. */
    void unpark(Connection connection, int queue, List<Long> lanes) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement(
                        "UPDATE timelines_delivery SET holder = 0, turn = 0"
                                + " WHERE queue = ? AND holder = -2 AND turn = ?")) {
            for (long lane : lanes) {
                update.setInt(1, queue);
                update.setLong(2, lane);
                update.addBatch();
            }
            update.executeBatch();
        }
    }

    /** Of those partitions, the ones that have rows in some node's hands, this one's included. */
    Partitions inHands(Connection connection, int queue, Partitions partitions)
            throws SQLException {
        List<Long> lanes = new ArrayList<>();
        try (PreparedStatement select =
                connection.prepareStatement(
                        "SELECT DISTINCT lane FROM timelines_delivery WHERE queue = ? AND holder > 0")) {
            select.setInt(1, queue);
            readIds(select, lanes);
        }
        return partitions.and(Partitions.ofLanes(lanes));
    }

    /**
     * Frees the rows of a queue whose holder is no node any more: it was taken for dead, inserted
     * them, and died before it saw that.
     */
    int freeOrphans(Connection connection, int queue) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement(
                        "UPDATE timelines_delivery SET holder = 0, turn = 0 WHERE queue = ? AND holder > 0"
                                + " AND holder NOT IN (SELECT node_id FROM timelines_node)")) {
            update.setInt(1, queue);
            return update.executeUpdate();
        }
    }

    /**
     * Frees what a node holds that is gone; answers how many rows. They may have been sent already.
     */
    int free(Connection connection, int node) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement(
                        "UPDATE timelines_delivery SET holder = 0, turn = 0 WHERE holder = ? AND queue IN"
                                + " (SELECT subscription_id FROM timelines_subscription)")) {
            update.setInt(1, node);
            return update.executeUpdate();
        }
    }

    /**
     * Makes the index of H2 anew, after a kill. H2 takes the roots of its maps one after the other
     * when it writes; a change in between may reach the file in the table and not in the index, and
     * each query over it fails then ("row not found in primary index", seen after one kill in 50).
     */
    void rebuildIndex(Connection connection) throws SQLException {
        try (Statement ddl = connection.createStatement()) {
            ddl.execute("DROP INDEX timelines_delivery_claim");
            ddl.execute(
                    "CREATE INDEX timelines_delivery_claim ON timelines_delivery (queue, holder, turn, delivery_id)");
        }
    }

    /** Frees all that anybody holds: what an earlier run left, where there is one node. */
    void freeAll(Connection connection) throws SQLException {
        try (Statement update = connection.createStatement()) {
            update.executeUpdate(
                    "UPDATE timelines_delivery SET holder = 0, turn = 0 WHERE holder > 0 AND queue IN"
                            + " (SELECT subscription_id FROM timelines_subscription)");
        }
    }

    /** The rows that this node holds. */
    List<Long> heldHere(Connection connection, int queue) throws SQLException {
        List<Long> ids = new ArrayList<>();
        try (PreparedStatement select =
                connection.prepareStatement(
                        "SELECT delivery_id FROM timelines_delivery WHERE queue = ? AND holder = ?")) {
            select.setInt(1, queue);
            select.setInt(2, ledger.node());
            readIds(select, ids);
        }
        return ids;
    }

    /** Frees rows that this node holds. */
    int free(Connection connection, List<Long> ids) throws SQLException {
        if (ids.isEmpty()) {
            return 0;
        }
        try (PreparedStatement update =
                connection.prepareStatement(
                        "UPDATE timelines_delivery SET holder = 0, turn = 0 WHERE delivery_id = ANY(?) AND holder = ?")) {
            SqlArrays.bigints(update, 1, ids, id -> id);
            update.setInt(2, ledger.node());
            return update.executeUpdate();
        }
    }

    /**
     * Tells the ledger what became of deliveries that this node holds.
     *
     * @param repeated it was tried before, and may have been told
     */
    void settle(Connection connection, List<Settlement> settlements, boolean repeated)
            throws SQLException {
        List<Settlement> done =
                settlements.stream().filter(one -> one.kind() == Kind.DELIVERED).toList();
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
                    if (one.kind() != Kind.DELIVERED) {
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
