package io.github.cameltimelines;

import org.apache.camel.spi.Configurer;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/**
 * The parameters of operations, as options of a producer's URI. Which operation takes which stands
 * in {@code docs/reference/operations.md}; all of them can be headers or in a Map body too.
 */
@UriParams
@Configurer(extended = true)
public class TimelinesParameters {

    @UriParam(label = "producer", description = "Id of the chat.")
    private Long chatId;

    @UriParam(label = "producer", description = "Uid of the message.")
    private String messageUid;

    @UriParam(
            label = "producer",
            description =
                    "Phone number with + (as %2B or in RAW()), e.g. RAW(+34600111222). Of "
                            + "whom to send to; in listings, of the chat: exact with +, part of a "
                            + "number without.")
    private String phone;

    @UriParam(
            label = "producer",
            description =
                    "WhatsApp's own id of a person or group to send to, e.g. of a group "
                            + "ending in @g.us.")
    private String jid;

    @UriParam(
            label = "producer",
            description =
                    "Phone number of the WhatsApp account that sends. Default is the one "
                            + "connected last.")
    private String whatsappAccountPhone;

    @UriParam(
            label = "producer",
            description =
                    "Text of the message, note or template, if it is not the message "
                            + "body. 2000 characters at the most, notes 10000.")
    private String text;

    @UriParam(
            label = "producer",
            description = "Uid of an uploaded file: to send, to look up or to delete.")
    private String fileUid;

    @UriParam(label = "producer", description = "Id of an attachment template to send.")
    private Long attachmentTemplateId;

    @UriParam(label = "producer", description = "Uid of the message that this one answers.")
    private String replyTo;

    @UriParam(
            label = "producer",
            description =
                    "Label to put on the chat when sending; in listings a comma list of "
                            + "labels of which the chat has any.")
    private String label;

    @UriParam(
            label = "producer",
            description = "Comma list of labels, if it is not the message body.")
    private String labels;

    @UriParam(
            label = "producer",
            description = "Name for the chat when sending, 256 characters at the most.")
    private String chatName;

    @UriParam(label = "producer", description = "Caption of a file, 2000 characters at the most.")
    private String caption;

    @UriParam(
            label = "producer",
            description =
                    "Name of the file. Default is the name of the file, or the header "
                            + "CamelFileName. In listings a part of it.")
    private String filename;

    @UriParam(
            label = "producer",
            description = "MIME type of the file. Default is guessed from its name.")
    private String contentType;

    @UriParam(label = "producer", description = "Public URL from which TimelinesAI fetches a file.")
    private String downloadUrl;

    @UriParam(
            label = "producer",
            description =
                    "Emoji to react with, if it is not the message body; empty takes the "
                            + "reaction back.")
    private String reaction;

    @UriParam(
            label = "producer",
            description =
                    "Name of a chat or template; in listings of chats a comma list of "
                            + "parts of names.")
    private String displayName;

    @UriParam(
            label = "producer",
            description =
                    "E-mail address of the member responsible for a chat; empty takes the "
                            + "chat from its member. In listings a comma list.")
    private String responsible;

    @UriParam(label = "producer", description = "Whether a chat is, or is to be, closed.")
    private Boolean closed;

    @UriParam(label = "producer", description = "Whether a chat is, or is to be, marked as read.")
    private Boolean read;

    @UriParam(
            label = "producer",
            description = "Whether ChatGPT answers, or is to answer, in a chat.")
    private Boolean chatgptAutoresponseEnabled;

    @UriParam(label = "producer", description = "Lists group chats only, or direct chats only.")
    private Boolean group;

    @UriParam(
            label = "producer",
            description = "Comma list of JIDs of the WhatsApp accounts whose chats are listed.")
    private String whatsappAccountId;

    @UriParam(
            label = "producer",
            description =
                    "Comma list of phone numbers; lists direct chats with and groups of " + "them.")
    private String whatsappPhone;

    @UriParam(label = "producer", description = "Lists chats created after this ISO date and time.")
    private String createdAfter;

    @UriParam(
            label = "producer",
            description = "Lists chats created before this ISO date and time.")
    private String createdBefore;

    @UriParam(
            label = "producer",
            description = "Gives the last message of every chat that is listed.")
    private Boolean withMsg;

    @UriParam(
            label = "producer",
            description = "Lists sent messages only, or received messages only.")
    private Boolean fromMe;

    @UriParam(
            label = "producer",
            description = "Lists messages from this date or time on, e.g. 2026-01-17 10:35.")
    private String after;

    @UriParam(label = "producer", description = "Lists messages up to this date or time.")
    private String before;

    @UriParam(label = "producer", description = "Lists messages after the one with this uid.")
    private String afterMessage;

    @UriParam(label = "producer", description = "Lists messages before the one with this uid.")
    private String beforeMessage;

    @UriParam(
            label = "producer",
            enums = "asc,desc",
            description = "Order of a history; TimelinesAI's default is desc.")
    private String sortingOrder;

