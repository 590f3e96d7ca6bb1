package io.github.cameltimelines.workspace;

import io.github.cameltimelines.ledger.Ledger;
import io.github.cameltimelines.ledger.LedgerUnavailableException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * All workspaces of the ledger and their tokens, cached. A change by this node shows at once, one
 * by another node after the next {@link #refresh()}. Thread-safe.
 *
 * <p>Secrets and tokens are looked up by their hashes: how long that takes depends on what the
 * caller sent, and not on how much of it was right.
 */
public final class Workspaces {

    private record Snapshot(
            long revision,
            List<Workspace> all,
            Map<Integer, Workspace> byId,
            Map<String, Workspace> byName,
            Map<String, Workspace> bySecretHash,
            Map<String, Token> byTokenHash) {

        static Snapshot of(long revision, List<Workspace> all, Map<String, Token> tokens) {
            Map<Integer, Workspace> byId = new HashMap<>();
            Map<String, Workspace> byName = new HashMap<>();
            Map<String, Workspace> bySecretHash = new HashMap<>();
            for (Workspace workspace : all) {
                byId.put(workspace.id(), workspace);
                byName.put(workspace.name(), workspace);
                if (workspace.hookSecret() != null) {
                    bySecretHash.put(Token.hash(workspace.hookSecret()), workspace);
                }
            }
            return new Snapshot(revision, all, byId, byName, bySecretHash, tokens);
        }
    }

    private final WorkspaceStore store;
    private volatile Snapshot snapshot = Snapshot.of(-1, List.of(), Map.of());

    public Workspaces(Ledger ledger, Clock clock) {
        store = new WorkspaceStore(ledger, clock);
        refresh();
    }

    /**
     * Changes workspaces and tokens, all or, if the work throws, none of what it did. One after the
     * other on all nodes. On the disk when this returns.
     *
     * @param work short: it has the database's lock
     * @throws LedgerUnavailableException if the ledger does not answer
     */
    public <R> R edit(Function<WorkspaceEdits, R> work) {
        R result = store.edit(work);
        refresh();
        return result;
    }

    /** Reads what other nodes changed, if they changed anything. */
    public synchronized void refresh() {
        long revision = store.revision();
        if (revision != snapshot.revision()) {
            snapshot = Snapshot.of(revision, store.workspaces(), store.tokens());
        }
    }

    /** By their ids. */
    public List<Workspace> all() {
        return snapshot.all();
    }

    public Optional<Workspace> byId(int id) {
        return Optional.ofNullable(snapshot.byId().get(id));
    }

    public Optional<Workspace> byName(String name) {
        return Optional.ofNullable(snapshot.byName().get(name));
    }

    /** Whose hook it is that was called with that secret. */
    public Optional<Workspace> byHookSecret(String secret) {
        return Optional.ofNullable(snapshot.bySecretHash().get(Token.hash(secret)));
    }

    /** All of the ledger, the revoked ones included, by their ids; not from the cache. */
    public List<Token> tokens() {
        return store.allTokens();
    }

    /** The token of that number; empty if it is unknown or revoked. */
    public Optional<Token> tokenById(int id) {
        return snapshot.byTokenHash().values().stream()
                .filter(token -> token.id() == id)
                .findFirst();
    }

    /** What is known of that token; empty if it is unknown or revoked. */
    public Optional<Token> byToken(String token) {
        return Optional.ofNullable(snapshot.byTokenHash().get(Token.hash(token)));
    }
}
