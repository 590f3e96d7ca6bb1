package io.github.cameltimelines.erasure;

import io.github.cameltimelines.ledger.SqlArrays;
import io.github.cameltimelines.outbox.Outbox;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What an erasure reads and writes of events, deliveries and attempts. */
final class ErasedRows {

    private static final byte[] NOTHING = new byte[0];

    private static final String OF_CHATS =
            "SELECT event_id FROM timelines_event WHERE event_id > ? AND event_id <= ? AND workspace_id = ?"
                    + " AND chat_id = ANY(?)";

    private static final String PAYLOADS =
            "SELECT event_id, payload FROM timelines_event WHERE event_id > ? AND event_id <= ? AND workspace_id = ?"
                    + " AND OCTET_LENGTH(payload) > 0";

    private static final String OWED =
            "SELECT d.delivery_id FROM timelines_delivery d JOIN timelines_event e ON e.event_id = d.event_id"
                    + " WHERE d.delivery_id > ? AND d.delivery_id <= ? AND e.workspace_id = ?"
                    + " AND OCTET_LENGTH(e.payload) = 0";

    /** Those of an event that is not kept any more, too: nobody can tell whose they were. */
    private static final String WITH_TEXTS =
            "SELECT a.attempt_id FROM timelines_attempt a"
                    + " LEFT JOIN timelines_event e ON e.event_id = a.event_id"
                    + " LEFT JOIN timelines_subscription s ON s.subscription_id = a.subscription_id"
                    + " WHERE a.attempt_id > ? AND a.attempt_id <= ?"
                    + " AND (a.response IS NOT NULL OR a.error <> 'erased')"
                    + " AND COALESCE(e.workspace_id, s.workspace_id) = ?"
                    + " AND (e.event_id IS NULL OR OCTET_LENGTH(e.payload) = 0)";

    private static final String ERASE_TEXTS =
            "UPDATE timelines_attempt SET response = NULL, error = CASE WHEN error IS NULL THEN NULL ELSE 'erased' END"
                    + " WHERE attempt_id = ANY(?)";

    /** A payload, while it is looked into. */
    @FunctionalInterface
    interface Look {
        void into(long eventId, byte[] payload);
    }

    /** The last id of the next so many rows; 0 when there are none. */
    long end(Connection in, String table, String id, long above, long to, int limit)
            throws SQLException {
        try (PreparedStatement select =
                in.prepareStatement(
                        "SELECT COALESCE(MAX(id), 0) FROM (SELECT %1$s AS id FROM %2$s WHERE %1$s > ? AND %1$s <= ? ORDER BY %1$s LIMIT ?) rows_"
                                .formatted(id, table))) {
            select.setLong(1, above);
            select.setLong(2, to);
            select.setInt(3, limit);
            return number(select);
        }
    }

    long newest(Connection in, String table, String id) throws SQLException {
        try (PreparedStatement select =
                in.prepareStatement("SELECT COALESCE(MAX(" + id + "), 0) FROM " + table)) {
            return number(select);
        }
    }

    private static long number(PreparedStatement select) throws SQLException {
        try (ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /** The same for events whose payloads have about so many bytes together. */
    long endOfPayloads(Connection in, long above, long to, int limit, long bytesMax)
            throws SQLException {
        try (PreparedStatement select =
                in.prepareStatement(
                        "SELECT event_id, OCTET_LENGTH(payload) FROM timelines_event WHERE event_id > ? AND event_id <= ?"
                                + " ORDER BY event_id LIMIT ?")) {
            select.setLong(1, above);
            select.setLong(2, to);
            select.setInt(3, limit);
            long end = 0;
            long bytes = 0;
            try (ResultSet row = select.executeQuery()) {
                while (row.next() && bytes < bytesMax) {
                    end = row.getLong(1);
                    bytes += row.getLong(2);
                }
            }
            return end;
        }
    }

    void payloads(Connection in, int workspaceId, long above, long to, Look look)
            throws SQLException {
        try (PreparedStatement select = in.prepareStatement(PAYLOADS)) {
            bind(select, above, to, workspaceId);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    look.into(row.getLong(1), row.getBytes(2));
                }
            }
        }
    }

    List<Long> ofChats(Connection in, int workspaceId, List<String> chats, long above, long to)
            throws SQLException {
        try (PreparedStatement select = in.prepareStatement(OF_CHATS)) {
            bind(select, above, to, workspaceId);
            SqlArrays.texts(select, 4, chats, chat -> chat);
            return ids(select);
        }
    }

    private static void bind(PreparedStatement to, long above, long upTo, int workspaceId)
            throws SQLException {
        to.setLong(1, above);
        to.setLong(2, upTo);
        to.setInt(3, workspaceId);
    }

    private static List<Long> ids(PreparedStatement select) throws SQLException {
        List<Long> ids = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                ids.add(row.getLong(1));
            }
        }
        return ids;
    }

    /**
     * Erases events, and what of them waits to be fanned out: such a row has its event's id. Tells
     * the nodes to look at what they have in memory.
     */
    int erase(Connection in, List<Long> events) throws SQLException {
        if (events.isEmpty()) {
            return 0;
        }
        int erased;
        try (PreparedStatement update =
                in.prepareStatement(
                        "UPDATE timelines_event SET payload = ?, chat_id = NULL WHERE event_id = ANY(?)")) {
            update.setBytes(1, NOTHING);
            SqlArrays.bigints(update, 2, events, id -> id);
            erased = update.executeUpdate();
        }
        Outbox.dropErased(in, events);
        try (Statement raise = in.createStatement()) {
            raise.executeUpdate(
                    "UPDATE timelines_changed SET revision = revision + 1 WHERE what = 'erasure'");
        }
        return erased;
    }

    /** Drops what is owed of erased events. */
    int drop(Connection in, int workspaceId, long above, long to) throws SQLException {
        try (PreparedStatement select = in.prepareStatement(OWED)) {
            bind(select, above, to, workspaceId);
            List<Long> owed = ids(select);
            if (!owed.isEmpty()) {
                Outbox.dropErased(in, owed);
            }
            return owed.size();
        }
    }

    long revision(Connection in) throws SQLException {
        try (PreparedStatement select =
                in.prepareStatement(
                        "SELECT revision FROM timelines_changed WHERE what = 'erasure'")) {
            return number(select);
        }
    }

    /** Whether all nodes that live have dropped what was erased up to that revision. */
    boolean haveAllSeen(Connection in, long revision) throws SQLException {
        try (Statement forget = in.createStatement()) {
            forget.executeUpdate(
                    "DELETE FROM timelines_erasure_seen WHERE node_id NOT IN (SELECT node_id FROM timelines_node)");
        }
        try (PreparedStatement select =
                in.prepareStatement(
                        "SELECT COUNT(*) FROM timelines_node n WHERE NOT EXISTS (SELECT 1 FROM timelines_erasure_seen s"
                                + " WHERE s.node_id = n.node_id AND s.revision >= ?)")) {
            select.setLong(1, revision);
            return number(select) == 0;
        }
    }

    /** Erases what destinations answered to erased events. */
    int eraseTexts(Connection in, int workspaceId, long above, long to) throws SQLException {
        List<Long> attempts;
        try (PreparedStatement select = in.prepareStatement(WITH_TEXTS)) {
            bind(select, above, to, workspaceId);
            attempts = ids(select);
        }
        if (attempts.isEmpty()) {
            return 0;
        }
        try (PreparedStatement update = in.prepareStatement(ERASE_TEXTS)) {
            SqlArrays.bigints(update, 1, attempts, id -> id);
            return update.executeUpdate();
        }
    }
}
