package io.github.cameltimelines;

import org.apache.camel.spi.Metadata;

/**
 * Names of the message headers. Camel's header filters strip this prefix from untrusted senders.
 */
public final class TimelinesConstants {

    @Metadata(
            label = "consumer",
            description =
                    "The type of the event, as the consumer asked for it, e.g. message:received:new; for createWebhook and updateWebhook, of the webhook.",
            javaType = "String")
    public static final String EVENT_TYPE = "CamelTimelinesEventType";

    @Metadata(
            label = "consumer",
            description = "The id of the event: the same on every attempt and after every restart.",
            javaType = "String")
    public static final String EVENT_ID = "CamelTimelinesEventId";

    @Metadata(description = "The chat: of the event, or to work on.", javaType = "String")
    public static final String CHAT_ID = "CamelTimelinesChatId";

    @Metadata(
            description = "The message: of the event, to work on, or just sent.",
            javaType = "String")
    public static final String MESSAGE_UID = "CamelTimelinesMessageUid";

    @Metadata(
            label = "consumer",
            description =
                    "The phone number of the WhatsApp account of the workspace, as TimelinesAI wrote it.",
            javaType = "String")
    public static final String ACCOUNT_PHONE = "CamelTimelinesAccountPhone";

    @Metadata(
            label = "consumer",
            description = "SENT or RECEIVED, seen from the WhatsApp account.",
            javaType = "io.github.cameltimelines.model.Direction")
    public static final String DIRECTION = "CamelTimelinesDirection";

    @Metadata(
            label = "consumer",
            description = "What a message was sent with, e.g. WhatsApp or Public API.",
            javaType = "String")
    public static final String ORIGIN = "CamelTimelinesOrigin";

    @Metadata(
            label = "consumer",
            description =
                    "How many times the route has been tried with this event; the first is 1.",
            javaType = "Integer")
    public static final String ATTEMPT = "CamelTimelinesAttempt";

    @Metadata(
            label = "consumer",
            description = "When the event was accepted.",
            javaType = "java.time.Instant")
    public static final String RECEIVED_AT = "CamelTimelinesReceivedAt";

    @Metadata(label = "consumer", description = "The workspace of the event.", javaType = "String")
    public static final String WORKSPACE_ID = "CamelTimelinesWorkspaceId";

    @Metadata(
            label = "producer",
            description = "Phone number with + (as %2B or in RAW()), e.g.",
            javaType = "String")
    public static final String PHONE = "CamelTimelinesPhone";

    @Metadata(
            label = "producer",
            description = "WhatsApp's own id of a person or group to send to, e.g.",
            javaType = "String")
    public static final String JID = "CamelTimelinesJid";

    @Metadata(
            label = "producer",
            description = "Phone number of the WhatsApp account that sends.",
            javaType = "String")
    public static final String WHATSAPP_ACCOUNT_PHONE = "CamelTimelinesWhatsappAccountPhone";

    @Metadata(
            label = "producer",
            description =
                    "Text of the message, note or template, if it is not the message " + "body.",
            javaType = "String")
    public static final String TEXT = "CamelTimelinesText";

    @Metadata(
            label = "producer",
            description = "Uid of an uploaded file: to send, to look up or to delete.",
            javaType = "String")
    public static final String FILE_UID = "CamelTimelinesFileUid";

    @Metadata(
            label = "producer",
            description = "Id of an attachment template to send.",
            javaType = "Long")
    public static final String ATTACHMENT_TEMPLATE_ID = "CamelTimelinesAttachmentTemplateId";

    @Metadata(
            label = "producer",
            description = "Uid of the message that this one answers.",
            javaType = "String")
    public static final String REPLY_TO = "CamelTimelinesReplyTo";

    @Metadata(
            label = "producer",
            description =
                    "Label to put on the chat when sending; in listings a comma list of "
                            + "labels of which the chat has any.",
            javaType = "String")
    public static final String LABEL = "CamelTimelinesLabel";

    @Metadata(
            label = "producer",
            description = "Comma list of labels, if it is not the message body.",
            javaType = "String")
    public static final String LABELS = "CamelTimelinesLabels";

