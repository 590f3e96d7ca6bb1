package io.github.cameltimelines.hub;

import io.github.cameltimelines.hub.api.HubPaths;
import io.github.cameltimelines.wire.SecretPath;
import io.github.cameltimelines.workspace.Workspace;
import io.github.cameltimelines.workspace.WorkspaceEdits;
import io.github.cameltimelines.workspace.Workspaces;
import java.io.PrintStream;

/**
 * What the first workspace can be reached by: as set, or made when there was nothing yet, and then
 * told once. Afterwards nobody can read the token: only its hash is kept.
 *
 * @param token that was made; null when there was one
 * @param hookSecret that was made; null when there was one
 */
record FirstAccess(String token, String hookSecret) {

    private static final String SET_NAME = "bootstrap";
    private static final String MADE_NAME = "first";

    static FirstAccess to(Workspaces workspaces, HubSettings.Bootstrap wish) {
        return workspaces.edit(edits -> see(edits, wish));
    }

    private static FirstAccess see(WorkspaceEdits edits, HubSettings.Bootstrap wish) {
        Workspace first = edits.byId(Workspace.DEFAULT_ID).orElseThrow();
        String made = null;
        String secret = wish.hookSecret() == null ? first.hookSecret() : wish.hookSecret();
        if (secret == null) {
            made = SecretPath.random();
            secret = made;
        }
        Workspace wished =
                new Workspace(
                        first.id(),
                        first.name(),
                        secret,
                        wish.ownerEmail() == null ? first.ownerEmail() : wish.ownerEmail(),
                        first.webhookLimit());
        if (!wished.equals(first)) {
            edits.update(wished);
        }
        String token = null;
        if (wish.token() != null) {
            edits.addToken(first.id(), SET_NAME, wish.token());
        } else if (edits.tokens(first.id()).isEmpty()) {
            token = edits.createToken(first.id(), MADE_NAME);
        }
        return new FirstAccess(token, made);
    }

    /**
     * @param url where the hub is reached; empty where that is not known
     * @param out seen by whoever starts the hub, and not the log
     */
    void tellOnce(String url, PrintStream out) {
        if (token == null && hookSecret == null) {
            return;
        }
        out.println();
        out.println("A workspace was made. This is shown once, keep it:");
        if (token != null) {
            out.println("  Token     " + token);
        }
        if (hookSecret != null) {
            out.println("  Hook URL  " + url + HubPaths.HOOKS + "/" + hookSecret);
        }
        out.flush();
    }

    /** Without both. */
    @Override
    public String toString() {
        return "FirstAccess[]";
    }
}
