package io.github.cameltimelines.api;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.github.cameltimelines.model.TimelinesJson;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every operation sends and how it reads its answer; files have a test of their own. */
class OperationsTest {

    @RegisterExtension static final ApiFixture FIXTURE = new ApiFixture();

    private static final ObjectMapper JSON = TimelinesJson.newMapper();
    private static final String CHAT = "{\"id\":4711,\"name\":\"Ana\"}";
    private static final String MESSAGE = "{\"uid\":\"u-1\",\"from_me\":true,\"text\":\"Hi\"}";
    private static final String RECEIPT = "{\"message_uid\":\"u-1\"}";
    private static final String STATUS =
            "[{\"status\":\"Sent\",\"timestamp\":\"2024-01-08 10:35:18 +0200\"}]";
    private static final String REACTIONS = "{\"users\":[],\"reactions\":{\"+1\":2},\"total\":2}";
    private static final String FILE =
            "{\"uid\":\"f-1\",\"filename\":\"a.pdf\",\"size\":9,\"mime_type\":\"application/pdf\"}";
    private static final String ACCOUNT = "{\"id\":\"346@s.whatsapp.net\",\"status\":\"active\"}";
    private static final String TEMPLATE = "{\"id\":7,\"name\":\"hello\",\"text\":\"Hi\"}";
    private static final String MATE = "{\"user_id\":5,\"role\":\"admin\"}";
    private static final String HOOK =
            "{\"id\":9,\"event_type\":\"message:new\",\"enabled\":true,\"url\":\"https://x.example/h\",\"errors_counter\":3}";
    private static final String WABA =
            "{\"id\":4821,\"meta_waba_id\":\"203\",\"state\":\"active\"}";
    private static final String WABA_TEMPLATE =
            "{\"id\":501,\"name\":\"order_ok\",\"status\":\"APPROVED\",\"accounts\":[4821]}";

    /**
     * @param path with query, as it must stand on the wire
     * @param body null if none may be sent
     * @param expected of the answer's text, which has ids and no contents
     */
    record Sample(
            Operation<?> operation,
            Arguments arguments,
            String path,
            String body,
            String data,
            String expected) {

        @Override
        public String toString() {
            return operation.toString();
        }
    }

    static List<Sample> samples() {
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
                        Operations.LIST_ACCOUNTS,
                        Arguments.none(),
                        "/whatsapp_accounts",
                        null,
                        "{\"whatsapp_accounts\":[" + ACCOUNT + "]}",
                        "status=active"),
                s(
                        Operations.LIST_ACCOUNTS,
                        Arguments.none(),
                        "/whatsapp_accounts",
                        null,
                        "[" + ACCOUNT + "]",
                        "status=active"),
                s(
                        Operations.GET_WORKSPACE,
                        Arguments.none(),
                        "/workspace",
                        null,
                        "{\"workspace_id\":3,\"plan\":\"crm\",\"seats\":4,\"messaging_quota\":{\"total\":500,\"used\":1,\"period_start\":\"2024-01-08 10:35:18 +0200\"}}",
                        "workspaceId=3, plan=crm"),
                s(
                        Operations.GET_QUOTAS,
                        Arguments.none(),
                        "/workspace/quotas",
                        null,
                        "{\"messages\":1}",
                        "{messages=1}"),
                s(
                        Operations.LIST_TEAMMATES,
                        Arguments.none(),
                        "/workspace/teammates",
                        null,
                        "{\"teams\":[{\"title\":\"Sales\"}],\"teammates\":[" + MATE + "]}",
                        "Teammate[userId=5"),
                s(
                        Operations.GET_ME,
                        Arguments.none(),
                        "/workspace/teammates/me",
                        null,
                        MATE,
                        "Teammate[userId=5"),
                s(
                        Operations.INVITE,
                        Arguments.of("email", "tom@shop.example")
                                .and("firstName", "Tom")
                                .and("lastName", "T")
                                .and("teamTitle", "Sales")
                                .and("role", "agent"),
                        "/workspace/invitations",
                        "{\"email\":\"tom@shop.example\",\"first_name\":\"Tom\",\"last_name\":\"T\",\"team_title\":\"Sales\",\"role\":\"agent\"}",
                        MATE,
                        "userId=5"),
                s(
                        Operations.CANCEL_INVITATION,
                        Arguments.of("userId", 5),
                        "/workspace/invitations/5",
                        null,
                        null,
                        "null"),
                s(
                        Operations.LIST_TEMPLATES,
                        Arguments.none(),
                        "/templates",
                        null,
                        "{\"templates_count\":1,\"templates\":[" + TEMPLATE + "]}",
                        "TextTemplate[id=7"),
                s(
                        Operations.CREATE_TEMPLATE,
                        Arguments.of("name", "hello").and("text", "Hi").and("visibility", "public"),
                        "/templates",
                        "{\"name\":\"hello\",\"text\":\"Hi\",\"visibility\":\"public\"}",
                        TEMPLATE,
                        "id=7"),
                s(
                        Operations.GET_TEMPLATE,
                        Arguments.of("templateId", 7),
                        "/templates/7",
                        null,
                        TEMPLATE,
                        "id=7"),
                s(
                        Operations.UPDATE_TEMPLATE,
                        Arguments.of("templateId", 7).and("teamTitle", "Sales"),
                        "/templates/7",
                        "{\"team_title\":\"Sales\"}",
                        TEMPLATE,
                        "id=7"),
                s(
                        Operations.DELETE_TEMPLATE,
                        Arguments.of("templateId", 7),
                        "/templates/7",
                        null,
                        null,
                        "null"),
                s(
                        Operations.TRACK_TEMPLATE_USAGE,
                        Arguments.of("templateId", 7),
                        "/templates/7/track_usage",
                        null,
                        null,
                        "null"),
                s(
                        Operations.LIST_WEBHOOKS,
                        Arguments.none(),
                        "/webhooks",
                        null,
                        "[" + HOOK + "]",
                        "Webhook[id=9, eventType=message:new, enabled=true, errorsCounter=3]"),
                s(
                        Operations.CREATE_WEBHOOK,
                        Arguments.of("eventType", "message:new")
                                .and("url", "https://x.example/h")
                                .and("enabled", true),
                        "/webhooks",
                        "{\"event_type\":\"message:new\",\"url\":\"https://x.example/h\",\"enabled\":true}",
                        HOOK,
                        "id=9"),
                s(
                        Operations.GET_WEBHOOK,
                        Arguments.of("webhookId", 9),
                        "/webhooks/9",
                        null,
                        HOOK,
                        "id=9"),
                s(
                        Operations.UPDATE_WEBHOOK,
                        Arguments.of("webhookId", 9).and("enabled", false),
                        "/webhooks/9",
                        "{\"enabled\":false}",
                        HOOK,
                        "id=9"),
                s(
                        Operations.DELETE_WEBHOOK,
                        Arguments.of("webhookId", 9),
                        "/webhooks/9",
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
                        "u-1"),
                s(
                        Operations.LIST_ACCOUNTS_V2,
                        Arguments.none(),
                        "/v2/whatsapp_accounts",
                        null,
                        "{\"whatsapp_accounts\":[" + ACCOUNT + "]}",
                        "active"),
                s(
                        Operations.LIST_TEMPLATES_V2,
                        Arguments.none(),
                        "/v2/templates",
                        null,
                        "[{\"id\":7,\"created_at\":\"2024-01-08 10:35\"}]",
                        "id=7"),
                s(
                        Operations.CREATE_TEMPLATE_V2,
                        Arguments.of("name", "hello").and("text", "Hi").and("extra", 1),
                        "/v2/templates",
                        "{\"name\":\"hello\",\"text\":\"Hi\",\"extra\":1}",
                        "success",
                        "{success=true}"),
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

