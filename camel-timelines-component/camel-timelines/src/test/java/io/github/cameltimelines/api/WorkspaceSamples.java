package io.github.cameltimelines.api;

import static io.github.cameltimelines.api.OperationSample.s;

import java.util.List;

/** Operations on accounts, teammates, templates and webhooks. */
final class WorkspaceSamples {

    private static final String ACCOUNT = "{\"id\":\"346@s.whatsapp.net\",\"status\":\"active\"}";
    private static final String TEMPLATE = "{\"id\":7,\"name\":\"hello\",\"text\":\"Hi\"}";
    private static final String MATE = "{\"user_id\":5,\"role\":\"admin\"}";
    private static final String HOOK =
            "{\"id\":9,\"event_type\":\"message:new\",\"enabled\":true,\"url\":\"https://x.example/h\",\"errors_counter\":3}";

    private WorkspaceSamples() {}

    static List<OperationSample> all() {
        return List.of(
                s(
                        Operations.LIST_ACCOUNTS,
                        Arguments.none(),
                        "/whatsapp_accounts",
                        null,
                        "{\"whatsapp_accounts\":[" + ACCOUNT + "]}",
                        "status=active"),
                s(
                        Operations.LIST_ACCOUNTS,
                        Arguments.none(),
                        "/whatsapp_accounts",
                        null,
                        "[" + ACCOUNT + "]",
                        "status=active"),
                s(
                        Operations.GET_WORKSPACE,
                        Arguments.none(),
                        "/workspace",
                        null,
                        "{\"workspace_id\":3,\"plan\":\"crm\",\"seats\":4,\"messaging_quota\":{\"total\":500,\"used\":1,\"period_start\":\"2024-01-08 10:35:18 +0200\"}}",
                        "workspaceId=3, plan=crm"),
                s(
                        Operations.GET_QUOTAS,
                        Arguments.none(),
                        "/workspace/quotas",
                        null,
                        "{\"messages\":1}",
                        "{messages=1}"),
                s(
                        Operations.LIST_TEAMMATES,
                        Arguments.none(),
                        "/workspace/teammates",
                        null,
                        "{\"teams\":[{\"title\":\"Sales\"}],\"teammates\":[" + MATE + "]}",
                        "Teammate[userId=5"),
                s(
                        Operations.GET_ME,
                        Arguments.none(),
                        "/workspace/teammates/me",
                        null,
                        MATE,
                        "Teammate[userId=5"),
                s(
                        Operations.INVITE,
                        Arguments.of("email", "tom@shop.example")
                                .and("firstName", "Tom")
                                .and("lastName", "T")
                                .and("teamTitle", "Sales")
                                .and("role", "agent"),
                        "/workspace/invitations",
                        "{\"email\":\"tom@shop.example\",\"first_name\":\"Tom\",\"last_name\":\"T\",\"team_title\":\"Sales\",\"role\":\"agent\"}",
                        MATE,
                        "userId=5"),
                s(
                        Operations.CANCEL_INVITATION,
                        Arguments.of("userId", 5),
                        "/workspace/invitations/5",
                        null,
                        null,
                        "null"),
                s(
                        Operations.LIST_TEMPLATES,
                        Arguments.none(),
                        "/templates",
                        null,
                        "{\"templates_count\":1,\"templates\":[" + TEMPLATE + "]}",
                        "TextTemplate[id=7"),
                s(
                        Operations.CREATE_TEMPLATE,
                        Arguments.of("name", "hello").and("text", "Hi").and("visibility", "public"),
                        "/templates",
                        "{\"name\":\"hello\",\"text\":\"Hi\",\"visibility\":\"public\"}",
                        TEMPLATE,
                        "id=7"),
                s(
                        Operations.GET_TEMPLATE,
                        Arguments.of("templateId", 7),
                        "/templates/7",
                        null,
                        TEMPLATE,
                        "id=7"),
                s(
                        Operations.UPDATE_TEMPLATE,
                        Arguments.of("templateId", 7).and("teamTitle", "Sales"),
                        "/templates/7",
                        "{\"team_title\":\"Sales\"}",
                        TEMPLATE,
                        "id=7"),
                s(
                        Operations.DELETE_TEMPLATE,
                        Arguments.of("templateId", 7),
                        "/templates/7",
                        null,
                        null,
                        "null"),
                s(
                        Operations.TRACK_TEMPLATE_USAGE,
                        Arguments.of("templateId", 7),
                        "/templates/7/track_usage",
                        null,
                        null,
                        "null"),
                s(
                        Operations.LIST_WEBHOOKS,
                        Arguments.none(),
                        "/webhooks",
                        null,
                        "[" + HOOK + "]",
                        "Webhook[id=9, eventType=message:new, enabled=true, errorsCounter=3]"),
                s(
                        Operations.CREATE_WEBHOOK,
                        Arguments.of("eventType", "message:new")
                                .and("url", "https://x.example/h")
                                .and("enabled", true),
                        "/webhooks",
                        "{\"event_type\":\"message:new\",\"url\":\"https://x.example/h\",\"enabled\":true}",
                        HOOK,
                        "id=9"),
                s(
                        Operations.GET_WEBHOOK,
                        Arguments.of("webhookId", 9),
                        "/webhooks/9",
                        null,
                        HOOK,
                        "id=9"),
                s(
                        Operations.UPDATE_WEBHOOK,
                        Arguments.of("webhookId", 9).and("enabled", false),
                        "/webhooks/9",
                        "{\"enabled\":false}",
                        HOOK,
                        "id=9"),
                s(
                        Operations.DELETE_WEBHOOK,
                        Arguments.of("webhookId", 9),
                        "/webhooks/9",
                        null,
                        null,
                        "null"),
                s(
                        Operations.LIST_ACCOUNTS_V2,
                        Arguments.none(),
                        "/v2/whatsapp_accounts",
                        null,
                        "{\"whatsapp_accounts\":[" + ACCOUNT + "]}",
                        "active"),
                s(
                        Operations.LIST_TEMPLATES_V2,
                        Arguments.none(),
                        "/v2/templates",
                        null,
                        "[{\"id\":7,\"created_at\":\"2024-01-08 10:35\"}]",
                        "id=7"),
                s(
                        Operations.CREATE_TEMPLATE_V2,
                        Arguments.of("name", "hello").and("text", "Hi").and("extra", 1),
                        "/v2/templates",
                        "{\"name\":\"hello\",\"text\":\"Hi\",\"extra\":1}",
                        "success",
                        "{success=true}"));
    }
}
