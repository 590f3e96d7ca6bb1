package io.github.cameltimelines.emulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** {@code /chats} and, for Cloud API numbers, {@code /waba/chats} (fact sheet §2.1, §2.7). */
final class ChatsApi {

    private final Workspace workspace;
    private final RestViews views;
    private final Conversations conversations;
    private final Events events;

    ChatsApi(Workspace workspace, RestViews views, Conversations conversations, Events events) {
        this.workspace = workspace;
        this.views = views;
        this.conversations = conversations;
        this.events = events;
    }

    void register(Routes routes) {
        both(routes, "/chats", false);
        both(routes, "/waba/chats", true);
        routes.get("/v2/chats", call -> list(call, false));
        routes.get("/v2/chats/:chat_id/messages", call -> history(call, false));
        routes.post("/chats/:chat_id/notes", this::note);
    }

    private void both(Routes routes, String base, boolean waba) {
        routes.get(base, call -> list(call, waba));
        routes.get(base + "/:chat_id", call -> Reply.ok(views.chat(chat(call, waba), false)));
        routes.patch(base + "/:chat_id", call -> change(call, waba));
        routes.get(base + "/:chat_id/messages", call -> history(call, waba));
        routes.get(base + "/:chat_id/labels", call -> labels(chat(call, waba)));
        routes.post(base + "/:chat_id/labels", call -> setLabels(call, waba, true));
        routes.put(base + "/:chat_id/labels", call -> setLabels(call, waba, false));
    }

    Chat chat(Call call, boolean waba) {
        long id = call.id("chat_id");
        Chat chat = workspace.chats.get(id);
        if (chat == null || chat.waba() != waba) {
            throw ApiProblem.notFound("Whatsapp chat_id " + id + " not found");
        }
        return chat;
    }

    private Reply list(Call call, boolean waba) {
        List<Chat> found = new ChatQuery(call, workspace.times).select(workspace, waba);
        boolean withMessage = call.flag("with_msg").orElse(false);
        ObjectNode data = Json.object();
        data.put("has_more_pages", call.hasMore(found, Call.PAGE_SIZE));
        ArrayNode array = data.putArray("chats");
        call.page(found, Call.PAGE_SIZE).forEach(c -> array.add(views.chat(c, withMessage)));
        return Reply.ok(data);
    }

    private Reply history(Call call, boolean waba) {
        List<Message> found = new HistoryQuery(call, workspace.times).select(chat(call, waba));
        int size = waba ? call.number("size", Call.PAGE_SIZE, 200) : Call.PAGE_SIZE;
        ObjectNode data = Json.object().put("has_more_pages", call.hasMore(found, size));
        ArrayNode array = data.putArray("messages");
        call.page(found, size).forEach(message -> array.add(views.message(message)));
        return Reply.ok(data);
    }

    private Reply change(Call call, boolean waba) {
        Chat chat = chat(call, waba);
        Fields fields = call.fields();
        Optional<String> name = fields.text("name", 256);
        name.ifPresent(value -> checkName(chat, value));
        Optional<String> email = fields.text("responsible", 254);
        Teammate responsible = email.filter(e -> !e.isBlank()).map(this::member).orElse(null);
        Optional<Boolean> closed = fields.flag("closed");
        Optional<Boolean> read = fields.flag("read");
        Optional<Boolean> autoresponse = fields.flag("chatgpt_autoresponse_enabled");
        // All fields are read and checked before the first one takes effect.
        name.ifPresent(value -> chat.name = value);
        read.ifPresent(value -> chat.read = value);
        autoresponse.ifPresent(value -> chat.autoresponse = value);
        if (email.isPresent() && chat.responsible != responsible) {
            Teammate previous = chat.responsible;
            chat.responsible = responsible;
            events.responsibleChanged(chat, previous);
        }
        if (closed.isPresent() && closed.get() != chat.closed) {
            chat.closed = closed.get();
            events.closedChanged(chat);
        }
        return Reply.ok(views.chat(chat, false));
    }

    private void checkName(Chat chat, String name) {
        if (name.isBlank()) {
            throw ApiProblem.field("name", "must not be empty");
        }
        boolean taken =
                workspace.chats.values().stream().anyMatch(c -> c != chat && c.name.equals(name));
        if (taken) {
            throw ApiProblem.rule("A chat with this name exists");
        }
    }

    private Teammate member(String email) {
        return workspace
                .teammate(email)
                .orElseThrow(() -> ApiProblem.field("responsible", "is not a teammate"));
    }

    private Reply setLabels(Call call, boolean waba, boolean replace) {
        Chat chat = chat(call, waba);
        List<String> labels = call.fields().strings("labels", 64);
        if (replace) {
            chat.labels.clear();
        }
        chat.labels.addAll(labels);
        return labels(chat);
    }

    private static Reply labels(Chat chat) {
        ObjectNode data = Json.object();
        data.set("labels", Json.strings(chat.labels));
        return Reply.ok(data);
    }

    private Reply note(Call call) {
        Chat chat = chat(call, false);
        String text;
        if (call.hasContentType("text/plain")) {
            text = Fields.checked("text", Fields.utf8(call.bytes()), 10_000);
        } else {
            text = call.fields().required("text", 10_000);
        }
        if (text.isBlank()) {
            throw ApiProblem.field("text", "is required");
        }
        return Reply.uid(conversations.note(chat, text).uid);
    }
}
