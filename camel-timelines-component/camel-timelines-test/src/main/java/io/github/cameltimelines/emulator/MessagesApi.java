package io.github.cameltimelines.emulator;

/** Single messages, their status history and reactions (fact sheet §2.3). */
final class MessagesApi {

    private final Workspace workspace;
    private final RestViews views;
    private final Conversations conversations;

    MessagesApi(Workspace workspace, RestViews views, Conversations conversations) {
        this.workspace = workspace;
        this.views = views;
        this.conversations = conversations;
    }

    void register(Routes routes) {
        both(routes, "/messages", false);
        both(routes, "/waba/messages", true);
    }

    private void both(Routes routes, String base, boolean waba) {
        routes.get(base + "/:uid", call -> Reply.ok(views.message(message(call, waba))));
        routes.get(
                base + "/:uid/status_history",
                call -> Reply.ok(views.history(message(call, waba))));
        routes.get(
                base + "/:uid/reactions", call -> Reply.ok(views.reactions(message(call, waba))));
        routes.patch(base + "/:uid/reactions", call -> react(call, waba));
    }

    private Message message(Call call, boolean waba) {
        String uid = call.path("uid");
        Message message = workspace.messages.get(uid);
        if (message == null || message.chat.waba() != waba) {
            throw ApiProblem.notFound("Message uid " + uid + " not found");
        }
        return message;
    }

    private Reply react(Call call, boolean waba) {
        Message message = message(call, waba);
        String emoji =
                call.fields()
                        .text("reaction", 50)
                        .orElseThrow(() -> ApiProblem.field("reaction", "is required"));
        conversations.react(message, conversations.desk(message.chat), emoji);
        return Reply.uid(message.uid);
    }
}
