package io.github.cameltimelines.api;

import static io.github.cameltimelines.api.OperationSample.s;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Operations on Cloud API numbers and their chats. */
final class WabaSamples {

    private static final String CHAT = "{\"id\":4711,\"name\":\"Ana\"}";
    private static final String MESSAGE = "{\"uid\":\"u-1\",\"from_me\":true,\"text\":\"Hi\"}";
    private static final String RECEIPT = "{\"message_uid\":\"u-1\"}";
    private static final String REACTIONS = "{\"users\":[],\"reactions\":{\"+1\":2},\"total\":2}";
    private static final String WABA =
            "{\"id\":4821,\"meta_waba_id\":\"203\",\"state\":\"active\"}";
    private static final String WABA_TEMPLATE =
            "{\"id\":501,\"name\":\"order_ok\",\"status\":\"APPROVED\",\"accounts\":[4821]}";

    private WabaSamples() {}

    static List<OperationSample> all() {
        Arguments chat = Arguments.of("chatId", 4711L);
        Arguments uid = Arguments.of("messageUid", "u-1");
        return List.of(
                s(
                        Operations.LIST_WABA_CHATS,
                        Arguments.of("wabaAccountId", 4821),
                        "/waba/chats?waba_account_id=4821",
                        null,
                        "{\"has_more_pages\":false,\"chats\":[" + CHAT + "]}",
                        "Chat[id=4711"),
                s(Operations.GET_WABA_CHAT, chat, "/waba/chats/4711", null, CHAT, "id=4711"),
                s(
                        Operations.UPDATE_WABA_CHAT,
                        chat.and("read", true),
                        "/waba/chats/4711",
                        "{\"read\":true}",
                        CHAT,
                        "id=4711"),
                s(
                        Operations.LIST_WABA_LABELS,
                        chat,
                        "/waba/chats/4711/labels",
                        null,
                        "{\"labels\":[\"vip\"]}",
                        "[vip]"),
                s(
                        Operations.SET_WABA_LABELS,
                        chat.and("labels", "vip"),
                        "/waba/chats/4711/labels",
                        "{\"labels\":[\"vip\"]}",
                        "{\"labels\":[\"vip\"]}",
                        "[vip]"),
                s(
                        Operations.ADD_WABA_LABELS,
                        chat.and("labels", Set.of("vip")),
                        "/waba/chats/4711/labels",
                        "{\"labels\":[\"vip\"]}",
                        "{\"labels\":[\"vip\"]}",
                        "[vip]"),
                s(
                        Operations.LIST_WABA_MESSAGES,
                        chat.and("size", 10).and("page", 3),
                        "/waba/chats/4711/messages?page=3&size=10",
                        null,
                        "{\"has_more_pages\":false,\"messages\":[" + MESSAGE + "]}",
                        "number=3"),
                s(
                        Operations.SEND_WABA_MESSAGE,
                        chat.and("template", Map.of("name", "order_ok")),
                        "/waba/chats/4711/messages",
                        "{\"template\":{\"name\":\"order_ok\"}}",
                        MESSAGE,
                        "ChatMessage[uid=u-1"),
                s(
                        Operations.SEND_WABA_TO_PHONE,
                        Arguments.of("wabaAccountId", 4821)
                                .and("phone", "+34600111222")
                                .and("text", "Hi"),
                        "/waba/messages",
                        "{\"waba_account_id\":4821,\"phone\":\"+34600111222\",\"text\":\"Hi\"}",
                        MESSAGE,
                        "uid=u-1"),
                s(Operations.GET_WABA_MESSAGE, uid, "/waba/messages/u-1", null, MESSAGE, "uid=u-1"),
                s(
                        Operations.GET_WABA_MESSAGE_STATUS,
                        uid,
                        "/waba/messages/u-1/status_history",
                        null,
                        "[]",
                        "[]"),
                s(
                        Operations.GET_WABA_REACTIONS,
                        uid,
                        "/waba/messages/u-1/reactions",
                        null,
                        REACTIONS,
                        "total=2"),
                s(
                        Operations.SET_WABA_REACTION,
                        uid.and("reaction", "👍"),
                        "/waba/messages/u-1/reactions",
                        "{\"reaction\":\"👍\"}",
                        RECEIPT,
                        "u-1"),
                s(
                        Operations.LIST_WABA_ACCOUNTS,
                        Arguments.none(),
                        "/waba/accounts",
                        null,
                        "{\"waba_accounts\":[" + WABA + "]}",
                        "WabaAccount[id=4821, state=active]"),
                s(
                        Operations.GET_WABA_ACCOUNT,
                        Arguments.of("wabaAccountId", 4821),
                        "/waba/accounts/4821",
                        null,
                        WABA,
                        "id=4821"),
                s(
                        Operations.REQUEST_WABA_ANALYTICS,
                        Arguments.of("wabaAccountId", 4821).and("granularity", "DAY"),
                        "/waba/accounts/4821/analytics",
                        "{\"granularity\":\"DAY\"}",
                        "{\"handle\":\"h-1\"}",
                        "{handle=h-1}"),
                s(
                        Operations.GET_WABA_ANALYTICS,
                        Arguments.of("wabaAccountId", 4821).and("handle", "h/1"),
                        "/waba/accounts/4821/analytics/h%2F1",
                        null,
                        "{\"points\":[]}",
                        "{points=[]}"),
                s(
                        Operations.LIST_WABA_TEMPLATES,
                        Arguments.none(),
                        "/waba/templates",
                        null,
                        "{\"templates\":[" + WABA_TEMPLATE + "]}",
                        "WabaTemplate[id=501, status=APPROVED]"),
                s(
                        Operations.GET_WABA_TEMPLATE,
                        Arguments.of("wabaTemplateId", 501),
                        "/waba/templates/501",
                        null,
                        WABA_TEMPLATE,
                        "id=501"));
    }
}
