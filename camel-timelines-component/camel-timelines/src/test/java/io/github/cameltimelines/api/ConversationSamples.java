package io.github.cameltimelines.api;

import static io.github.cameltimelines.api.OperationSample.s;

import java.util.List;

/** Operations on chats, messages, reactions and files. */
final class ConversationSamples {

    private static final String CHAT = "{\"id\":4711,\"name\":\"Ana\"}";
    private static final String MESSAGE = "{\"uid\":\"u-1\",\"from_me\":true,\"text\":\"Hi\"}";
    private static final String RECEIPT = "{\"message_uid\":\"u-1\"}";
    private static final String STATUS =
            "[{\"status\":\"Sent\",\"timestamp\":\"2024-01-08 10:35:18 +0200\"}]";
    private static final String REACTIONS = "{\"users\":[],\"reactions\":{\"+1\":2},\"total\":2}";
    private static final String FILE =
            "{\"uid\":\"f-1\",\"filename\":\"a.pdf\",\"size\":9,\"mime_type\":\"application/pdf\"}";

    private ConversationSamples() {}

    static List<OperationSample> all() {
        Arguments chat = Arguments.of("chatId", 4711L);
        Arguments uid = Arguments.of("messageUid", "u-1");
        return List.of(
                s(
                        Operations.LIST_CHATS,
                        Arguments.of("label", "a,b")
                                .and("closed", "false")
                                .and("phone", "+34600111222")
                                .and("responsible", "eva@shop.example")
                                .and("page", 2),
                        "/chats?label=a%2Cb&responsible=eva%40shop.example&phone=%2B34600111222&closed=false&page=2",
                        null,
                        "{\"has_more_pages\":true,\"chats\":[" + CHAT + "]}",
                        "hasMorePages=true, number=2"),
                s(Operations.GET_CHAT, chat, "/chats/4711", null, CHAT, "Chat[id=4711"),
                s(
                        Operations.UPDATE_CHAT,
                        chat.and("responsible", "")
                                .and("closed", true)
                                .and("chatgptAutoresponseEnabled", false),
                        "/chats/4711",
                        "{\"responsible\":\"\",\"closed\":true,\"chatgpt_autoresponse_enabled\":false}",
                        CHAT,
                        "Chat[id=4711"),
                s(
                        Operations.LIST_MESSAGES,
                        chat.and("after", "2024-01-17 10:35")
                                .and("fromMe", true)
                                .and("sortingOrder", "asc"),
                        "/chats/4711/messages?from_me=true&after=2024-01-17%2010%3A35&sorting_order=asc",
                        null,
                        "{\"has_more_pages\":false,\"messages\":[" + MESSAGE + "]}",
                        "ChatMessage[uid=u-1"),
                s(
                        Operations.LIST_LABELS,
                        chat,
                        "/chats/4711/labels",
                        null,
                        "{\"labels\":[{\"name\":\"vip\"},\"lead\"]}",
                        "[vip, lead]"),
                s(
                        Operations.SET_LABELS,
                        chat.and("labels", List.of()),
                        "/chats/4711/labels",
                        "{\"labels\":[]}",
                        "{\"labels\":[]}",
                        "[]"),
                s(
                        Operations.ADD_LABELS,
                        chat.and("labels", "vip, lead"),
                        "/chats/4711/labels",
                        "{\"labels\":[\"vip\",\"lead\"]}",
                        "{\"labels\":[\"vip\",\"lead\"]}",
                        "[vip, lead]"),
                s(
                        Operations.ADD_NOTE,
                        chat.and("text", "Call back").and("isPrivate", false),
                        "/chats/4711/notes",
                        "{\"text\":\"Call back\",\"is_private\":false}",
                        RECEIPT,
                        "u-1"),
                s(
                        Operations.SEND_MESSAGE,
                        chat.and("text", "Grüße\n👍")
                                .and("replyTo", "u-0")
                                .and("fileUid", "f-1")
                                .and("label", "vip")
                                .and("chatName", "Ana")
                                .and("attachmentTemplateId", "3"),
                        "/chats/4711/messages",
                        "{\"text\":\"Grüße\\n👍\",\"reply_to\":\"u-0\",\"file_uid\":\"f-1\",\"label\":\"vip\",\"chat_name\":\"Ana\",\"attachment_template_id\":3}",
                        RECEIPT,
                        "u-1"),
                s(
                        Operations.SEND_TO_PHONE,
                        Arguments.of("phone", "\u202a+34 600-111 222\u202c")
                                .and("whatsappAccountPhone", "+34600999888")
                                .and("text", "Hi"),
                        "/messages",
                        "{\"phone\":\"+34600111222\",\"whatsapp_account_phone\":\"+34600999888\",\"text\":\"Hi\"}",
                        RECEIPT,
                        "u-1"),
                s(
                        Operations.SEND_TO_JID,
                        Arguments.of("jid", "1203@g.us").and("text", "Hi").and("replyTo", "u-0"),
                        "/messages/to_jid",
                        "{\"jid\":\"1203@g.us\",\"text\":\"Hi\",\"reply_to\":\"u-0\"}",
                        RECEIPT,
                        "u-1"),
                s(Operations.GET_MESSAGE, uid, "/messages/u-1", null, MESSAGE, "direction=SENT"),
                s(
                        Operations.GET_MESSAGE_STATUS,
                        uid,
                        "/messages/u-1/status_history",
                        null,
                        STATUS,
                        "2024-01-08T10:35:18+02:00"),
                s(
                        Operations.GET_REACTIONS,
                        uid,
                        "/messages/u-1/reactions",
                        null,
                        REACTIONS,
                        "total=2"),
                s(
                        Operations.SET_REACTION,
                        uid.and("reaction", ""),
                        "/messages/u-1/reactions",
                        "{\"reaction\":\"\"}",
                        RECEIPT,
                        "u-1"),
                s(
                        Operations.LIST_FILES,
                        Arguments.of("filename", "a b&c"),
                        "/files?filename=a%20b%26c",
                        null,
                        "[" + FILE + "]",
                        "UploadedFile[uid=f-1, size=9, mimetype=application/pdf]"),
                s(
                        Operations.UPLOAD_FILE_FROM_URL,
                        Arguments.of("downloadUrl", "https://x.example/a.pdf")
                                .and("filename", "a.pdf")
                                .and("contentType", "application/pdf"),
                        "/files",
                        "{\"download_url\":\"https://x.example/a.pdf\",\"filename\":\"a.pdf\",\"content_type\":\"application/pdf\"}",
                        FILE,
                        "f-1"),
                s(
                        Operations.GET_FILE,
                        Arguments.of("fileUid", "f-1"),
                        "/files/f-1",
                        null,
                        FILE,
                        "f-1"),
                s(
                        Operations.DELETE_FILE,
                        Arguments.of("fileUid", "f-1"),
                        "/files/f-1",
                        null,
                        null,
                        "null"),
                s(
                        Operations.LIST_CHATS_V2,
                        Arguments.of("withMsg", true),
                        "/v2/chats?with_msg=true",
                        null,
                        "{\"has_more_pages\":false,\"chats\":[" + CHAT + "]}",
                        "number=1"),
                s(
                        Operations.LIST_MESSAGES_V2,
                        chat.and("beforeMessage", "u-9"),
                        "/v2/chats/4711/messages?before_message=u-9",
                        null,
                        "{\"has_more_pages\":false,\"messages\":[]}",
                        "items=[]"),
                s(
                        Operations.SEND_MESSAGE_V2,
                        chat.and("text", "Hi"),
                        "/v2/chats/4711/messages",
                        "{\"text\":\"Hi\"}",
                        RECEIPT,
                        "u-1"),
                s(
                        Operations.SEND_TO_PHONE_V2,
                        Arguments.of("phone", "34600111222").and("text", "Hi"),
                        "/v2/messages",
                        "{\"phone\":\"34600111222\",\"text\":\"Hi\"}",
                        RECEIPT,
                        "u-1"));
    }
}