    @UriParam(
            label = "producer",
            description =
                    "The one page of a listing to get, from 1. Without it all pages are "
                            + "read, one after the other.")
    private Integer page;

    @UriParam(
            label = "producer",
            description = "Messages in a page; only for histories of WhatsApp Business numbers.")
    private Integer size;

    @UriParam(
            label = "producer",
            description = "Whether a note is private; TimelinesAI's default is true.")
    private Boolean isPrivate;

    @UriParam(label = "producer", description = "E-mail address of whom to invite.")
    private String email;

    @UriParam(label = "producer", description = "First name of whom to invite.")
    private String firstName;

    @UriParam(label = "producer", description = "Last name of whom to invite.")
    private String lastName;

    @UriParam(label = "producer", description = "Title of a team, of a member or a template.")
    private String teamTitle;

    @UriParam(
            label = "producer",
            enums = "admin,team_supervisor,teammate,agent,collaborator",
            description = "Role of whom to invite.")
    private String role;

    @UriParam(label = "producer", description = "Id of a member.")
    private Long userId;

    @UriParam(label = "producer", description = "Id of a text template.")
    private Long templateId;

    @UriParam(
            label = "producer",
            enums = "public,private,read-only",
            description = "Who sees a text template.")
    private String visibility;

    @UriParam(label = "producer", description = "Id of a webhook at TimelinesAI.")
    private Long webhookId;

    @UriParam(label = "producer", description = "Type of event of a webhook at TimelinesAI.")
    private String eventType;

    @UriParam(label = "producer", description = "URL that a webhook at TimelinesAI calls.")
    private String url;

    @UriParam(label = "producer", description = "Whether a webhook at TimelinesAI is enabled.")
    private Boolean enabled;

    @UriParam(label = "producer", description = "Id of a WhatsApp Business account.")
    private Long wabaAccountId;

    @UriParam(label = "producer", description = "Id of a WhatsApp Business template.")
    private Long wabaTemplateId;

    @UriParam(label = "producer", description = "Handle of analytics that were requested.")
    private String handle;

    public Long getChatId() {
        return chatId;
    }

    public void setChatId(Long chatId) {
        this.chatId = chatId;
    }

    public String getMessageUid() {
        return messageUid;
    }

    public void setMessageUid(String messageUid) {
        this.messageUid = messageUid;
    }

    public String getPhone() {
        return phone;
    }

    public void setPhone(String phone) {
        this.phone = withPlus(phone);
    }

    public String getJid() {
        return jid;
    }

    public void setJid(String jid) {
        this.jid = jid;
    }

    public String getWhatsappAccountPhone() {
        return whatsappAccountPhone;
    }

    public void setWhatsappAccountPhone(String whatsappAccountPhone) {
        this.whatsappAccountPhone = withPlus(whatsappAccountPhone);
    }

    public String getText() {
        return text;
    }

    public void setText(String text) {
        this.text = text;
    }

    public String getFileUid() {
        return fileUid;
    }

    public void setFileUid(String fileUid) {
        this.fileUid = fileUid;
    }

    public Long getAttachmentTemplateId() {
        return attachmentTemplateId;
    }

    public void setAttachmentTemplateId(Long attachmentTemplateId) {
        this.attachmentTemplateId = attachmentTemplateId;
    }

    public String getReplyTo() {
        return replyTo;
    }

    public void setReplyTo(String replyTo) {
        this.replyTo = replyTo;
    }

    public String getLabel() {
        return label;
    }

    public void setLabel(String label) {
        this.label = label;
    }

    public String getLabels() {
        return labels;
    }

    public void setLabels(String labels) {
        this.labels = labels;
    }

    public String getChatName() {
        return chatName;
    }

    public void setChatName(String chatName) {
        this.chatName = chatName;
    }

    public String getCaption() {
        return caption;
    }

    public void setCaption(String caption) {
        this.caption = caption;
    }

    public String getFilename() {
        return filename;
    }

    public void setFilename(String filename) {
        this.filename = filename;
    }

    public String getContentType() {
        return contentType;
    }

    public void setContentType(String contentType) {
        this.contentType = contentType;
    }

    public String getDownloadUrl() {
        return downloadUrl;
    }

    public void setDownloadUrl(String downloadUrl) {
        this.downloadUrl = downloadUrl;
    }

    public String getReaction() {
        return reaction;
    }

    public void setReaction(String reaction) {
        this.reaction = reaction;
    }

    public String getDisplayName() {
        return displayName;
    }

    public void setDisplayName(String displayName) {
        this.displayName = displayName;
    }

    public String getResponsible() {
        return responsible;
    }

    public void setResponsible(String responsible) {
        this.responsible = responsible;
    }

    public Boolean getClosed() {
        return closed;
    }

    public void setClosed(Boolean closed) {
        this.closed = closed;
    }

    public Boolean getRead() {
        return read;
    }

    public void setRead(Boolean read) {
        this.read = read;
    }

