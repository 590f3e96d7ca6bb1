package io.github.cameltimelines.outbox;

import io.github.cameltimelines.ledger.SqlArrays;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Deliveries of events that were erased: those have an empty payload. */
final class ErasedStore {

    private static final String HELD =
            "SELECT d.delivery_id FROM timelines_delivery d JOIN timelines_event e ON e.event_id = d.event_id"
                    + " WHERE d.queue = ? AND d.holder = ? AND d.holder > 0 AND OCTET_LENGTH(e.payload) = 0";

    /** Nothing waits for those: neither a lane nor a node that expands them. */
    private static final String DELETE =
            "DELETE FROM timelines_delivery WHERE delivery_id = ANY(?) AND (holder = -1 OR queue < 0)";

    private static final String DUE =
            "UPDATE timelines_delivery SET turn = ? WHERE delivery_id = ANY(?) AND "
                    + DeliveryRows.HOLDER_OF_NAMED
                    + " = 0 AND turn > 1";

    private final int node;

    ErasedStore(int node) {
        this.node = node;
    }

    /** Grows with every erasure, so that a node sees cheaply that there was one. */
    long revision(Connection connection) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet row =
                        select.executeQuery(
                                "SELECT revision FROM timelines_changed WHERE what = 'erasure'")) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    /** Of a queue, those in this node's hands. */
    List<Long> held(Connection connection, int queue) throws SQLException {
        List<Long> ids = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(HELD)) {
            select.setInt(1, queue);
            select.setInt(2, node);
            ClaimStore.readIds(select, ids);
        }
        return ids;
    }

    /** This node has nothing of the erased events any more that it could send or note. */
    Void seen(Connection connection, long revision) throws SQLException {
        for (String sql :
                List.of(
                        "UPDATE timelines_erasure_seen SET revision = ? WHERE node_id = ?",
                        "INSERT INTO timelines_erasure_seen (revision, node_id) VALUES (?, ?)")) {
            try (PreparedStatement write = connection.prepareStatement(sql)) {
                write.setLong(1, revision);
                write.setInt(2, node);
                if (write.executeUpdate() > 0) {
                    return null;
                }
            }
        }
        return null;
    }

    /**
     * Removes what was given up, and makes due what waits for a retry, so that whoever claims it
     * drops it and its lane goes on.
     */
    static void drop(Connection connection, List<Long> deliveryIds) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(DELETE)) {
            SqlArrays.bigints(delete, 1, deliveryIds, id -> id);
            delete.executeUpdate();
        }
        try (PreparedStatement due = connection.prepareStatement(DUE)) {
            due.setLong(1, Delivery.BY_HAND);
            SqlArrays.bigints(due, 2, deliveryIds, id -> id);
            due.executeUpdate();
        }
    }
}
