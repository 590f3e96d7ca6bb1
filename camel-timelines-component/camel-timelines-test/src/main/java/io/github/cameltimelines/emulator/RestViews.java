package io.github.cameltimelines.emulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Chats and messages as the REST API shows them (fact sheet §2.1, §2.3). */
final class RestViews {

    private final Workspace workspace;
    private final TemporaryLinks links;

    RestViews(Workspace workspace, TemporaryLinks links) {
        this.workspace = workspace;
        this.links = links;
    }

    ObjectNode chat(Chat chat, boolean withMessage) {
        ObjectNode node =
                Json.object()
                        .put("id", chat.id)
                        .put("name", chat.name)
                        .put("phone", chat.phone)
                        .put("is_group", chat.group)
                        .put("closed", chat.closed)
                        .put("read", chat.read);
        node.set("labels", Json.strings(chat.labels));
        node.put("chatgpt_autoresponse_enabled", chat.autoresponse);
        Teammate mate = chat.responsible;
        node.put("responsible_email", mate == null ? null : mate.email());
        node.put("responsible_name", mate == null ? null : mate.displayName());
        if (chat.waba()) {
            node.put("waba_account_id", chat.wabaAccountId);
            node.put("service_window_is_open", chat.windowOpen(workspace.times.now()));
            node.put(
                    "service_window_expires_at",
                    chat.lastReceived == null
                            ? null
                            : workspace.times.format(chat.windowExpires()));
        } else {
            node.put("jid", chat.jid);
            node.put("whatsapp_account_id", chat.accountId);
        }
        node.put("chat_url", chat.url());
        node.put("created_timestamp", workspace.times.format(chat.created));
        Message last = chat.last();
        if (last != null) {
            node.put("last_message_uid", last.uid);
            node.put("last_message_timestamp", workspace.times.format(last.timestamp));
            if (withMessage) {
                ObjectNode message = message(last);
                message.remove("reactions");
                node.set("last_message", message);
            }
        }
        node.put("unattended", chat.unattended).put("photo", "");
        if (chat.group) {
            node.putArray("group_members");
        }
        return node.put("is_allowed_to_message", allowed(chat));
    }

    ObjectNode message(Message message) {
        ObjectNode node =
                Json.object()
                        .put("uid", message.uid)
                        .put("chat_id", message.chat.id)
                        .put("timestamp", workspace.times.format(message.timestamp))
                        .put("received_timestamp", workspace.times.format(message.received))
                        .put("sender_phone", orEmpty(message.sender.phone()))
                        .put("sender_name", orEmpty(message.sender.name()))
                        .put("recipient_phone", orEmpty(message.recipient.phone()))
                        .put("recipient_name", orEmpty(message.recipient.name()))
                        .put("from_me", message.fromMe)
                        .put("text", message.text);
        node.put("has_attachment", !message.attachments.isEmpty());
        if (!message.attachments.isEmpty()) {
            StoredFile file = message.attachments.get(0);
            node.put("attachment_url", links.link(file));
            node.put("attachment_filename", file.upload().filename());
        }
        node.put("status", message.status)
                .put("origin", message.origin)
                .put("message_type", message.type);
        node.set("reactions", reactions(message));
        node.putObject("data");
        node.put("created_by", message.createdBy);
        node.set("failure_reason", message.failureReason);
        return node;
    }

    ObjectNode reactions(Message message) {
        ObjectNode node = Json.object();
        ArrayNode users = node.putArray("users");
        for (Message.Reaction reaction : message.reactions.values()) {
            users.addObject()
                    .put("name", reaction.name())
                    .put("phone", reaction.phone())
                    .put("reaction", reaction.emoji())
                    .put("current", reaction.current());
        }
        ObjectNode counts = node.putObject("reactions");
        message.reactionCounts().forEach(counts::put);
        return node.put("total", message.reactions.size());
    }

    ArrayNode history(Message message) {
        ArrayNode array = Json.array();
        for (Message.Step step : message.history) {
            array.addObject()
                    .put("status", step.status())
                    .put("timestamp", workspace.times.format(step.at()));
        }
        return array;
    }

    ObjectNode file(StoredFile file, boolean withLink) {
        ObjectNode node =
                Json.object()
                        .put("uid", file.uid())
                        .put("filename", file.upload().filename())
                        .put("size", file.upload().bytes().length)
                        .put("mimetype", file.upload().mimetype())
                        .put("uploaded_by_email", file.uploadedBy())
                        .put("uploaded_at", workspace.times.format(file.uploadedAt()));
        return withLink ? node.put("temporary_download_url", links.link(file)) : node;
    }

    private boolean allowed(Chat chat) {
        return chat.waba() || workspace.accounts.get(chat.accountId).active();
    }

    private static String orEmpty(String value) {
        return value == null ? "" : value;
    }
}
