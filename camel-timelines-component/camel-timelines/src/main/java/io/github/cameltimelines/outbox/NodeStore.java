package io.github.cameltimelines.outbox;

import io.github.cameltimelines.ledger.Dialect;
import io.github.cameltimelines.ledger.Ledger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The table of nodes. */
final class NodeStore {

    private final Ledger ledger;

    NodeStore(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Makes joins come one after the other, until the transaction ends. */
    void lock(Connection connection) throws SQLException {
        if (ledger.dialect() == Dialect.POSTGRESQL) {
            try (Statement lock = connection.createStatement()) {
                lock.execute("LOCK TABLE timelines_node IN EXCLUSIVE MODE");
            }
        }
    }

    long nextRevision(Connection connection) throws SQLException {
        String sql =
                ledger.dialect() == Dialect.H2
                        ? "SELECT NEXT VALUE FOR timelines_revision"
                        : "SELECT nextval('timelines_revision')";
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    void insert(Connection connection, int node) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "INSERT INTO timelines_node (node_id, beat, seen, joined) VALUES (?, 0, 0, '')")) {
            insert.setInt(1, node);
            insert.executeUpdate();
        }
    }

    /** Answers false when the entry is gone. */
    boolean update(Connection connection, NodeEntry entry) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement(
                        "UPDATE timelines_node SET beat = ?, seen = ?, joined = ? WHERE node_id = ?")) {
            update.setLong(1, entry.beat());
            update.setLong(2, entry.seen());
            update.setString(3, entry.joinedText());
            update.setInt(4, entry.node());
            return update.executeUpdate() == 1;
        }
    }

    List<NodeEntry> all(Connection connection) throws SQLException {
        List<NodeEntry> all = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT node_id, beat, seen, joined FROM timelines_node ORDER BY node_id")) {
            while (row.next()) {
                all.add(
                        new NodeEntry(
                                row.getInt(1),
                                row.getLong(2),
                                row.getLong(3),
                                NodeEntry.parse(row.getString(4))));
            }
        }
        return all;
    }

    void delete(Connection connection, int node) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM timelines_node WHERE node_id = ?")) {
            delete.setInt(1, node);
            delete.executeUpdate();
        }
    }
}
