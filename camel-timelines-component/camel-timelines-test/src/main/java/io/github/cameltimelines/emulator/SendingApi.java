package io.github.cameltimelines.emulator;

import java.util.List;
import java.util.Optional;

/** Everything that sends: to a phone, a JID or a chat, texts, files, voice (fact sheet §2.2). */
final class SendingApi {

    private static final int TEXT_LIMIT = 2000;
    private static final List<String> VOICE = List.of(".ogg", ".oga", ".mp3");

    private final Workspace workspace;
    private final Conversations conversations;
    private final ChatsApi chats;

    SendingApi(Workspace workspace, Conversations conversations, ChatsApi chats) {
        this.workspace = workspace;
        this.conversations = conversations;
        this.chats = chats;
    }

    void register(Routes routes) {
        routes.post("/messages", this::toPhone);
        routes.post("/v2/messages", this::toPhone);
        routes.post("/messages/to_jid", this::toJid);
        routes.post("/chats/:chat_id/messages", call -> toChat(call, true));
        routes.post("/v2/chats/:chat_id/messages", call -> toChat(call, false));
        routes.post("/chats/:chat_id/file_message", this::file);
        routes.post("/chats/:chat_id/voice_message", this::voice);
    }

    private Reply toPhone(Call call) {
        Fields fields = call.fields();
        String phone =
                Phones.parse(fields.required("phone", 64))
                        .orElseThrow(() -> ApiProblem.rule("Invalid phone number format"));
        return toDirect(fields, phone, null);
    }

    private Reply toJid(Call call) {
        Fields fields = call.fields();
        String jid = fields.required("jid", 128);
        if (jid.matches("[0-9]{7,15}@s\\.whatsapp\\.net")) {
            String phone = "+" + jid.substring(0, jid.indexOf('@'));
            return toDirect(fields, phone, fields.text("reply_to", 64).orElse(null));
        }
        if (!jid.matches("[0-9-]{5,40}@g\\.us")) {
            throw ApiProblem.rule("Invalid jid format");
        }
        Account account = account(fields);
        Conversations.Outgoing content = content(fields, null);
        Optional<Chat> existing =
                workspace.chats.values().stream().filter(c -> c.jid.equals(jid)).findFirst();
        Chat chat = existing.orElseGet(() -> conversations.openGroup(jid, null, account));
        return send(fields, chat, content, existing.isEmpty());
    }

    private Reply toDirect(Fields fields, String phone, String replyTo) {
        Account account = account(fields);
        Optional<Chat> existing = conversations.chatOf(phone, account);
        Conversations.Outgoing content =
                content(fields, existing.map(chat -> reply(chat, replyTo)).orElse(null));
        String name = fields.text("chat_name", 256).orElse(null);
        Chat chat = existing.orElseGet(() -> conversations.open(phone, name, account, false));
        return send(fields, chat, content, existing.isEmpty());
    }

    private Reply toChat(Call call, boolean mayReply) {
        Chat chat = chats.chat(call, false);
        Fields fields = call.fields();
        checkConnected(chat);
        String replyTo = mayReply ? fields.text("reply_to", 64).orElse(null) : null;
        return send(fields, chat, content(fields, reply(chat, replyTo)), false);
    }

    private Reply send(Fields fields, Chat chat, Conversations.Outgoing content, boolean newChat) {
        fields.text("label", 64).filter(l -> !l.isBlank()).ifPresent(chat.labels::add);
        fields.text("chat_name", 256)
                .filter(name -> !name.isBlank())
                .ifPresent(name -> chat.name = name);
        return Reply.uid(conversations.send(chat, content, newChat).uid);
    }

    private Reply file(Call call) {
        Chat chat = chats.chat(call, false);
        Upload upload = call.requiredUpload("file");
        String caption = call.form("caption", TEXT_LIMIT).orElse(null);
        checkConnected(chat);
        return sendFile(chat, upload, caption);
    }

    private Reply voice(Call call) {
        Chat chat = chats.chat(call, false);
        Upload upload = call.requiredUpload("file");
        if (VOICE.stream().noneMatch(upload.filename().toLowerCase()::endsWith)) {
            throw ApiProblem.field("file", "must be an .ogg, .oga or .mp3 file");
        }
        checkConnected(chat);
        return sendFile(chat, upload, null);
    }

    private Reply sendFile(Chat chat, Upload upload, String caption) {
        checkQuota(2);
        StoredFile file = workspace.store(upload);
        Conversations.Outgoing content =
                new Conversations.Outgoing(caption, List.of(file), null, null);
        return Reply.uid(conversations.send(chat, content, false).uid);
    }

    private Conversations.Outgoing content(Fields fields, String replyTo) {
        if (fields.has("file_url")) {
            throw ApiProblem.rule("file_url no longer supported, use file_uid instead");
        }
        Optional<String> text = fields.text("text", TEXT_LIMIT);
        if (text.filter(String::isEmpty).isPresent()) {
            throw ApiProblem.field("text", "can not be empty string");
        }
        Optional<StoredFile> file =
                fields.text("file_uid", 64).filter(uid -> !uid.isEmpty()).map(this::file);
        Optional<StoredFile> template =
                fields.number("attachment_template_id").map(id -> template(id));
        fields.text("label", 64);
        fields.text("chat_name", 256);
        List<StoredFile> attachments = file.or(() -> template).stream().toList();
        if (text.isEmpty() && attachments.isEmpty()) {
            throw ApiProblem.rule("A plaintext body or an attachment or both are required");
        }
        checkQuota(attachments.isEmpty() ? 1 : 2);
        return new Conversations.Outgoing(text.orElse(null), attachments, replyTo, null);
    }

    private StoredFile file(String uid) {
        StoredFile file = workspace.files.get(uid);
        if (file == null) {
            throw ApiProblem.notFound("File uid " + uid + " not found");
        }
        return file;
    }

    /** The emulator has no attachment templates of its own. */
    private StoredFile template(long id) {
        throw ApiProblem.notFound("Attachment template " + id + " not found");
    }

    private String reply(Chat chat, String uid) {
        if (uid == null || uid.isEmpty()) {
            return null;
        }
        Message message = workspace.messages.get(uid);
        if (message == null || !chat.accountId.equals(message.chat.accountId)) {
            throw ApiProblem.notFound("Message uid " + uid + " not found");
        }
        return uid;
    }

    private Account account(Fields fields) {
        Optional<String> phone = fields.text("whatsapp_account_phone", 64);
        if (phone.isEmpty()) {
            return conversations.defaultAccount();
        }
        return workspace.accounts.values().stream()
                .filter(a -> a.active())
                .filter(a -> Phones.digits(a.phone()).equals(Phones.digits(phone.get())))
                .findFirst()
                .orElseThrow(() -> ApiProblem.rule("No connected WhatsApp account"));
    }

    private void checkConnected(Chat chat) {
        if (!workspace.accounts.get(chat.accountId).active()) {
            throw ApiProblem.rule("No connected WhatsApp account");
        }
    }

    private void checkQuota(int credits) {
        if (workspace.creditsUsed + credits > workspace.settings.messagingQuota()) {
            throw ApiProblem.of(403, "quota_exceeded", "Message quota exceeded");
        }
    }
}
