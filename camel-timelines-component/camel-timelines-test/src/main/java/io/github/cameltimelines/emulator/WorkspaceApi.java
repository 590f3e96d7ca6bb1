package io.github.cameltimelines.emulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Set;

/** Accounts, workspace, quotas, teammates, invitations (fact sheet §2.5). */
final class WorkspaceApi {

    private static final Set<String> ROLES =
            Set.of("admin", "team_supervisor", "teammate", "agent", "collaborator");
    private static final long MONTHLY_CALLS = 200_000;

    private final Workspace workspace;
    private final Payloads payloads;

    WorkspaceApi(Workspace workspace, Payloads payloads) {
        this.workspace = workspace;
        this.payloads = payloads;
    }

    void register(Routes routes) {
        routes.get("/whatsapp_accounts", call -> accounts(false));
        routes.get("/v2/whatsapp_accounts", call -> accounts(true));
        routes.get("/workspace", call -> workspace());
        routes.get("/workspace/quotas", call -> quotas());
        routes.get("/workspace/teammates", call -> teammates());
        routes.get("/workspace/teammates/me", call -> Reply.ok(json(workspace.owner())));
        routes.post("/workspace/invitations", this::invite);
        routes.delete("/workspace/invitations/:user_id", this::withdraw);
    }

    private Reply accounts(boolean v2) {
        ObjectNode data = Json.object();
        ArrayNode array = data.putArray("whatsapp_accounts");
        for (Account account : workspace.accounts.values()) {
            ObjectNode node = payloads.account(account);
            node.remove("disconnected_on");
            // Suspended and banned accounts show as disconnected.
            node.put("status", account.active() ? "active" : "disconnected");
            if (v2) {
                node.put("is_visible", true);
            }
            array.add(node);
        }
        return Reply.ok(data);
    }

    private Reply workspace() {
        ObjectNode data =
                Json.object()
                        .put("workspace_id", 1001)
                        .put("display_name", "Shop")
                        .put("plan", "Business")
                        .put("seats", workspace.teammates.size());
        data.set(
                "messaging_quota",
                quota(workspace.settings.messagingQuota(), workspace.creditsUsed));
        data.set("api_calls_quota", quota(MONTHLY_CALLS, workspace.callsUsed));
        return Reply.ok(data);
    }

    private Reply quotas() {
        return Reply.ok(quota(workspace.settings.messagingQuota(), workspace.creditsUsed));
    }

    private ObjectNode quota(long total, long used) {
        ZoneId zone = workspace.settings.clock().getZone();
        ZonedDateTime start =
                workspace.times.now().atZone(zone).truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1);
        return Json.object()
                .put("total", total)
                .put("used", used)
                .put("period_start", workspace.times.format(start.toInstant()))
                .put("period_end", workspace.times.format(start.plusMonths(1).toInstant()));
    }

    private Reply teammates() {
        ObjectNode data = Json.object();
        data.putArray("teams").addObject().put("title", "Desk");
        ArrayNode array = data.putArray("teammates");
        workspace.teammates.values().forEach(mate -> array.add(json(mate)));
        return Reply.ok(data);
    }

    private Reply invite(Call call) {
        Fields fields = call.fields();
        String email = fields.required("email", 254);
        if (!email.matches("[^@\\s]+@[^@\\s]+")) {
            throw ApiProblem.field("email", "must be an e-mail address");
        }
        String first = fields.text("first_name", 150).orElse("");
        String last = fields.text("last_name", 150).orElse("");
        String role = fields.text("role", 32).orElse("teammate");
        if (!ROLES.contains(role)) {
            throw ApiProblem.field("role", "must be one of " + String.join(", ", sortedRoles()));
        }
        if (workspace.teammate(email).isPresent()) {
            throw ApiProblem.rule("This person is a teammate already");
        }
        String name = (first + " " + last).trim();
        Teammate invited =
                new Teammate(
                        workspace.nextNumber(),
                        name.isEmpty() ? email : name,
                        email,
                        role,
                        fields.text("team_title", 150).orElse("Desk"),
                        "invited",
                        "pending",
                        workspace.times.now());
        workspace.teammates.put(invited.userId(), invited);
        return Reply.ok(json(invited));
    }

    private Reply withdraw(Call call) {
        Teammate mate = workspace.teammates.get(call.id("user_id"));
        if (mate == null) {
            throw ApiProblem.notFound("Invitation not found");
        }
        if (mate.invitationStatus() == null) {
            throw ApiProblem.of(409, "validation_error", "The invitation was accepted");
        }
        workspace.teammates.remove(mate.userId());
        return new Reply(
                200, Json.object().put("status", "ok").put("message", "Invitation deleted"));
    }

    private ObjectNode json(Teammate mate) {
        ObjectNode node =
                Json.object()
                        .put("user_id", mate.userId())
                        .put("display_name", mate.displayName())
                        .put("email", mate.email())
                        .put("role", mate.role())
                        .put("team", mate.team())
                        .put("status", mate.status());
        if (mate.invitationStatus() != null) {
            node.put("invitation_status", mate.invitationStatus());
        }
        return node.put("created_at", workspace.times.format(mate.createdAt()));
    }

    private static Iterable<String> sortedRoles() {
        return ROLES.stream().sorted().toList();
    }
}
