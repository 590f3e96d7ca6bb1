package io.github.cameltimelines.emulator;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What customers and the workspace do to each other. Called with the workspace locked. */
final class Conversations {

    /** The content of a send, checked by whoever took it in. */
    record Outgoing(String text, List<StoredFile> attachments, String replyTo, String template) {
        @Override
        public String toString() {
            return "Outgoing";
        }
    }

    private final Workspace workspace;
    private final Events events;
    private final SendQueue queue;

    Conversations(Workspace workspace, Events events, SendQueue queue) {
        this.workspace = workspace;
        this.events = events;
        this.queue = queue;
        queue.onStep(this::onStep);
    }

    /** A customer's message arrives at the account that has their chat, or at the default one. */
    Message receive(String phone, String name, String text, List<Upload> uploads, boolean waba) {
        Chat existing = chatOf(phone, waba).orElse(null);
        Chat chat = existing != null ? existing : open(phone, name, null, waba);
        rename(chat, name);
        Instant now = workspace.times.now();
        List<StoredFile> attachments = uploads.stream().map(workspace::store).toList();
        Message message =
                new Message.Builder(workspace.newUid(), chat, now)
                        .from(customer(chat), desk(chat), false)
                        .content(text, attachments, null)
                        .kind("whatsapp", "WhatsApp", "Read")
                        .build();
        remember(message);
        chat.lastReceived = now;
        chat.read = false;
        chat.unattended = true;
        if (existing == null) {
            events.chatCreated(chat, true);
        }
        events.message(message);
        return message;
    }

    /** The API sends: the message waits its turn, the caller has only its uid. */
    Message send(Chat chat, Outgoing content, boolean newChat) {
        Message message =
                new Message.Builder(workspace.newUid(), chat, workspace.times.now())
                        .from(desk(chat), customer(chat), true)
                        .content(content.text(), content.attachments(), content.replyTo())
                        .kind("whatsapp", "Public API", "Pending")
                        .build();
        message.createdBy = workspace.owner().email();
        message.templateName = content.template();
        remember(message);
        chat.unattended = false;
        // A text costs one credit, with an attachment two (fact sheet §1.2).
        workspace.creditsUsed += content.attachments().isEmpty() ? 1 : 2;
        if (newChat) {
            events.chatCreated(chat, false);
        }
        queue.add(message);
        return message;
    }

    Message note(Chat chat, String text) {
        Message note =
                new Message.Builder(workspace.newUid(), chat, workspace.times.now())
                        .from(desk(chat), customer(chat), true)
                        .content(text, List.of(), null)
                        .kind("note", "Public API", "Sent")
                        .build();
        note.createdBy = workspace.owner().email();
        remember(note);
        return note;
    }

    Message call(String phone, String name, boolean incoming, String status, Integer seconds) {
        Chat existing = chatOf(phone, false).orElse(null);
        Chat chat = existing != null ? existing : open(phone, name, null, false);
        rename(chat, name);
        Message.Party caller = incoming ? customer(chat) : desk(chat);
        Message.Party called = incoming ? desk(chat) : customer(chat);
        Message call =
                new Message.Builder(workspace.newUid(), chat, workspace.times.now())
                        .from(caller, called, !incoming)
                        .kind("whatsapp_call", "WhatsApp", status)
                        .build();
        remember(call);
        if (existing == null) {
            events.chatCreated(chat, incoming);
        }
        String what = status.equals("Missed") ? "missed" : "ended";
        events.call("call:" + (incoming ? "incoming:" : "outgoing:") + what, call, seconds);
        return call;
    }

    /** Sets the reaction of one person, or clears it with an empty emoji. */
    void react(Message message, Message.Party who, String emoji) {
        String key = who.phone();
        Message.Reaction before = message.reactions.get(key);
        boolean own = !who.equals(customer(message.chat));
        if (emoji.isEmpty()) {
            if (before != null) {
                message.reactions.remove(key);
                events.reaction(message, before, "clear");
            }
            return;
        }
        Message.Reaction reaction = new Message.Reaction(who.name(), who.phone(), emoji, own);
        message.reactions.put(key, reaction);
        events.reaction(message, reaction, "set");
    }

    Optional<Chat> chatOf(String phone, boolean waba) {
        return workspace.chats.values().stream()
                .filter(chat -> phone.equals(chat.phone) && chat.waba() == waba)
                .findFirst();
    }

    Optional<Chat> chatOf(String phone, Account account) {
        return workspace.chats.values().stream()
                .filter(chat -> phone.equals(chat.phone) && account.id().equals(chat.accountId))
                .findFirst();
    }

    Chat open(String phone, String name, Account account, boolean waba) {
        Account sender = account == null && !waba ? defaultAccount() : account;
        Chat chat =
                new Chat(
                        workspace.nextChatId(),
                        phone,
                        Phones.digits(phone) + "@s.whatsapp.net",
                        name == null || name.isBlank() ? phone : name,
                        waba ? null : sender.id(),
                        waba ? workspace.wabaAccounts.keySet().iterator().next() : null,
                        workspace.times.now());
        workspace.chats.put(chat.id, chat);
        return chat;
    }

    Chat openGroup(String jid, String name, Account account) {
        Chat chat =
                new Chat(
                        workspace.nextChatId(),
                        null,
                        jid,
                        name == null || name.isBlank() ? jid : name,
                        account.id(),
                        null,
                        workspace.times.now());
        workspace.chats.put(chat.id, chat);
        return chat;
    }

    /** Without a choice, the account that was connected last sends (fact sheet §2.2). */
    Account defaultAccount() {
        Account latest = null;
        for (Account account : workspace.accounts.values()) {
            boolean later = latest == null || !account.connectedOn().isBefore(latest.connectedOn());
            if (account.active() && later) {
                latest = account;
            }
        }
        if (latest == null) {
            throw ApiProblem.rule("No connected WhatsApp account");
        }
        return latest;
    }

    Message.Party customer(Chat chat) {
        return new Message.Party(chat.name, chat.phone);
    }

    Message.Party desk(Chat chat) {
        if (chat.waba()) {
            WabaAccount account = workspace.wabaAccounts.get(chat.wabaAccountId);
            return new Message.Party(account.name(), account.phone());
        }
        Account account = workspace.accounts.get(chat.accountId);
        return new Message.Party(account.name(), account.phone());
    }

    private void onStep(Message message, String step) {
        if (message.chat.waba() && !step.equals("Sent")) {
            events.wabaMessage(step.toLowerCase(Locale.ROOT), message);
        } else if (step.equals("Sent")) {
            events.message(message);
        }
    }

    private void remember(Message message) {
        workspace.messages.put(message.uid, message);
        message.chat.read = message.fromMe;
    }

    private static void rename(Chat chat, String name) {
        if (name != null && !name.isBlank()) {
            chat.name = name;
        }
    }
}