    @Metadata(
            label = "producer",
            description = "Name for the chat when sending, 256 characters at the most.",
            javaType = "String")
    public static final String CHAT_NAME = "CamelTimelinesChatName";

    @Metadata(
            label = "producer",
            description = "Caption of a file, 2000 characters at the most.",
            javaType = "String")
    public static final String CAPTION = "CamelTimelinesCaption";

    @Metadata(label = "producer", description = "Name of the file.", javaType = "String")
    public static final String FILENAME = "CamelTimelinesFilename";

    @Metadata(label = "producer", description = "MIME type of the file.", javaType = "String")
    public static final String CONTENT_TYPE = "CamelTimelinesContentType";

    @Metadata(
            label = "producer",
            description = "Public URL from which TimelinesAI fetches a file.",
            javaType = "String")
    public static final String DOWNLOAD_URL = "CamelTimelinesDownloadUrl";

    @Metadata(
            label = "producer",
            description =
                    "Emoji to react with, if it is not the message body; empty takes the "
                            + "reaction back.",
            javaType = "String")
    public static final String REACTION = "CamelTimelinesReaction";

    @Metadata(
            label = "producer",
            description =
                    "Name of a chat or template; in listings of chats a comma list of "
                            + "parts of names.",
            javaType = "String")
    public static final String DISPLAY_NAME = "CamelTimelinesDisplayName";

    @Metadata(
            label = "producer",
            description =
                    "E-mail address of the member responsible for a chat; empty takes the "
                            + "chat from its member.",
            javaType = "String")
    public static final String RESPONSIBLE = "CamelTimelinesResponsible";

    @Metadata(
            label = "producer",
            description = "Whether a chat is, or is to be, closed.",
            javaType = "Boolean")
    public static final String CLOSED = "CamelTimelinesClosed";

    @Metadata(
            label = "producer",
            description = "Whether a chat is, or is to be, marked as read.",
            javaType = "Boolean")
    public static final String READ = "CamelTimelinesRead";

    @Metadata(
            label = "producer",
            description = "Whether ChatGPT answers, or is to answer, in a chat.",
            javaType = "Boolean")
    public static final String CHATGPT_AUTORESPONSE_ENABLED =
            "CamelTimelinesChatgptAutoresponseEnabled";

    @Metadata(
            label = "producer",
            description = "Lists group chats only, or direct chats only.",
            javaType = "Boolean")
    public static final String GROUP = "CamelTimelinesGroup";

    @Metadata(
            label = "producer",
            description = "Comma list of JIDs of the WhatsApp accounts whose chats are listed.",
            javaType = "String")
    public static final String WHATSAPP_ACCOUNT_ID = "CamelTimelinesWhatsappAccountId";

    @Metadata(
            label = "producer",
            description =
                    "Comma list of phone numbers; lists direct chats with and groups of " + "them.",
            javaType = "String")
    public static final String WHATSAPP_PHONE = "CamelTimelinesWhatsappPhone";

    @Metadata(
            label = "producer",
            description = "Lists chats created after this ISO date and time.",
            javaType = "String")
    public static final String CREATED_AFTER = "CamelTimelinesCreatedAfter";

    @Metadata(
            label = "producer",
            description = "Lists chats created before this ISO date and time.",
            javaType = "String")
    public static final String CREATED_BEFORE = "CamelTimelinesCreatedBefore";

    @Metadata(
            label = "producer",
            description = "Gives the last message of every chat that is listed.",
            javaType = "Boolean")
    public static final String WITH_MSG = "CamelTimelinesWithMsg";

    @Metadata(
            label = "producer",
            description = "Lists sent messages only, or received messages only.",
            javaType = "Boolean")
    public static final String FROM_ME = "CamelTimelinesFromMe";

    @Metadata(
            label = "producer",
            description = "Lists messages from this date or time on, e.g.",
            javaType = "String")
    public static final String AFTER = "CamelTimelinesAfter";

    @Metadata(
            label = "producer",
            description = "Lists messages up to this date or time.",
            javaType = "String")
    public static final String BEFORE = "CamelTimelinesBefore";

