package io.github.cameltimelines.emulator;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Bodies of the {@code waba:*} webhooks (fact sheet §3.7), without the event type. */
final class WabaPayloads {

    private final Workspace workspace;
    private final Payloads payloads;

    WabaPayloads(Workspace workspace, Payloads payloads) {
        this.workspace = workspace;
        this.payloads = payloads;
    }

    ObjectNode message(Message message) {
        Chat chat = message.chat;
        WabaAccount account = workspace.wabaAccounts.get(chat.wabaAccountId);
        ObjectNode payload = Json.object();
        ObjectNode accountNode = account(account);
        accountNode.put("phone", account.phone()).put("account_name", account.name());
        payload.set("account", accountNode);
        ObjectNode chatNode =
                payload.putObject("chat")
                        .put("id", chat.id)
                        .put("waba_account_id", chat.wabaAccountId)
                        .put("closed", chat.closed)
                        .put("service_window_is_open", chat.windowOpen(workspace.times.now()));
        if (chat.lastReceived != null) {
            chatNode.put("service_window_expires_at", workspace.times.format(chat.windowExpires()));
        }
        ObjectNode node =
                payload.putObject("message")
                        .put("message_uid", message.uid)
                        .put("direction", message.fromMe ? "sent" : "received")
                        .put("status", message.status)
                        .put("timestamp", workspace.times.format(message.timestamp))
                        .put("received_timestamp", workspace.times.format(message.received))
                        .put("text", message.text == null ? "" : message.text)
                        .put("origin", message.origin);
        node.set("sender", Payloads.party(message.sender));
        node.set("recipient", Payloads.party(message.recipient));
        if (!message.attachments.isEmpty()) {
            node.set("attachments", payloads.attachments(message));
        }
        if (message.templateName != null) {
            node.putObject("template").put("name", message.templateName);
        }
        if (message.failureReason != null) {
            node.set("failure_reason", message.failureReason);
        }
        return payload;
    }

    ObjectNode chat(Chat chat) {
        ObjectNode payload = Json.object();
        payload.putObject("chat").put("id", chat.id).put("waba_account_id", chat.wabaAccountId);
        payload.set("account", account(workspace.wabaAccounts.get(chat.wabaAccountId)));
        return payload;
    }

    ObjectNode assigned(Chat chat) {
        ObjectNode payload = chat(chat);
        payload.putObject("responsible")
                .put("name", chat.responsible.displayName())
                .put("email", chat.responsible.email());
        return payload;
    }

    private static ObjectNode account(WabaAccount account) {
        return Json.object()
                .put("id", account.id())
                .put("meta_phone_id", account.metaPhoneId())
                .put("meta_waba_id", account.metaWabaId());
    }
}
