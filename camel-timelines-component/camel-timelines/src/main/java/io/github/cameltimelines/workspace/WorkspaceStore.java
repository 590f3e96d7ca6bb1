package io.github.cameltimelines.workspace;

import io.github.cameltimelines.ledger.HeldConnection;
import io.github.cameltimelines.ledger.Ledger;
import io.github.cameltimelines.ledger.LedgerUnavailableException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Workspaces and tokens in the ledger, row by row. Thread-safe. */
final class WorkspaceStore {

    private final Ledger ledger;
    private final JdbcTemplate jdbc;
    private final Clock clock;

    WorkspaceStore(Ledger ledger, Clock clock) {
        this.ledger = ledger;
        jdbc = new JdbcTemplate(ledger.dataSource());
        this.clock = clock;
    }

    <R> R edit(Function<WorkspaceEdits, R> work) {
        try (HeldConnection connection = ledger.holdSynced()) {
            return connection.transact(
                    open -> {
                        JdbcTemplate in =
                                new JdbcTemplate(new SingleConnectionDataSource(open, true));
                        in.update(
                                "UPDATE timelines_changed SET revision = revision + 1"
                                        + " WHERE what = 'workspace'");
                        return work.apply(new WorkspaceEdits(in, clock));
                    });
        } catch (SQLException e) {
            throw new LedgerUnavailableException(
                    "The workspaces cannot be changed: " + e.getMessage(), e);
        }
    }

    List<Workspace> workspaces() {
        return jdbc.query(
                "SELECT * FROM timelines_workspace ORDER BY workspace_id",
                WorkspaceStore::workspace);
    }

    /** All, the revoked ones included. */
    List<Token> allTokens() {
        return jdbc.query("SELECT * FROM timelines_token ORDER BY token_id", WorkspaceStore::token);
    }

    /** Those of use, by the hash of the token. */
    Map<String, Token> tokens() {
        Map<String, Token> byHash = new HashMap<>();
        jdbc.query(
                "SELECT * FROM timelines_token WHERE revoked_at_ms IS NULL",
                row -> {
                    byHash.put(row.getString("token_hash"), token(row, 0));
                });
        return byHash;
    }

    /** Grows with every change. */
    long revision() {
        Long revision =
                jdbc.queryForObject(
                        "SELECT revision FROM timelines_changed WHERE what = 'workspace'",
                        Long.class);
        return revision == null ? 0 : revision;
    }

    static Workspace workspace(ResultSet row, int number) throws SQLException {
        return new Workspace(
                row.getInt("workspace_id"),
                row.getString("name"),
                row.getString("hook_secret"),
                row.getString("owner_email"),
                row.getObject("webhook_limit", Integer.class));
    }

    static Token token(ResultSet row, int number) throws SQLException {
        Long revoked = row.getObject("revoked_at_ms", Long.class);
        return new Token(
                row.getInt("token_id"),
                row.getInt("workspace_id"),
                row.getString("name"),
                Instant.ofEpochMilli(row.getLong("created_at_ms")),
                revoked == null ? null : Instant.ofEpochMilli(revoked));
    }
}
