package io.github.cameltimelines.api;

import static io.github.cameltimelines.api.Operation.delete;
import static io.github.cameltimelines.api.Operation.get;
import static io.github.cameltimelines.api.Operation.patch;
import static io.github.cameltimelines.api.Operation.post;
import static io.github.cameltimelines.api.Operation.put;

import io.github.cameltimelines.model.Chat;
import io.github.cameltimelines.model.ChatMessage;
import io.github.cameltimelines.model.MessageStatus;
import io.github.cameltimelines.model.Page;
import io.github.cameltimelines.model.ReactionSummary;
import io.github.cameltimelines.model.SentMessage;
import io.github.cameltimelines.model.Teammate;
import io.github.cameltimelines.model.Teammates;
import io.github.cameltimelines.model.TextTemplate;
import io.github.cameltimelines.model.UploadedFile;
import io.github.cameltimelines.model.WabaAccount;
import io.github.cameltimelines.model.WabaTemplate;
import io.github.cameltimelines.model.Webhook;
import io.github.cameltimelines.model.WhatsAppAccount;
import io.github.cameltimelines.model.Workspace;
import java.util.List;
import java.util.Map;

/**
 * TimelinesAI's public API as a table (specification 1.3.0, 2026-08-20). Names are those of the
 * wire; a star marks a required parameter, path parameters always are. Where the vendor's pages
 * contradict each other the specification wins: labels are replaced by POST and added to by PUT,
 * reactions are set by PATCH, the sender is {@code whatsapp_account_phone}.
 */
public final class Operations {

    private static final String[] MESSAGE = {
        "text", "file_uid", "label", "chat_name", "attachment_template_id"
    };
    private static final String[] CONTENT = {"text", "file_uid", "attachment_template_id"};
    private static final String[] WABA_CONTENT = {"text", "file_uid", "template"};
    private static final String[] CHAT_CHANGES = {
        "name", "responsible", "closed", "read", "chatgpt_autoresponse_enabled"
    };
    private static final String[] HISTORY = {
        "from_me", "after", "before", "after_message", "before_message", "sorting_order", "page"
    };
    private static final String[] CHAT_FILTERS = {
        "label",
        "whatsapp_account_id",
        "group",
        "responsible",
        "name",
        "phone",
        "whatsapp_phone",
        "read",
        "closed",
        "chatgpt_autoresponse_enabled",
        "created_after",
        "created_before",
        "with_msg",
        "page"
    };

    // Chats

    public static final Operation<Page<Chat>> LIST_CHATS =
            get("/chats").query(CHAT_FILTERS).answersPages("chats", Chat.class);
    public static final Operation<Chat> GET_CHAT = get("/chats/{chat_id}").answers(Chat.class);
    public static final Operation<Chat> UPDATE_CHAT =
            patch("/chats/{chat_id}")
                    .json(CHAT_CHANGES)
                    .needsOneOf(CHAT_CHANGES)
                    .answers(Chat.class);
    public static final Operation<Page<ChatMessage>> LIST_MESSAGES =
            get("/chats/{chat_id}/messages")
                    .query(HISTORY)
                    .answersPages("messages", ChatMessage.class);
    public static final Operation<List<String>> LIST_LABELS =
            get("/chats/{chat_id}/labels").answersList("labels", String.class);
    public static final Operation<List<String>> SET_LABELS =
            post("/chats/{chat_id}/labels")
                    .idempotent()
                    .json("labels*")
                    .answersList("labels", String.class);
    public static final Operation<List<String>> ADD_LABELS =
            put("/chats/{chat_id}/labels").json("labels*").answersList("labels", String.class);
    public static final Operation<SentMessage> ADD_NOTE =
            post("/chats/{chat_id}/notes").json("text*", "is_private").answers(SentMessage.class);

    // Sending

    public static final Operation<SentMessage> SEND_MESSAGE =
            post("/chats/{chat_id}/messages")
                    .json(MESSAGE)
                    .json("reply_to")
                    .needsOneOf(CONTENT)
                    .answers(SentMessage.class);
    public static final Operation<SentMessage> SEND_TO_PHONE =
            post("/messages")
                    .json("phone*", "whatsapp_account_phone")
                    .json(MESSAGE)
                    .needsOneOf(CONTENT)
                    .answers(SentMessage.class);
    public static final Operation<SentMessage> SEND_TO_JID =
            post("/messages/to_jid")
                    .json("jid*", "whatsapp_account_phone")
                    .json(MESSAGE)
                    .json("reply_to")
                    .needsOneOf(CONTENT)
                    .answers(SentMessage.class);
    public static final Operation<SentMessage> SEND_FILE =
            post("/chats/{chat_id}/file_message")
                    .form("file*", "filename", "content_type", "caption")
                    .answers(SentMessage.class);
    public static final Operation<SentMessage> SEND_VOICE =
            post("/chats/{chat_id}/voice_message").form("file*").answers(SentMessage.class);

