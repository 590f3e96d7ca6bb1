package io.github.cameltimelines.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** Sending, accounts, templates and analytics of Cloud API numbers (fact sheet §2.7). */
final class WabaApi {

    private final Workspace workspace;
    private final RestViews views;
    private final Conversations conversations;
    private final ChatsApi chats;

    WabaApi(Workspace workspace, RestViews views, Conversations conversations, ChatsApi chats) {
        this.workspace = workspace;
        this.views = views;
        this.conversations = conversations;
        this.chats = chats;
    }

    void register(Routes routes) {
        routes.post("/waba/messages", this::toPhone);
        routes.post("/waba/chats/:chat_id/messages", this::toChat);
        routes.get("/waba/accounts", this::accounts);
        routes.get("/waba/accounts/:id", call -> Reply.ok(json(account(call.id("id")))));
        routes.post("/waba/accounts/:id/analytics", this::analytics);
        routes.get("/waba/accounts/:id/analytics/:handle", this::analyticsResult);
        routes.get("/waba/templates", this::templates);
        routes.get("/waba/templates/:id", this::template);
    }

    private Reply toPhone(Call call) {
        Fields fields = body(call);
        long accountId = accountId(call, fields);
        account(accountId);
        String given = fields.text("phone", 64).or(() -> call.form("phone", 64)).orElse("");
        String phone =
                Phones.parse(given)
                        .orElseThrow(() -> ApiProblem.rule("Invalid phone number format"));
        Optional<Chat> existing = conversations.chatOf(phone, true);
        Conversations.Outgoing content = content(call, fields, existing.orElse(null));
        Chat chat = existing.orElseGet(() -> conversations.open(phone, null, null, true));
        return Reply.ok(views.message(conversations.send(chat, content, existing.isEmpty())));
    }

    private Reply toChat(Call call) {
        Chat chat = chats.chat(call, true);
        Conversations.Outgoing content = content(call, body(call), chat);
        return Reply.ok(views.message(conversations.send(chat, content, false)));
    }

    private static Fields body(Call call) {
        return call.hasContentType("multipart/") ? new Fields(Json.object()) : call.fields();
    }

    private long accountId(Call call, Fields fields) {
        return fields.number("waba_account_id")
                .or(
                        () ->
                                call.form("waba_account_id", 18)
                                        .filter(value -> value.matches("[0-9]{1,18}"))
                                        .map(Long::valueOf))
                .orElseThrow(() -> ApiProblem.field("waba_account_id", "is required"));
    }

    /** Exactly one of a text, a file, which may have a text, and a template. */
    private Conversations.Outgoing content(Call call, Fields fields, Chat chat) {
        Optional<String> text = fields.text("text", 2000).or(() -> call.form("text", 2000));
        Optional<Fields> template = fields.object("template");
        Optional<StoredFile> file = fields.text("file_uid", 64).map(this::file);
        List<Upload> uploads = call.uploads("file");
        if (!uploads.isEmpty()) {
            file = Optional.of(workspace.store(uploads.get(0)));
        }
        if (template.isPresent() && (text.isPresent() || file.isPresent())
                || template.isEmpty()
                        && text.filter(t -> !t.isEmpty()).isEmpty()
                        && file.isEmpty()) {
            throw ApiProblem.rule("Exactly one of text, file_uid and template is required");
        }
        if (template.isPresent()) {
            WabaTemplate used = usable(template.get());
            return new Conversations.Outgoing(used.text(), List.of(), null, used.name());
        }
        if (chat == null || !chat.windowOpen(workspace.times.now())) {
            throw ApiProblem.of(
                    409, "service_window_closed", "The 24-hour service window is closed");
        }
        return new Conversations.Outgoing(text.orElse(null), file.stream().toList(), null, null);
    }

    private WabaTemplate usable(Fields fields) {
        String name = fields.required("name", 512);
        String language = fields.required("language", 16);
        WabaTemplate template =
                workspace.wabaTemplates.values().stream()
                        .filter(t -> t.name().equals(name) && t.language().equals(language))
                        .findFirst()
                        .orElseThrow(() -> ApiProblem.notFound("Template not found"));
        if (!template.status().equals("APPROVED")) {
            throw ApiProblem.of(409, "template_not_approved", "The template is not approved");
        }
        JsonNode body = fields.json().path("variables").path("body");
        if (body.size() != template.variables()) {
            throw ApiProblem.of(
                    422, "template_variables_mismatch", "The template's variables do not match");
        }
        return template;
    }

    private StoredFile file(String uid) {
        return Optional.ofNullable(workspace.files.get(uid))
                .orElseThrow(() -> ApiProblem.notFound("File uid " + uid + " not found"));
    }

    private Reply accounts(Call call) {
        ObjectNode data = Json.object();
        ArrayNode array = data.putArray("accounts");
        workspace.wabaAccounts.values().forEach(account -> array.add(json(account)));
        return Reply.ok(data);
    }

    private WabaAccount account(long id) {
        return Optional.ofNullable(workspace.wabaAccounts.get(id))
                .orElseThrow(() -> ApiProblem.notFound("WABA account " + id + " not found"));
    }

    private static ObjectNode json(WabaAccount account) {
        return Json.object()
                .put("id", account.id())
                .put("meta_phone_id", account.metaPhoneId())
                .put("meta_waba_id", account.metaWabaId())
                .put("phone", account.phone())
                .put("account_name", account.name())
                .put("state", "active");
    }

    private Reply analytics(Call call) {
        account(call.id("id"));
        call.fields();
        String handle = workspace.newUid();
        workspace.wabaAnalytics.put(handle, call.path("id"));
        return Reply.ok(202, Json.object().put("handle", handle).put("status", "pending"));
    }

    private Reply analyticsResult(Call call) {
        String handle = call.path("handle");
        if (!call.path("id").equals(workspace.wabaAnalytics.get(handle))) {
            throw ApiProblem.notFound("Analytics report not found");
        }
        long id = call.id("id");
        long sent = count(id, true);
        ObjectNode data = Json.object().put("handle", handle).put("status", "ready");
        data.put("sent", sent).put("received", count(id, false));
        return Reply.ok(data);
    }

    private long count(long accountId, boolean fromMe) {
        return workspace.messages.values().stream()
                .filter(message -> message.chat.waba() && message.chat.wabaAccountId == accountId)
                .filter(message -> message.fromMe == fromMe)
                .count();
    }

    private Reply templates(Call call) {
        ObjectNode data = Json.object().put("has_more_pages", false);
        ArrayNode array = data.putArray("templates");
        workspace.wabaTemplates.values().forEach(template -> array.add(json(template)));
        return Reply.ok(data);
    }

    private Reply template(Call call) {
        WabaTemplate template = workspace.wabaTemplates.get(call.id("id"));
        if (template == null) {
            throw ApiProblem.notFound("Template not found");
        }
        return Reply.ok(json(template));
    }

    private static ObjectNode json(WabaTemplate template) {
        ObjectNode node =
                Json.object()
                        .put("id", template.id())
                        .put("name", template.name())
                        .put("language", template.language())
                        .put("status", template.status())
                        .put("text", template.text())
                        .put("parameter_format", "POSITIONAL")
                        .put("meta_waba_id", "203");
        node.putArray("accounts").add(4821);
        return node;
    }
}
