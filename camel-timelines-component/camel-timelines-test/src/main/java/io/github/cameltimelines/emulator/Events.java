package io.github.cameltimelines.emulator;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Which events follow from what happened in the workspace (fact sheet §3.1). */
final class Events {

    private final WebhookSender sender;
    private final Payloads payloads;
    private final WabaPayloads waba;

    Events(WebhookSender sender, Payloads payloads, WabaPayloads waba) {
        this.sender = sender;
        this.payloads = payloads;
        this.waba = waba;
    }

    /** A message left or arrived: two events, whoever subscribes to both gets both. */
    void message(Message message) {
        if (message.chat.waba()) {
            if (!message.fromMe) {
                wabaMessage("received", message);
            }
            return;
        }
        ObjectNode payload = payloads.message(message);
        String lane = lane(message.chat);
        sender.send("message:new", payload, lane);
        sender.send(message.fromMe ? "message:sent:new" : "message:received:new", payload, lane);
    }

    /** Only Cloud API numbers report delivery: received, delivered, read, failed. */
    void wabaMessage(String what, Message message) {
        sender.send("waba:message:" + what, waba.message(message), lane(message.chat));
    }

    void chatCreated(Chat chat, boolean incoming) {
        String direction = incoming ? "incoming" : "outgoing";
        String lane = lane(chat);
        if (chat.waba()) {
            sender.send("waba:chat:" + direction, waba.chat(chat), lane);
            return;
        }
        ObjectNode payload = payloads.chat(chat);
        sender.send("chat:new", payload, lane);
        if (sender.envelope() == Envelope.SEED) {
            sender.send(EventTypes.CHAT_CREATED, payload, lane);
        }
        if (!chat.group) {
            sender.send("chat:" + direction + ":new", payload, lane);
        }
    }

    void responsibleChanged(Chat chat, Teammate previous) {
        boolean assigned = chat.responsible != null;
        if (chat.waba()) {
            ObjectNode payload = assigned ? waba.assigned(chat) : waba.chat(chat);
            sender.send("waba:chat:" + (assigned ? "assigned" : "unassigned"), payload, lane(chat));
        } else {
            sender.send(
                    "chat:responsible:" + (assigned ? "assigned" : "unassigned"),
                    payloads.assigned(chat, previous),
                    lane(chat));
        }
    }

    /** There is no such event for numbers linked by QR code. */
    void closedChanged(Chat chat) {
        if (chat.waba()) {
            String what = chat.closed ? "closed" : "reopened";
            sender.send("waba:chat:" + what, waba.chat(chat), lane(chat));
        }
    }

    void reaction(Message message, Message.Reaction reaction, String action) {
        if (!message.chat.waba()) {
            sender.send(
                    "message:reaction",
                    payloads.reaction(message, reaction, action),
                    lane(message.chat));
        }
    }

    void call(String eventType, Message call, Integer seconds) {
        sender.send(eventType, payloads.call(call, seconds), lane(call.chat));
    }

    void account(String what, Account account) {
        sender.send("whatsapp:account:" + what, payloads.accountEvent(account), account.id());
    }

    private static String lane(Chat chat) {
        return "chat " + chat.id;
    }
}