    // Messages

    public static final Operation<ChatMessage> GET_MESSAGE =
            get("/messages/{message_uid}").answers(ChatMessage.class);
    public static final Operation<List<MessageStatus>> GET_MESSAGE_STATUS =
            get("/messages/{message_uid}/status_history")
                    .answersList("status_history", MessageStatus.class);
    public static final Operation<ReactionSummary> GET_REACTIONS =
            get("/messages/{message_uid}/reactions").answers(ReactionSummary.class);
    public static final Operation<SentMessage> SET_REACTION =
            patch("/messages/{message_uid}/reactions").json("reaction*").answers(SentMessage.class);

    // Files

    public static final Operation<List<UploadedFile>> LIST_FILES =
            get("/files").query("filename").answersList("files", UploadedFile.class);
    public static final Operation<UploadedFile> UPLOAD_FILE_FROM_URL =
            post("/files")
                    .json("download_url*", "filename", "content_type")
                    .answers(UploadedFile.class);
    public static final Operation<UploadedFile> UPLOAD_FILE =
            post("/files_upload")
                    .form("file*", "filename", "content_type")
                    .answers(UploadedFile.class);
    public static final Operation<UploadedFile> GET_FILE =
            get("/files/{file_uid}").answers(UploadedFile.class);
    public static final Operation<Void> DELETE_FILE = delete("/files/{file_uid}").answersNothing();

    // Accounts and workspace

    public static final Operation<List<WhatsAppAccount>> LIST_ACCOUNTS =
            get("/whatsapp_accounts").answersList("whatsapp_accounts", WhatsAppAccount.class);
    public static final Operation<Workspace> GET_WORKSPACE =
            get("/workspace").answers(Workspace.class);
    public static final Operation<Map<String, Object>> GET_QUOTAS =
            get("/workspace/quotas").answersMap();
    public static final Operation<Teammates> LIST_TEAMMATES =
            get("/workspace/teammates").answers(Teammates.class);
    public static final Operation<Teammate> GET_ME =
            get("/workspace/teammates/me").answers(Teammate.class);
    public static final Operation<Teammate> INVITE =
            post("/workspace/invitations")
                    .json("email*", "first_name", "last_name", "team_title", "role")
                    .answers(Teammate.class);
    public static final Operation<Void> CANCEL_INVITATION =
            delete("/workspace/invitations/{user_id}").answersNothing();

    // Text templates

    public static final Operation<List<TextTemplate>> LIST_TEMPLATES =
            get("/templates").answersList("templates", TextTemplate.class);
    public static final Operation<TextTemplate> CREATE_TEMPLATE =
            post("/templates")
                    .json("name*", "text*", "visibility", "team_title")
                    .answers(TextTemplate.class);
    public static final Operation<TextTemplate> GET_TEMPLATE =
            get("/templates/{template_id}").answers(TextTemplate.class);
    public static final Operation<TextTemplate> UPDATE_TEMPLATE =
            patch("/templates/{template_id}")
                    .json("name", "text", "visibility", "team_title")
                    .needsOneOf("name", "text", "visibility", "team_title")
                    .answers(TextTemplate.class);
    public static final Operation<Void> DELETE_TEMPLATE =
            delete("/templates/{template_id}").answersNothing();
    public static final Operation<Void> TRACK_TEMPLATE_USAGE =
            post("/templates/{template_id}/track_usage").answersNothing();

    // Webhooks

    public static final Operation<List<Webhook>> LIST_WEBHOOKS =
            get("/webhooks").answersList("webhooks", Webhook.class);
    public static final Operation<Webhook> CREATE_WEBHOOK =
            post("/webhooks")
                    .idempotent()
                    .json("event_type*", "url*", "enabled")
                    .answers(Webhook.class);
    public static final Operation<Webhook> GET_WEBHOOK =
            get("/webhooks/{webhook_id}").answers(Webhook.class);
    public static final Operation<Webhook> UPDATE_WEBHOOK =
            put("/webhooks/{webhook_id}")
                    .json("event_type", "url", "enabled")
                    .needsOneOf("event_type", "url", "enabled")
                    .answers(Webhook.class);
    public static final Operation<Void> DELETE_WEBHOOK =
            delete("/webhooks/{webhook_id}").answersNothing();

    // v2: as seen by the member whose token it is

