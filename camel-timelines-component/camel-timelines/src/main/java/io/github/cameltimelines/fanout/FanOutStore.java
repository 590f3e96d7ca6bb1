package io.github.cameltimelines.fanout;

import io.github.cameltimelines.ledger.EventIds;
import io.github.cameltimelines.ledger.Ledger;
import io.github.cameltimelines.ledger.SqlArrays;
import io.github.cameltimelines.ledger.TimeOrderedIds;
import io.github.cameltimelines.log.LateDeliveries;
import io.github.cameltimelines.log.LateDeliveries.Made;
import io.github.cameltimelines.model.Event;
import io.github.cameltimelines.outbox.Delivery;
import io.github.cameltimelines.outbox.Outbox;
import io.github.cameltimelines.wire.EventReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * The fan-out rows of this node in the ledger: read, expand, adopt those of nodes that are gone.
 */
final class FanOutStore {

    /** By all columns of the index, of which two never differ, or the whole backlog is sorted. */
    static final String READ =
            "SELECT d.event_id, e.workspace_id, d.lane, e.payload, d.subscription_id FROM"
                    + " (SELECT event_id, lane, subscription_id FROM timelines_delivery WHERE queue = ?"
                    + " AND holder = 0 ORDER BY queue, holder, turn, delivery_id LIMIT ?) d"
                    + " JOIN timelines_event e ON e.event_id = d.event_id ORDER BY d.event_id";

    private static final String PROGRESS =
            "SELECT delivery_id, subscription_id FROM timelines_delivery WHERE delivery_id = ANY(?) AND queue = ?";
    private static final String DELETE =
            "DELETE FROM timelines_delivery WHERE delivery_id = ANY(?) AND queue = ?";
    private static final String ADVANCE =
            "UPDATE timelines_delivery SET subscription_id = ? WHERE delivery_id = ? AND queue = ?"
                    + " AND subscription_id = ?";

    /** A range from both sides, or PostgreSQL reads the whole table until it knows it better. */
    private static final String OF_ANY_NODE = "queue BETWEEN -2147483648 AND -1 AND holder = 0";

    private static final String ADOPT =
            "UPDATE timelines_delivery SET queue = ? WHERE "
                    + OF_ANY_NODE
                    + " AND queue NOT IN"
                    + " (SELECT -node_id FROM timelines_node)";

    private static final String OLDER_ELSEWHERE =
            "SELECT delivery_id FROM timelines_delivery WHERE "
                    + OF_ANY_NODE
                    + " AND queue <> ? AND delivery_id + 0 < ? LIMIT 1";

    private final int node;
    private final String insert;
    private final IntFunction<String> workspaces;

    FanOutStore(Ledger ledger, IntFunction<String> workspaces) {
        node = ledger.node();
        insert = Outbox.insert(ledger.dialect());
        this.workspaces = workspaces;
    }

    /** The oldest rows. */
    List<FanOutRow> oldest(Connection connection, int limit) throws SQLException {
        List<FanOutRow> rows = new ArrayList<>();
        try (PreparedStatement read = connection.prepareStatement(READ)) {
            read.setInt(1, -node);
            read.setInt(2, limit);
            try (ResultSet row = read.executeQuery()) {
                while (row.next()) {
                    long eventId = row.getLong(1);
                    Event event =
                            EventReader.read(row.getBytes(4))
                                    .toEvent(
                                            workspaces.apply(row.getInt(2)),
                                            TimeOrderedIds.timeOf(eventId))
                                    .withId(EventIds.format(eventId));
                    rows.add(
                            new FanOutRow(
                                    eventId,
                                    row.getInt(2),
                                    node,
                                    row.getLong(3),
                                    event,
                                    row.getInt(5)));
                }
            }
        }
        return rows;
    }

    /** Those that are still there, as far as they are expanded. */
    List<FanOutRow> stillThere(Connection connection, List<FanOutRow> rows) throws SQLException {
        Map<Long, Integer> progress = new HashMap<>();
        try (PreparedStatement read = connection.prepareStatement(PROGRESS)) {
            SqlArrays.bigints(read, 1, rows, FanOutRow::id);
            read.setInt(2, -node);
            try (ResultSet row = read.executeQuery()) {
                while (row.next()) {
                    progress.put(row.getLong(1), row.getInt(2));
                }
            }
        }
        return rows.stream()
                .filter(row -> progress.containsKey(row.id()))
                .map(row -> row.expandedTo(progress.get(row.id())))
                .toList();
    }

    /**
     * Inserts the deliveries, removes the rows that are done, and notes how far one is that is not.
     *
     * @param deliveries all that the rows are owed since they were read
     * @param done none for no row
     * @param from as it was read; null for no row
     * @throws RowGoneException if a row is not as it was; nothing must be committed then
     */
    void expand(
            Connection connection,
            List<Delivery> deliveries,
            List<FanOutRow> done,
            FanOutRow from,
            int to)
            throws SQLException {
        // The rows first: their locks make another node, or a commit of before, wait or fail.
        if (!done.isEmpty()) {
            try (PreparedStatement delete = connection.prepareStatement(DELETE)) {
                SqlArrays.bigints(delete, 1, done, FanOutRow::id);
                delete.setInt(2, -node);
                require(delete.executeUpdate() == done.size());
            }
        }
        if (from != null) {
            try (PreparedStatement advance = connection.prepareStatement(ADVANCE)) {
                advance.setInt(1, to);
                advance.setLong(2, from.id());
                advance.setInt(3, -node);
                advance.setInt(4, from.subscriptionId());
                require(advance.executeUpdate() == 1);
            }
        }
        if (!deliveries.isEmpty()) {
            try (PreparedStatement insert = connection.prepareStatement(this.insert)) {
                Outbox.bind(insert, 1, List.copyOf(deliveries));
                insert.executeUpdate();
            }
            LateDeliveries.note(
                    connection,
                    deliveries.stream().map(one -> new Made(one.eventId(), one.id())).toList());
        }
    }

    private static void require(boolean asItWas) {
        if (!asItWas) {
            throw new RowGoneException();
        }
    }

    /** Whether another node has rows older than that id. */
    boolean olderElsewhere(Connection connection, long id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(OLDER_ELSEWHERE)) {
            select.setInt(1, -node);
            select.setLong(2, id);
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    /** Takes over the rows of nodes that are gone; answers how many. */
    int adopt(Connection connection) throws SQLException {
        try (PreparedStatement adopt = connection.prepareStatement(ADOPT)) {
            adopt.setInt(1, -node);
            return adopt.executeUpdate();
        }
    }
}
