package io.github.cameltimelines.hub.api;

import io.github.cameltimelines.workspace.Token;
import io.github.cameltimelines.workspace.Workspaces;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.Exchange;

/** Tells by the token who calls. Thread-safe. */
public final class Callers {

    private static final String SCHEME = "Bearer ";

    /** A property of the exchange, which no call from outside can have. */
    private static final String KNOWN = Callers.class.getName();

    private final Supplier<Workspaces> workspaces;
    private final String adminToken;

    public Callers(Supplier<Workspaces> workspaces, String adminToken) {
        this.workspaces = workspaces;
        this.adminToken = adminToken;
    }

    /**
     * @throws ApiProblem 401 if there is no token, or none that we know
     */
    public Caller require(Exchange exchange) {
        Caller known = exchange.getProperty(KNOWN, Caller.class);
        if (known != null) {
            return known;
        }
        String bearer = bearer(exchange);
        return caller(workspaces.get().byToken(bearer)).orElseThrow(Callers::unknown);
    }

    /** Whose token that is; empty for one that is unknown or revoked, and for the admin's. */
    public Optional<Token> token(String token) {
        return workspaces.get().byToken(token);
    }

    /** Whoever has the token of that number; empty if it is unknown or revoked. */
    public Optional<Caller> byTokenId(int id) {
        return caller(workspaces.get().tokenById(id));
    }

    /** Says who makes a call inside the hub. */
    static void known(Exchange exchange, Caller caller) {
        exchange.setProperty(KNOWN, caller);
    }

    private Optional<Caller> caller(Optional<Token> token) {
        return token.flatMap(
                there ->
                        workspaces
                                .get()
                                .byId(there.workspaceId())
                                .map(workspace -> new Caller(workspace, there.name())));
    }

    /**
     * @throws ApiProblem 401 if there is no token, 403 if it is not the admin's
     */
    public void requireAdmin(Exchange exchange) {
        String bearer = bearer(exchange);
        if (!isAdmin(bearer)) {
            if (workspaces.get().byToken(bearer).isEmpty()) {
                throw unknown();
            }
            throw ApiProblem.of(403, "permission_denied", "The admin token is needed");
        }
    }

    /** The caller; empty for the admin, who belongs to no workspace. */
    public Optional<Caller> requireAny(Exchange exchange) {
        Caller known = exchange.getProperty(KNOWN, Caller.class);
        if (known != null) {
            return Optional.of(known);
        }
        return isAdmin(bearer(exchange)) ? Optional.empty() : Optional.of(require(exchange));
    }

    public boolean isAdmin(String bearer) {
        return adminToken != null
                && MessageDigest.isEqual(
                        bearer.getBytes(StandardCharsets.UTF_8),
                        adminToken.getBytes(StandardCharsets.UTF_8));
    }

    private static String bearer(Exchange exchange) {
        return CallHeaders.read(exchange, "Authorization")
                .filter(header -> header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(header -> header.substring(SCHEME.length()).trim())
                .orElseThrow(() -> ApiProblem.of(401, "missing_credentials", "Not authenticated"));
    }

    private static ApiProblem unknown() {
        return ApiProblem.of(401, "invalid_token", "Invalid or expired token");
    }
}