    public Boolean getChatgptAutoresponseEnabled() {
        return chatgptAutoresponseEnabled;
    }

    public void setChatgptAutoresponseEnabled(Boolean chatgptAutoresponseEnabled) {
        this.chatgptAutoresponseEnabled = chatgptAutoresponseEnabled;
    }

    public Boolean getGroup() {
        return group;
    }

    public void setGroup(Boolean group) {
        this.group = group;
    }

    public String getWhatsappAccountId() {
        return whatsappAccountId;
    }

    public void setWhatsappAccountId(String whatsappAccountId) {
        this.whatsappAccountId = whatsappAccountId;
    }

    public String getWhatsappPhone() {
        return whatsappPhone;
    }

    public void setWhatsappPhone(String whatsappPhone) {
        this.whatsappPhone = withPlus(whatsappPhone);
    }

    public String getCreatedAfter() {
        return createdAfter;
    }

    public void setCreatedAfter(String createdAfter) {
        this.createdAfter = createdAfter;
    }

    public String getCreatedBefore() {
        return createdBefore;
    }

    public void setCreatedBefore(String createdBefore) {
        this.createdBefore = createdBefore;
    }

    public Boolean getWithMsg() {
        return withMsg;
    }

    public void setWithMsg(Boolean withMsg) {
        this.withMsg = withMsg;
    }

    public Boolean getFromMe() {
        return fromMe;
    }

    public void setFromMe(Boolean fromMe) {
        this.fromMe = fromMe;
    }

    public String getAfter() {
        return after;
    }

    public void setAfter(String after) {
        this.after = after;
    }

    public String getBefore() {
        return before;
    }

    public void setBefore(String before) {
        this.before = before;
    }

    public String getAfterMessage() {
        return afterMessage;
    }

    public void setAfterMessage(String afterMessage) {
        this.afterMessage = afterMessage;
    }

    public String getBeforeMessage() {
        return beforeMessage;
    }

    public void setBeforeMessage(String beforeMessage) {
        this.beforeMessage = beforeMessage;
    }

    public String getSortingOrder() {
        return sortingOrder;
    }

    public void setSortingOrder(String sortingOrder) {
        this.sortingOrder = sortingOrder;
    }

    public Integer getPage() {
        return page;
    }

    public void setPage(Integer page) {
        this.page = page;
    }

    public Integer getSize() {
        return size;
    }

    public void setSize(Integer size) {
        this.size = size;
    }

    public Boolean getIsPrivate() {
        return isPrivate;
    }

    public void setIsPrivate(Boolean isPrivate) {
        this.isPrivate = isPrivate;
    }

    public String getEmail() {
        return email;
    }

    public void setEmail(String email) {
        this.email = email;
    }

    public String getFirstName() {
        return firstName;
    }

    public void setFirstName(String firstName) {
        this.firstName = firstName;
    }

    public String getLastName() {
        return lastName;
    }

    public void setLastName(String lastName) {
        this.lastName = lastName;
    }

    public String getTeamTitle() {
        return teamTitle;
    }

    public void setTeamTitle(String teamTitle) {
        this.teamTitle = teamTitle;
    }

    public String getRole() {
        return role;
    }

    public void setRole(String role) {
        this.role = role;
    }

    public Long getUserId() {
        return userId;
    }

    public void setUserId(Long userId) {
        this.userId = userId;
    }

    public Long getTemplateId() {
        return templateId;
    }

    public void setTemplateId(Long templateId) {
        this.templateId = templateId;
    }

    public String getVisibility() {
        return visibility;
    }

    public void setVisibility(String visibility) {
        this.visibility = visibility;
    }

    public Long getWebhookId() {
        return webhookId;
    }

    public void setWebhookId(Long webhookId) {
        this.webhookId = webhookId;
    }

    public String getEventType() {
        return eventType;
    }

    public void setEventType(String eventType) {
        this.eventType = eventType;
    }

    public String getUrl() {
        return url;
    }

    public void setUrl(String url) {
        this.url = url;
    }

    public Boolean getEnabled() {
        return enabled;
    }

    public void setEnabled(Boolean enabled) {
        this.enabled = enabled;
    }

    public Long getWabaAccountId() {
        return wabaAccountId;
    }

    public void setWabaAccountId(Long wabaAccountId) {
        this.wabaAccountId = wabaAccountId;
    }

    public Long getWabaTemplateId() {
        return wabaTemplateId;
    }

    public void setWabaTemplateId(Long wabaTemplateId) {
        this.wabaTemplateId = wabaTemplateId;
    }

    public String getHandle() {
        return handle;
    }

    public void setHandle(String handle) {
        this.handle = handle;
    }

    /**
     * Camel decodes a URI twice, so that the plus of {@code phone=%2B34600111222} arrives as a
     * blank. A blank before a number can mean nothing else.
     */
    private static String withPlus(String phones) {
        return phones == null ? null : phones.replaceAll("(^|,) (?=\\d)", "$1+");
    }
}
