package io.github.cameltimelines.inbox;

import io.github.cameltimelines.ledger.HeldConnection;
import io.github.cameltimelines.ledger.Ledger;
import io.github.cameltimelines.ledger.LedgerUnavailableException;
import io.github.cameltimelines.wire.SecretPath;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * The webhook secret that is made when none was set, and kept in the ledger: the same for every
 * node and after every restart, or TimelinesAI would go on calling the old URL.
 */
public final class HookSecret {

    private static final int DEFAULT_WORKSPACE = 1;

    private HookSecret() {}

    /** The secret of the default workspace, on the disk before it is used. */
    public static String keptIn(Ledger ledger) {
        try (HeldConnection connection = ledger.holdSynced()) {
            return connection.transact(
                    open -> {
                        String kept = read(open);
                        return kept != null ? kept : make(open);
                    });
        } catch (SQLException e) {
            throw new LedgerUnavailableException("The webhookSecret cannot be read or kept", e);
        }
    }

    private static String read(Connection connection) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(
                        "SELECT hook_secret FROM timelines_workspace WHERE workspace_id = ?")) {
            select.setInt(1, DEFAULT_WORKSPACE);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    /** Another node may make one at the same moment: the first counts for both. */
    private static String make(Connection connection) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement(
                        "UPDATE timelines_workspace SET hook_secret = ?"
                                + " WHERE workspace_id = ? AND hook_secret IS NULL")) {
            update.setString(1, SecretPath.random());
            update.setInt(2, DEFAULT_WORKSPACE);
            update.executeUpdate();
        }
        try (PreparedStatement tell =
                connection.prepareStatement(
                        "UPDATE timelines_changed SET revision = revision + 1"
                                + " WHERE what = 'workspace'")) {
            tell.executeUpdate();
        }
        return read(connection);
    }
}