    public static final Operation<Page<Chat>> LIST_CHATS_V2 =
            get("/v2/chats").query(CHAT_FILTERS).answersPages("chats", Chat.class);
    public static final Operation<Page<ChatMessage>> LIST_MESSAGES_V2 =
            get("/v2/chats/{chat_id}/messages")
                    .query(HISTORY)
                    .answersPages("messages", ChatMessage.class);
    public static final Operation<SentMessage> SEND_MESSAGE_V2 =
            post("/v2/chats/{chat_id}/messages")
                    .json(MESSAGE)
                    .needsOneOf(CONTENT)
                    .answers(SentMessage.class);
    public static final Operation<SentMessage> SEND_TO_PHONE_V2 =
            post("/v2/messages")
                    .json("phone*", "whatsapp_account_phone")
                    .json(MESSAGE)
                    .needsOneOf(CONTENT)
                    .answers(SentMessage.class);
    public static final Operation<List<WhatsAppAccount>> LIST_ACCOUNTS_V2 =
            get("/v2/whatsapp_accounts").answersList("whatsapp_accounts", WhatsAppAccount.class);
    public static final Operation<List<TextTemplate>> LIST_TEMPLATES_V2 =
            get("/v2/templates").answersList("templates", TextTemplate.class);
    public static final Operation<Map<String, Object>> CREATE_TEMPLATE_V2 =
            post("/v2/templates").json("name*", "text*").anyJson().answersMap();

    // WhatsApp Business API (Cloud API numbers)

    public static final Operation<Page<Chat>> LIST_WABA_CHATS =
            get("/waba/chats")
                    .query(
                            "waba_account_id",
                            "responsible",
                            "closed",
                            "whatsapp_phone",
                            "page",
                            "with_msg")
                    .answersPages("chats", Chat.class);
    public static final Operation<Chat> GET_WABA_CHAT =
            get("/waba/chats/{chat_id}").answers(Chat.class);
    public static final Operation<Chat> UPDATE_WABA_CHAT =
            patch("/waba/chats/{chat_id}")
                    .json(CHAT_CHANGES)
                    .needsOneOf(CHAT_CHANGES)
                    .answers(Chat.class);
    public static final Operation<List<String>> LIST_WABA_LABELS =
            get("/waba/chats/{chat_id}/labels").answersList("labels", String.class);
    public static final Operation<List<String>> SET_WABA_LABELS =
            post("/waba/chats/{chat_id}/labels")
                    .idempotent()
                    .json("labels*")
                    .answersList("labels", String.class);
    public static final Operation<List<String>> ADD_WABA_LABELS =
            put("/waba/chats/{chat_id}/labels").json("labels*").answersList("labels", String.class);
    public static final Operation<Page<ChatMessage>> LIST_WABA_MESSAGES =
            get("/waba/chats/{chat_id}/messages")
                    .query(HISTORY)
                    .query("size")
                    .answersPages("messages", ChatMessage.class);
    public static final Operation<ChatMessage> SEND_WABA_MESSAGE =
            post("/waba/chats/{chat_id}/messages")
                    .json(WABA_CONTENT)
                    .needsOneOf(WABA_CONTENT)
                    .answers(ChatMessage.class);
    public static final Operation<ChatMessage> SEND_WABA_FILE =
            post("/waba/chats/{chat_id}/messages").form("file*", "text").answers(ChatMessage.class);
    public static final Operation<ChatMessage> SEND_WABA_TO_PHONE =
            post("/waba/messages")
                    .json("waba_account_id*", "phone*")
                    .json(WABA_CONTENT)
                    .needsOneOf(WABA_CONTENT)
                    .answers(ChatMessage.class);
    public static final Operation<ChatMessage> GET_WABA_MESSAGE =
            get("/waba/messages/{message_uid}").answers(ChatMessage.class);
    public static final Operation<List<MessageStatus>> GET_WABA_MESSAGE_STATUS =
            get("/waba/messages/{message_uid}/status_history")
                    .answersList("status_history", MessageStatus.class);
    public static final Operation<ReactionSummary> GET_WABA_REACTIONS =
            get("/waba/messages/{message_uid}/reactions").answers(ReactionSummary.class);
    public static final Operation<SentMessage> SET_WABA_REACTION =
            patch("/waba/messages/{message_uid}/reactions")
                    .json("reaction*")
                    .answers(SentMessage.class);
    public static final Operation<List<WabaAccount>> LIST_WABA_ACCOUNTS =
            get("/waba/accounts").answersList("accounts", WabaAccount.class);
    public static final Operation<WabaAccount> GET_WABA_ACCOUNT =
            get("/waba/accounts/{waba_account_id}").answers(WabaAccount.class);
    public static final Operation<Map<String, Object>> REQUEST_WABA_ANALYTICS =
            post("/waba/accounts/{waba_account_id}/analytics").anyJson().answersMap();
    public static final Operation<Map<String, Object>> GET_WABA_ANALYTICS =
            get("/waba/accounts/{waba_account_id}/analytics/{handle}").answersMap();
    public static final Operation<List<WabaTemplate>> LIST_WABA_TEMPLATES =
            get("/waba/templates").answersList("templates", WabaTemplate.class);
    public static final Operation<WabaTemplate> GET_WABA_TEMPLATE =
            get("/waba/templates/{waba_template_id}").answers(WabaTemplate.class);

    private Operations() {}
}