    @Metadata(
            label = "producer",
            description = "Lists messages after the one with this uid.",
            javaType = "String")
    public static final String AFTER_MESSAGE = "CamelTimelinesAfterMessage";

    @Metadata(
            label = "producer",
            description = "Lists messages before the one with this uid.",
            javaType = "String")
    public static final String BEFORE_MESSAGE = "CamelTimelinesBeforeMessage";

    @Metadata(
            label = "producer",
            description = "Order of a history; TimelinesAI's default is desc.",
            javaType = "String")
    public static final String SORTING_ORDER = "CamelTimelinesSortingOrder";

    @Metadata(
            label = "producer",
            description = "The one page of a listing to get, from 1.",
            javaType = "Integer")
    public static final String PAGE = "CamelTimelinesPage";

    @Metadata(
            label = "producer",
            description = "Messages in a page; only for histories of WhatsApp Business numbers.",
            javaType = "Integer")
    public static final String SIZE = "CamelTimelinesSize";

    @Metadata(
            label = "producer",
            description = "Whether a note is private; TimelinesAI's default is true.",
            javaType = "Boolean")
    public static final String IS_PRIVATE = "CamelTimelinesIsPrivate";

    @Metadata(
            label = "producer",
            description = "E-mail address of whom to invite.",
            javaType = "String")
    public static final String EMAIL = "CamelTimelinesEmail";

    @Metadata(
            label = "producer",
            description = "First name of whom to invite.",
            javaType = "String")
    public static final String FIRST_NAME = "CamelTimelinesFirstName";

    @Metadata(label = "producer", description = "Last name of whom to invite.", javaType = "String")
    public static final String LAST_NAME = "CamelTimelinesLastName";

    @Metadata(
            label = "producer",
            description = "Title of a team, of a member or a template.",
            javaType = "String")
    public static final String TEAM_TITLE = "CamelTimelinesTeamTitle";

    @Metadata(label = "producer", description = "Role of whom to invite.", javaType = "String")
    public static final String ROLE = "CamelTimelinesRole";

    @Metadata(label = "producer", description = "Id of a member.", javaType = "Long")
    public static final String USER_ID = "CamelTimelinesUserId";

    @Metadata(label = "producer", description = "Id of a text template.", javaType = "Long")
    public static final String TEMPLATE_ID = "CamelTimelinesTemplateId";

    @Metadata(label = "producer", description = "Who sees a text template.", javaType = "String")
    public static final String VISIBILITY = "CamelTimelinesVisibility";

    @Metadata(
            label = "producer",
            description = "Id of a webhook at TimelinesAI.",
            javaType = "Long")
    public static final String WEBHOOK_ID = "CamelTimelinesWebhookId";

    @Metadata(
            label = "producer",
            description = "URL that a webhook at TimelinesAI calls.",
            javaType = "String")
    public static final String URL = "CamelTimelinesUrl";

    @Metadata(
            label = "producer",
            description = "Whether a webhook at TimelinesAI is enabled.",
            javaType = "Boolean")
    public static final String ENABLED = "CamelTimelinesEnabled";

    @Metadata(
            label = "producer",
            description = "Id of a WhatsApp Business account.",
            javaType = "Long")
    public static final String WABA_ACCOUNT_ID = "CamelTimelinesWabaAccountId";

    @Metadata(
            label = "producer",
            description = "Id of a WhatsApp Business template.",
            javaType = "Long")
    public static final String WABA_TEMPLATE_ID = "CamelTimelinesWabaTemplateId";

    @Metadata(
            label = "producer",
            description = "Handle of analytics that were requested.",
            javaType = "String")
    public static final String HANDLE = "CamelTimelinesHandle";

    @Metadata(
            label = "producer",
            description =
                    "WhatsApp Business template to send: a Map of name, language and variables.",
            javaType = "java.util.Map")
    public static final String TEMPLATE = "CamelTimelinesTemplate";

    @Metadata(
            label = "producer",
            description = "Set on the answer when one page was asked for: whether there are more.",
            javaType = "Boolean")
    public static final String HAS_MORE_PAGES = "CamelTimelinesHasMorePages";

    private TimelinesConstants() {}
}