    private static Sample s(
            Operation<?> operation,
            Arguments arguments,
            String path,
            String body,
            String data,
            String expected) {
        return new Sample(operation, arguments, path, body, data, expected);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void an_operation_sends_what_the_api_wants_and_reads_its_answer(Sample sample)
            throws Exception {
        String envelope =
                "success".equals(sample.data)
                        ? "{\"success\":true}"
                        : sample.data == null
                                ? "{\"status\":\"ok\"}"
                                : "{\"status\":\"ok\",\"data\":" + sample.data + "}";
        FIXTURE.server.stubFor(any(anyUrl()).willReturn(okJson(envelope)));

        Object answer = FIXTURE.api.call(sample.operation, sample.arguments);

        assertThat(FIXTURE.server.getAllServeEvents()).hasSize(1);
        LoggedRequest request = FIXTURE.server.getAllServeEvents().get(0).getRequest();
        assertThat(request.getMethod().getName()).isEqualTo(sample.operation.method());
        assertThat(request.getUrl()).isEqualTo("/integrations/api" + sample.path);
        assertThat(request.getHeader("Authorization")).isEqualTo("Bearer " + ApiFixture.TOKEN);
        if (sample.body == null) {
            assertThat(request.getBodyAsString()).isEmpty();
        } else {
            assertThat(JSON.readTree(request.getBody())).isEqualTo(JSON.readTree(sample.body));
            assertThat(request.getHeader("Content-Type"))
                    .isEqualToIgnoringCase("application/json; charset=UTF-8");
        }
        assertThat(String.valueOf(answer)).contains(sample.expected);
    }

    @Test
    void every_operation_of_the_table_has_a_sample() {
        Set<Operation<?>> tried =
                samples().stream().map(Sample::operation).collect(Collectors.toSet());

        assertThat(all().filter(o -> !o.multipart())).allMatch(tried::contains);
        assertThat(all()).hasSizeGreaterThanOrEqualTo(60).doesNotHaveDuplicates();
    }

    @Test
    void only_operations_that_may_be_done_twice_are_repeatable() {
        assertThat(all().filter(o -> !o.repeatable()).map(Operation::toString))
                .containsExactlyInAnyOrder(
                        "POST /chats/{chat_id}/notes",
                        "POST /chats/{chat_id}/messages",
                        "POST /messages",
                        "POST /messages/to_jid",
                        "POST /chats/{chat_id}/file_message",
                        "POST /chats/{chat_id}/voice_message",
                        "POST /files",
                        "POST /files_upload",
                        "POST /workspace/invitations",
                        "POST /templates",
                        "POST /templates/{template_id}/track_usage",
                        "POST /v2/chats/{chat_id}/messages",
                        "POST /v2/messages",
                        "POST /v2/templates",
                        "POST /waba/chats/{chat_id}/messages",
                        "POST /waba/chats/{chat_id}/messages",
                        "POST /waba/messages",
                        "POST /waba/accounts/{waba_account_id}/analytics");
    }

    static Stream<Operation<?>> all() {
        return Arrays.stream(Operations.class.getFields())
                .filter(f -> Modifier.isStatic(f.getModifiers()))
                .map(OperationsTest::value);
    }

    private static Operation<?> value(Field field) {
        try {
            return (Operation<?>) field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
