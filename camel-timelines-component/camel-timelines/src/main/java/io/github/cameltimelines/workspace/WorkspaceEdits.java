package io.github.cameltimelines.workspace;

import io.github.cameltimelines.wire.SecretPath;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Workspaces and tokens inside a transaction that changes them: see {@link Workspaces#edit}. For
 * one thread, until the transaction ends.
 */
public final class WorkspaceEdits {

    private static final String TOKEN_PREFIX = "tml_";

    private final JdbcTemplate jdbc;
    private final Clock clock;

    WorkspaceEdits(JdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    public Optional<Workspace> byId(int id) {
        return jdbc
                .query(
                        "SELECT * FROM timelines_workspace WHERE workspace_id = ?",
                        WorkspaceStore::workspace,
                        id)
                .stream()
                .findFirst();
    }

    public Optional<Workspace> byName(String name) {
        return jdbc
                .query(
                        "SELECT * FROM timelines_workspace WHERE name = ?",
                        WorkspaceStore::workspace,
                        name)
                .stream()
                .findFirst();
    }

    /** All of a workspace, the revoked ones included, by their ids. */
    public List<Token> tokens(int workspaceId) {
        return jdbc.query(
                "SELECT * FROM timelines_token WHERE workspace_id = ? ORDER BY token_id",
                WorkspaceStore::token,
                workspaceId);
    }

    /**
     * @return the wish with its id
     * @throws org.springframework.dao.DuplicateKeyException if another has the name or the secret
     */
    public Workspace create(Workspace wish) {
        jdbc.update(
                "INSERT INTO timelines_workspace (name, created_at_ms, hook_secret, owner_email,"
                        + " webhook_limit) VALUES (?, ?, ?, ?, ?)",
                wish.name(),
                clock.millis(),
                wish.hookSecret(),
                wish.ownerEmail(),
                wish.webhookLimit());
        return byName(wish.name()).orElseThrow();
    }

    /**
     * Brings the workspace of that id to what it shall be.
     *
     * @throws org.springframework.dao.DuplicateKeyException if another has the name or the secret
     */
    public Workspace update(Workspace wish) {
        jdbc.update(
                "UPDATE timelines_workspace SET name = ?, hook_secret = ?, owner_email = ?,"
                        + " webhook_limit = ? WHERE workspace_id = ?",
                wish.name(),
                wish.hookSecret(),
                wish.ownerEmail(),
                wish.webhookLimit(),
                wish.id());
        return byId(wish.id()).orElseThrow();
    }

    /**
     * Makes a token of 256 random bits.
     *
     * @return the token, which nobody can read again
     */
    public String createToken(int workspaceId, String name) {
        String token = TOKEN_PREFIX + SecretPath.random();
        addToken(workspaceId, name, token);
        return token;
    }

    /**
     * Lets that token in, unless it is known already, also as a revoked one.
     *
     * @throws IllegalArgumentException if the token is too short or the name too long
     */
    public Token addToken(int workspaceId, String name, String token) {
        Token.requireUsable(token);
        Token.usableName(name);
        String hash = Token.hash(token);
        Optional<Token> known = byHash(hash);
        if (known.isPresent()) {
            return known.get();
        }
        jdbc.update(
                "INSERT INTO timelines_token (workspace_id, name, token_hash, created_at_ms)"
                        + " VALUES (?, ?, ?, ?)",
                workspaceId,
                name,
                hash,
                clock.millis());
        return byHash(hash).orElseThrow();
    }

    private Optional<Token> byHash(String hash) {
        return jdbc
                .query(
                        "SELECT * FROM timelines_token WHERE token_hash = ?",
                        WorkspaceStore::token,
                        hash)
                .stream()
                .findFirst();
    }

    /** Whether there is such a token; revoked once, it stays so. */
    public boolean revoke(int tokenId) {
        return jdbc.update(
                        "UPDATE timelines_token SET revoked_at_ms = COALESCE(revoked_at_ms, ?)"
                                + " WHERE token_id = ?",
                        clock.millis(),
                        tokenId)
                > 0;
    }
}
