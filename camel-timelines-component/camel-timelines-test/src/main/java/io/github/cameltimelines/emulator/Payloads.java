package io.github.cameltimelines.emulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Webhook bodies as the webhook specification has them (fact sheet §3), without the event type. */
final class Payloads {

    private final Workspace workspace;
    private final TemporaryLinks links;

    Payloads(Workspace workspace, TemporaryLinks links) {
        this.workspace = workspace;
        this.links = links;
    }

    ObjectNode message(Message message) {
        Chat chat = message.chat;
        ObjectNode payload = Json.object();
        ObjectNode chatNode =
                payload.putObject("chat")
                        .put("chat_id", chat.id)
                        .put("full_name", chat.name)
                        .put("chat_url", chat.url())
                        .put("is_group", chat.group)
                        .put("phone", chat.phone == null ? "" : chat.phone);
        responsible(chatNode, chat.responsible, "responsible");
        payload.set("whatsapp_account", shortAccount(chat));
        ObjectNode node =
                payload.putObject("message")
                        .put("text", message.text == null ? "" : message.text)
                        .put("direction", message.fromMe ? "sent" : "received")
                        .put("origin", message.origin)
                        .put("timestamp", workspace.times.format(message.timestamp))
                        .put("received_timestamp", workspace.times.format(message.received))
                        .put("message_uid", message.uid);
        if (message.replyTo != null) {
            node.put("reply_to_uid", message.replyTo);
        }
        node.set("sender", party(message.sender));
        node.set("recipient", party(message.recipient));
        if (!message.attachments.isEmpty()) {
            node.set("attachments", attachments(message));
        }
        return payload;
    }

    ObjectNode chat(Chat chat) {
        ObjectNode payload = Json.object();
        ObjectNode node =
                payload.putObject("chat")
                        .put("id", chat.id)
                        .put("name", chat.name)
                        .put("phone", chat.phone == null ? "" : chat.phone)
                        .put("jid", chat.jid)
                        .put("is_group", chat.group)
                        .put("closed", chat.closed)
                        .put("read", chat.read);
        node.set("labels", Json.strings(chat.labels));
        node.put("unattended_customer", chat.unattended)
                .put("chatgpt_autoresponse_enabled", chat.autoresponse)
                .put("whatsapp_account_id", chat.accountId)
                .put("chat_url", chat.url())
                .put("created_timestamp", workspace.times.format(chat.created));
        if (chat.last() != null) {
            node.put("last_message_uid", chat.last().uid);
            node.put("last_message_timestamp", workspace.times.format(chat.last().timestamp));
        }
        responsible(node, chat.responsible, "responsible");
        payload.set("whatsapp_account", account(workspace.accounts.get(chat.accountId)));
        return payload;
    }

    ObjectNode assigned(Chat chat, Teammate previous) {
        ObjectNode payload = chat(chat);
        responsible((ObjectNode) payload.get("chat"), previous, "previous_responsible");
        return payload;
    }

    ObjectNode accountEvent(Account account) {
        ObjectNode payload = Json.object();
        payload.set("whatsapp_account", account(account));
        return payload;
    }

    ObjectNode account(Account account) {
        ObjectNode node =
                Json.object()
                        .put("id", account.id())
                        .put("phone", account.phone())
                        .put("connected_on", workspace.times.format(account.connectedOn()));
        if (account.disconnectedOn() != null) {
            node.put("disconnected_on", workspace.times.format(account.disconnectedOn()));
        }
        return node.put("status", account.status())
                .put("account_name", account.name())
                .put("owner_name", account.ownerName())
                .put("owner_email", account.ownerEmail());
    }

    ObjectNode reaction(Message message, Message.Reaction reaction, String action) {
        ObjectNode payload = withBareChat(message.chat);
        ObjectNode node =
                payload.putObject("reaction")
                        .put("message_uid", message.uid)
                        .put("action", action)
                        .put("emoji", reaction.emoji());
        node.set("reactor", party(new Message.Party(reaction.name(), reaction.phone())));
        node.put("timestamp", workspace.times.format(workspace.times.now()));
        ObjectNode counts = node.putObject("reactions");
        message.reactionCounts().forEach(counts::put);
        return payload;
    }

    ObjectNode call(Message call, Integer seconds) {
        ObjectNode payload = withBareChat(call.chat);
        ObjectNode node = payload.putObject("call_details");
        node.put("duration", seconds)
                .put("direction", call.fromMe ? "outgoing" : "incoming")
                .put("is_video", false)
                .put("status", call.status)
                .put("timestamp", workspace.times.format(call.timestamp))
                .put("message_uid", call.uid);
        node.set("caller", party(call.sender));
        node.set("recipient", party(call.recipient));
        return payload;
    }

    ArrayNode attachments(Message message) {
        ArrayNode array = Json.array();
        for (StoredFile file : message.attachments) {
            array.addObject()
                    .put("temporary_download_url", links.link(file))
                    .put("filename", file.upload().filename())
                    .put("size", file.upload().bytes().length)
                    .put("mimetype", file.upload().mimetype());
        }
        return array;
    }

    static ObjectNode party(Message.Party party) {
        ObjectNode node = Json.object().put("full_name", party.name());
        if (party.phone() != null) {
            node.put("phone", party.phone());
        }
        return node;
    }

    /** Reaction and call events carry the phone in bare digits (fact sheet §3.5). */
    private ObjectNode withBareChat(Chat chat) {
        ObjectNode payload = Json.object();
        ObjectNode node =
                payload.putObject("chat")
                        .put("full_name", chat.name)
                        .put("chat_url", chat.url())
                        .put("chat_id", chat.id)
                        .put("chat_type", chat.group ? "group" : "direct")
                        .put("platform", "whatsapp")
                        .put("phone", Phones.digits(chat.phone));
        responsible(node, chat.responsible, "responsible");
        ObjectNode account = shortAccount(chat);
        account.put("whatsapp_account_wid", chat.accountId);
        payload.set("whatsapp_account", account);
        return payload;
    }

    private ObjectNode shortAccount(Chat chat) {
        Account account = workspace.accounts.get(chat.accountId);
        return Json.object()
                .put("full_name", account.name())
                .put("email", account.ownerEmail())
                .put("phone", account.phone());
    }

    private static void responsible(ObjectNode node, Teammate mate, String prefix) {
        if (mate != null) {
            node.put(prefix + "_name", mate.displayName()).put(prefix + "_email", mate.email());
        }
    }
}
