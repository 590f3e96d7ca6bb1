package io.github.cameltimelines.log;

import io.github.cameltimelines.ledger.Dialect;
import io.github.cameltimelines.ledger.Ledger;
import io.github.cameltimelines.ledger.SqlArrays;
import io.github.cameltimelines.log.MinuteRows.Sum;
import io.github.cameltimelines.log.Tally.Counted;
import io.github.cameltimelines.log.Tally.Standing;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** The rows that folding reads and writes, in batches. */
final class FoldStore {

    private static final String COLUMNS =
            "subscription_id, attempts, errors_counter, last_attempt_id, last_outcome, last_status";
    private static final String STANDINGS =
            "SELECT "
                    + COLUMNS
                    + " FROM timelines_subscription_figures WHERE subscription_id = ANY(?)"
                    + " ORDER BY subscription_id";
    private static final String NEW_STANDINGS =
            "INSERT INTO timelines_subscription_figures ("
                    + COLUMNS
                    + ", alerted_at_ms, alert_open) SELECT subscription, 0, 0, 0, 0, NULL, NULL, FALSE"
                    + " FROM UNNEST(CAST(? AS INTEGER ARRAY)) AS missing(subscription)";

    private static final String WORKSPACES =
            "SELECT subscription_id, workspace_id FROM timelines_subscription WHERE subscription_id = ANY(?)";

    private final Dialect dialect;
    private final FigureRows writer;
    private final MinuteRows minutes;

    FoldStore(Ledger ledger) {
        dialect = ledger.dialect();
        writer = new FigureRows(dialect);
        minutes = new MinuteRows(dialect);
    }

    /** Attempts of all nodes above that id, in their order, so many at the most. */
    List<Counted> attempts(Connection connection, long above, int limit) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(
                        "SELECT attempt_id, subscription_id, outcome, status, duration_ms FROM timelines_attempt"
                                + " WHERE attempt_id > ? ORDER BY attempt_id LIMIT ?")) {
            select.setLong(1, above);
            select.setInt(2, limit);
            List<Counted> attempts = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    attempts.add(
                            new Counted(
                                    row.getLong(1),
                                    row.getInt(2),
                                    row.getShort(3),
                                    row.getObject(4, Integer.class),
                                    row.getInt(5)));
                }
            }
            return attempts;
        }
    }

    /** Of those subscriptions, makes the rows that are missing. */
    void open(Connection connection, List<Integer> missing) throws SQLException {
        String sql =
                dialect == Dialect.POSTGRESQL
                        ? NEW_STANDINGS + " ORDER BY 1 ON CONFLICT DO NOTHING"
                        : NEW_STANDINGS;
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            SqlArrays.integers(insert, 1, missing, id -> id);
            insert.executeUpdate();
        }
    }

    /**
     * The rows of those subscriptions, in one order on all nodes, and locked where there are
     * several.
     */
    Map<Integer, Standing> standings(Connection connection, Collection<Integer> ids, boolean locked)
            throws SQLException {
        String sql =
                locked && dialect == Dialect.POSTGRESQL ? STANDINGS + " FOR UPDATE" : STANDINGS;
        Map<Integer, Standing> standings = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            SqlArrays.integers(select, 1, List.copyOf(ids), id -> id);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    standings.put(
                            row.getInt(1),
                            new Standing(
                                    row.getInt(1),
                                    row.getLong(2),
                                    row.getInt(3),
                                    row.getLong(4),
                                    row.getShort(5),
                                    row.getObject(6, Integer.class)));
                }
            }
        }
        return standings;
    }

    /** The rows of the figures are locked, so nobody else writes any of these. */
    void write(Connection connection, List<Tally> tallies) throws SQLException {
        writer.write(connection, tallies);
    }

    /** Nodes that add to the same minute wait for each other: so it is done last. */
    void add(Connection connection, SortedMap<Long, Sum> toMinutes) throws SQLException {
        minutes.add(connection, toMinutes);
    }

    /** The workspaces of those of these subscriptions that were not deleted. */
    Map<Integer, Integer> workspaces(Connection connection, Collection<Integer> ids)
            throws SQLException {
        Map<Integer, Integer> workspaces = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(WORKSPACES)) {
            SqlArrays.integers(select, 1, List.copyOf(ids), id -> id);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    workspaces.put(row.getInt(1), row.getInt(2));
                }
            }
        }
        return workspaces;
    }

    // ---- how far each node's attempts are folded

    void enter(Connection connection, int node, long from) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "INSERT INTO timelines_folding (node_id, folded_to, gone) VALUES (?, ?, FALSE)")) {
            insert.setInt(1, node);
            insert.setLong(2, from);
            insert.executeUpdate();
        }
    }

    /**
     * Up to which id the attempts of that node are folded.
     *
     * @param locked nobody else folds them until the end of the transaction
     */
    long foldedTo(Connection connection, int node, boolean locked) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(
                        "SELECT folded_to FROM timelines_folding WHERE node_id = ?"
                                + (locked && dialect == Dialect.POSTGRESQL ? " FOR UPDATE" : ""))) {
            select.setInt(1, node);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getLong(1) : Long.MAX_VALUE;
            }
        }
    }

    void foldedTo(Connection connection, int node, long id, boolean gone) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement(
                        "UPDATE timelines_folding SET folded_to = ?, gone = ? WHERE node_id = ?")) {
            update.setLong(1, id);
            update.setBoolean(2, gone);
            update.setInt(3, node);
            update.executeUpdate();
        }
    }

    /** Nodes that are gone, of which something may be left to fold. */
    List<Integer> left(Connection connection, int self) throws SQLException {
        List<Integer> nodes = new ArrayList<>();
        try (Statement select = connection.createStatement();
                ResultSet row =
                        select.executeQuery(
                                "SELECT node_id FROM timelines_folding WHERE NOT gone AND node_id NOT IN"
                                        + " (SELECT node_id FROM timelines_node) ORDER BY node_id")) {
            while (row.next()) {
                if (row.getInt(1) != self) {
                    nodes.add(row.getInt(1));
                }
            }
        }
        return nodes;
    }
}
