package io.github.cameltimelines.hub.workspace;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameltimelines.hub.api.ApiAnswers;
import io.github.cameltimelines.hub.api.ApiBody;
import io.github.cameltimelines.hub.api.ApiProblem;
import io.github.cameltimelines.hub.api.CallPath;
import io.github.cameltimelines.hub.api.Callers;
import io.github.cameltimelines.hub.api.FieldReader;
import io.github.cameltimelines.hub.api.HubPaths;
import io.github.cameltimelines.wire.SecretPath;
import io.github.cameltimelines.workspace.Workspace;
import io.github.cameltimelines.workspace.Workspaces;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.springframework.dao.DuplicateKeyException;

/** Workspaces, for whoever has the admin token. */
final class WorkspacesApi {

    private static final int EMAIL_MAX = 254;
    private static final int SECRET_MAX = 255;
    private static final int LIMIT_MAX = 1_000_000;

    /** What the admin sees: the hook's path holds the secret. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record View(
            int id,
            String name,
            @JsonProperty("owner_email") String ownerEmail,
            @JsonProperty("webhook_limit") Integer webhookLimit,
            @JsonProperty("hook_path") String hookPath) {

        static View of(Workspace workspace) {
            return new View(
                    workspace.id(),
                    workspace.name(),
                    workspace.ownerEmail(),
                    workspace.webhookLimit(),
                    workspace.hookSecret() == null
                            ? null
                            : HubPaths.HOOKS + "/" + workspace.hookSecret());
        }
    }

    /** The fields of a workspace as they are changed one by one. */
    private static final class Draft {
        private String name;
        private String hookSecret;
        private String ownerEmail;
        private Integer webhookLimit;

        Draft(Workspace like) {
            name = like.name();
            hookSecret = like.hookSecret();
            ownerEmail = like.ownerEmail();
            webhookLimit = like.webhookLimit();
        }

        Draft(String hookSecret) {
            name = "";
            this.hookSecret = hookSecret;
        }

        void read(FieldReader fields) {
            fields.text(
                    "name",
                    Workspace.NAME_MAX,
                    text -> name = new Workspace(0, text, null, null, null).name());
            fields.textOrNull(
                    "owner_email",
                    EMAIL_MAX,
                    text -> ownerEmail = new Workspace(0, "-", null, text, null).ownerEmail());
            fields.text("hook_secret", SECRET_MAX, text -> hookSecret = usable(text));
            if (fields.isNull("webhook_limit")) {
                webhookLimit = null;
            } else {
                fields.number("webhook_limit", 0, LIMIT_MAX, 0, number -> webhookLimit = number);
            }
            fields.finish();
        }

        private static String usable(String secret) {
            SecretPath.of(secret);
            return secret;
        }

        Workspace of(int id) {
            return new Workspace(id, name, hookSecret, ownerEmail, webhookLimit);
        }
    }

    private final Supplier<Workspaces> workspaces;
    private final Callers callers;

    WorkspacesApi(Supplier<Workspaces> workspaces, Callers callers) {
        this.workspaces = workspaces;
        this.callers = callers;
    }

    void list(Exchange exchange) {
        callers.requireAdmin(exchange);
        ApiAnswers.ok(exchange, workspaces.get().all().stream().map(View::of).toList());
    }

    void get(Exchange exchange) {
        callers.requireAdmin(exchange);
        int id = CallPath.id(exchange);
        ApiAnswers.ok(exchange, View.of(workspaces.get().byId(id).orElseThrow(() -> unknown(id))));
    }

    void create(Exchange exchange) {
        callers.requireAdmin(exchange);
        FieldReader fields = new FieldReader(ApiBody.object(exchange));
        fields.require("name");
        Draft draft = new Draft(SecretPath.random());
        draft.read(fields);
        try {
            Workspace created = workspaces.get().edit(edits -> edits.create(draft.of(0)));
            ApiAnswers.ok(exchange, View.of(created));
        } catch (DuplicateKeyException e) {
            throw taken();
        }
    }

    void update(Exchange exchange) {
        callers.requireAdmin(exchange);
        int id = CallPath.id(exchange);
        ObjectNode body = ApiBody.object(exchange);
        try {
            Workspace updated =
                    workspaces
                            .get()
                            .edit(
                                    edits -> {
                                        Draft draft =
                                                new Draft(
                                                        edits.byId(id)
                                                                .orElseThrow(() -> unknown(id)));
                                        draft.read(new FieldReader(body));
                                        return edits.update(draft.of(id));
                                    });
            ApiAnswers.ok(exchange, View.of(updated));
        } catch (DuplicateKeyException e) {
            throw taken();
        }
    }

    private static ApiProblem taken() {
        return ApiProblem.badRequest("Another workspace has the name or the hook_secret");
    }

    private static ApiProblem unknown(int id) {
        return ApiProblem.notFound("Workspace " + id + " not found");
    }
}
