package io.github.cameltimelines.outbox;

import io.github.cameltimelines.ledger.Ledger;
import io.github.cameltimelines.ledger.SqlArrays;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who holds which delivery rows, and what a node must know of them that takes over partitions or
 * the rows of one that is gone.
 */
final class HolderStore {

    private final Ledger ledger;

    HolderStore(Ledger ledger) {
        this.ledger = ledger;
    }

    /** The lanes of those partitions whose head waits for a retry, with the head. */
    Map<Long, Long> heads(Connection connection, int queue, Partitions partitions)
            throws SQLException {
        Map<Long, Long> heads = new HashMap<>();
        try (PreparedStatement select =
                connection.prepareStatement(
                        "SELECT lane, MIN(delivery_id) FROM timelines_delivery WHERE queue = ? AND holder = 0"
                                + " AND turn > 1 AND lane >= 0 GROUP BY lane")) {
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

    /** The lanes of those partitions that have waiting rows, and the pools that have some. */
    List<Long> waitingLanes(Connection connection, int queue, Partitions partitions)
            throws SQLException {
        List<Long> lanes = new ArrayList<>();
        try (PreparedStatement select =
                connection.prepareStatement(
                        "SELECT DISTINCT turn FROM timelines_delivery WHERE queue = ? AND holder = -2")) {
            select.setInt(1, queue);
            ClaimStore.readIds(select, lanes);
        }
        lanes.removeIf(lane -> !Channel.isPool(lane) && !partitions.owns(lane));
        return lanes;
    }

    /** Of those lanes, the ones of which a row is in the backlog: free, and due at once. */
    List<Long> inBacklog(Connection connection, int queue, List<Long> lanes) throws SQLException {
        List<Long> found = new ArrayList<>();
        if (lanes.isEmpty()) {
            return found;
        }
        try (PreparedStatement select =
                connection.prepareStatement(
                        "SELECT DISTINCT lane FROM timelines_delivery WHERE queue = ? AND holder = 0"
                                + " AND turn = 0 AND lane = ANY(?)")) {
            select.setInt(1, queue);
            SqlArrays.bigints(select, 2, lanes, lane -> lane);
            ClaimStore.readIds(select, found);
        }
        return found;
    }

    /**
     * Puts the waiting rows of those lanes back into the backlog, or into the pools of their
     * subscriptions.
     */
    void unpark(Connection connection, int queue, List<Long> lanes, boolean intoPools)
            throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement(
                        "UPDATE timelines_delivery SET "
                                + (intoPools ? "turn = -subscription_id" : "holder = 0, turn = 0")
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
            ClaimStore.readIds(select, lanes);
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
                        "UPDATE timelines_delivery SET holder = 0, turn = 0 WHERE holder = ? AND holder > 0 AND queue IN"
                                + " (SELECT subscription_id FROM timelines_subscription UNION ALL SELECT 0)")) {
            update.setInt(1, node);
            return update.executeUpdate();
        }
    }

    /** Frees all that anybody holds: what an earlier run left, where there is one node. */
    void freeAll(Connection connection) throws SQLException {
        try (Statement update = connection.createStatement()) {
            update.executeUpdate(
                    "UPDATE timelines_delivery SET holder = 0, turn = 0 WHERE holder > 0 AND queue IN"
                            + " (SELECT subscription_id FROM timelines_subscription UNION ALL SELECT 0)");
        }
    }

    /** The rows that this node holds. */
    List<Long> heldHere(Connection connection, int queue) throws SQLException {
        List<Long> ids = new ArrayList<>();
        try (PreparedStatement select =
                connection.prepareStatement(
                        "SELECT delivery_id FROM timelines_delivery WHERE queue = ? AND holder = ?"
                                + " AND holder > 0")) {
            select.setInt(1, queue);
            select.setInt(2, ledger.node());
            ClaimStore.readIds(select, ids);
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
                        "UPDATE timelines_delivery SET holder = 0, turn = 0 WHERE delivery_id = ANY(?) AND "
                                + DeliveryRows.HOLDER_OF_NAMED
                                + " = ?")) {
            SqlArrays.bigints(update, 1, ids, id -> id);
            update.setInt(2, ledger.node());
            return update.executeUpdate();
        }
    }
}
