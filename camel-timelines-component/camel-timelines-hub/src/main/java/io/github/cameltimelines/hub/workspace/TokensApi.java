package io.github.cameltimelines.hub.workspace;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.cameltimelines.hub.api.ApiAnswers;
import io.github.cameltimelines.hub.api.ApiBody;
import io.github.cameltimelines.hub.api.ApiProblem;
import io.github.cameltimelines.hub.api.CallPath;
import io.github.cameltimelines.hub.api.Callers;
import io.github.cameltimelines.hub.api.FieldReader;
import io.github.cameltimelines.workspace.Token;
import io.github.cameltimelines.workspace.WorkspaceEdits;
import io.github.cameltimelines.workspace.Workspaces;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.camel.Exchange;

/** Tokens of workspaces, for whoever has the admin token. */
final class TokensApi {

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record View(
            int id,
            @JsonProperty("workspace_id") int workspaceId,
            String name,
            @JsonProperty("created_at") String createdAt,
            @JsonProperty("revoked_at") String revokedAt,
            String token) {

        static View of(Token token, String itself) {
            return new View(
                    token.id(),
                    token.workspaceId(),
                    token.name(),
                    token.createdAt().toString(),
                    text(token.revokedAt()),
                    itself);
        }

        private static String text(Instant time) {
            return time == null ? null : time.toString();
        }
    }

    private final Supplier<Workspaces> workspaces;
    private final Callers callers;

    TokensApi(Supplier<Workspaces> workspaces, Callers callers) {
        this.workspaces = workspaces;
        this.callers = callers;
    }

    void list(Exchange exchange) {
        callers.requireAdmin(exchange);
        ApiAnswers.ok(
                exchange,
                workspaces.get().tokens().stream().map(token -> View.of(token, null)).toList());
    }

    /** The only answer that has the token itself. */
    void create(Exchange exchange) {
        callers.requireAdmin(exchange);
        FieldReader fields = new FieldReader(ApiBody.object(exchange));
        fields.require("name");
        fields.require("workspace_id");
        AtomicReference<String> name = new AtomicReference<>();
        AtomicReference<Integer> workspace = new AtomicReference<>();
        fields.text("name", Token.NAME_MAX, text -> name.set(Token.usableName(text)));
        fields.number("workspace_id", 1, Integer.MAX_VALUE, 0, workspace::set);
        fields.finish();
        ApiAnswers.ok(
                exchange,
                workspaces.get().edit(edits -> create(edits, workspace.get(), name.get())));
    }

    private static View create(WorkspaceEdits edits, int workspace, String name) {
        if (edits.byId(workspace).isEmpty()) {
            throw ApiProblem.field("workspace_id", "there is no such workspace");
        }
        String token = edits.createToken(workspace, name);
        List<Token> all = edits.tokens(workspace);
        return View.of(all.get(all.size() - 1), token);
    }

    void revoke(Exchange exchange) {
        callers.requireAdmin(exchange);
        int id = CallPath.id(exchange);
        boolean known = workspaces.get().edit(edits -> edits.revoke(id));
        if (!known) {
            throw ApiProblem.notFound("Token " + id + " not found");
        }
        ApiAnswers.ok(exchange, null);
    }
}
