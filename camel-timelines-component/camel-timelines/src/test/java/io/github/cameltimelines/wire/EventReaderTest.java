package io.github.cameltimelines.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameltimelines.model.Direction;
import io.github.cameltimelines.model.Event;
import io.github.cameltimelines.model.EventType;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventReaderTest {

    private static final String UID = "11111111-2222-3333-4444-555555555555";

    @ParameterizedTest
    @EnumSource
    void every_known_type_is_read_from_its_file(EventType type) {
        byte[] body = EventFiles.bytes(type.wireName());

        ParsedEvent event = EventReader.read(body);

        assertThat(event.receivedType()).isEqualTo(type.wireName());
        assertThat(event.type()).isEqualTo(type.wireName());
        assertThat(event.body()).isSameAs(body);
        assertThat(event.chatId() != null)
                .isEqualTo(
                        switch (type.payload()) {
                            case ACCOUNT, WABA_ACCOUNT, WABA_TEMPLATE -> false;
                            default -> true;
                        });
        assertThat(event.messageUid() != null)
                .isEqualTo(
                        switch (type.payload()) {
                            case MESSAGE, REACTION, CALL, WABA_MESSAGE -> true;
                            default -> false;
                        });
        if (type.direction() != null) {
            assertThat(event.direction()).isEqualTo(type.direction());
        }
    }

    @Test
    void a_received_message_gives_all_fields() {
        Event event = EventFiles.event("message:received:new");

        assertThat(event.id()).isNull();
        assertThat(event.chatId()).isEqualTo("4711");
        assertThat(event.messageUid()).isEqualTo(UID);
        assertThat(event.accountPhone()).isEqualTo("+34600999888");
        assertThat(event.accountId()).isNull();
        assertThat(event.direction()).isEqualTo(Direction.RECEIVED);
        assertThat(event.origin()).isEqualTo("WhatsApp");
        assertThat(event.workspaceId()).isEqualTo("default");
        assertThat(event.receivedAt()).isEqualTo(EventFiles.NOON);
    }

    @ParameterizedTest
    @CsvSource({
        "message:received:new,guide:message:received:new",
        "message:sent:new,guide:message:sent:new"
    })
    void both_envelopes_give_equal_events(String newer, String guide) {
        Event event = EventFiles.event(newer);

        assertThat(EventFiles.event(guide))
                .isEqualTo(event)
                .hasSameHashCodeAs(event)
                .usingRecursiveComparison()
                .ignoringFields("body")
                .isEqualTo(event);
    }

    @Test
    void an_older_name_is_read_as_the_type_of_today() {
        ParsedEvent event = EventFiles.parsed("guide:chat:created");

        assertThat(event.receivedType()).isEqualTo("chat:created");
        assertThat(event.type()).isEqualTo("chat:new");
        assertThat(event.chatId()).isEqualTo("4711");
        assertThat(event.accountId()).isEqualTo("34600999888@s.whatsapp.net");
    }

    @Test
    void accounts_of_calls_and_of_business_numbers_are_found() {
        assertThat(EventFiles.parsed("call:incoming:missed").accountId())
                .isEqualTo("34600999888@s.whatsapp.net");
        assertThat(EventFiles.parsed("waba:account:active").accountId()).isEqualTo("4821");
        assertThat(EventFiles.parsed("waba:account:active").accountPhone())
                .isEqualTo("+34600777666");
        assertThat(EventFiles.parsed("waba:message:received").accountPhone())
                .isEqualTo("+34600777666");
    }

    @Test
    void order_and_spelling_of_ids_do_not_matter() {
        ParsedEvent event =
                read(
                        """
                        {"message":{"message_uid":"u","direction":"sent"},"new":[{"chat":{"id":1}}],
                         "chat":{"x":{"chat_id":2},"chat_id":"4711"},"event_type":"message:new"}
                        """);

        assertThat(event.chatId()).isEqualTo("4711");
        assertThat(event.messageUid()).isEqualTo("u");
        assertThat(event.direction()).isEqualTo(Direction.SENT);
    }

    @Test
    void what_stands_at_the_top_wins_over_data_in_either_order() {
        String data = "\"data\":{\"chat_id\":1,\"message_uid\":\"d\",\"chat\":{\"chat_id\":2}}";
        String top = "\"chat\":{\"id\":3},\"message\":{\"message_uid\":\"t\"}";

        for (String parts : new String[] {data + "," + top, top + "," + data}) {
            ParsedEvent event = read("{\"event_type\":\"message:new\"," + parts + "}");
            assertThat(event.chatId()).isEqualTo("3");
            assertThat(event.messageUid()).isEqualTo("t");
        }
    }

    @Test
    void nothing_but_an_event_type_is_an_event_too() {
        ParsedEvent event = read("{\"event_type\":\"chat:renamed\"}");

        assertThat(event.type()).isEqualTo("chat:renamed");
        assertThat(event.chatId()).isNull();
        assertThat(event.direction()).isNull();
    }

    @Test
    void the_sender_flag_of_older_receivers_tells_the_direction() {
        assertThat(read("{\"event_type\":\"message:new\",\"data\":{\"from_me\":true}}").direction())
                .isEqualTo(Direction.SENT);
        assertThat(
                        read("{\"event_type\":\"message:new\",\"data\":{\"from_me\":false}}")
                                .direction())
                .isEqualTo(Direction.RECEIVED);
        assertThat(read("{\"event_type\":\"message:new\",\"data\":{\"from_me\":7}}").direction())
                .isNull();
    }

    @Test
    void what_flat_fields_belong_to_is_told_by_the_type() {
        ParsedEvent account =
                read(
                        "{\"event_type\":\"whatsapp:account:resumed\",\"data\":{\"id\":\"jid\",\"phone\":\"+34\"}}");
        assertThat(account.accountId()).isEqualTo("jid");
        assertThat(account.accountPhone()).isEqualTo("+34");
        assertThat(account.chatId()).isNull();

        ParsedEvent chat =
                read("{\"event_type\":\"chat:created\",\"data\":{\"id\":7,\"phone\":\"+35\"}}");
        assertThat(chat.chatId()).isEqualTo("7");
        assertThat(chat.accountId()).isNull();
        assertThat(chat.accountPhone()).isNull();

        ParsedEvent unknown = read("{\"event_type\":\"x\",\"data\":{\"id\":7,\"phone\":\"+35\"}}");
        assertThat(unknown.chatId()).isNull();
        assertThat(unknown.accountId()).isNull();
    }

    @Test
    void the_number_of_the_workspace_is_the_one_at_our_end_of_a_flat_message() {
        String data = "\"data\":{\"sender_phone\":\"+1\",\"recipient_phone\":\"+2\"}}";

        assertThat(read("{\"event_type\":\"message:sent:new\"," + data).accountPhone())
                .isEqualTo("+1");
        assertThat(read("{\"event_type\":\"message:received:new\"," + data).accountPhone())
                .isEqualTo("+2");
        assertThat(read("{\"event_type\":\"message:new\"," + data).accountPhone()).isNull();
    }

    @Test
    void further_spellings_of_ids_are_read() {
        assertThat(read("{\"event_type\":\"x\",\"message\":{\"uid\":\"u\"}}").messageUid())
                .isEqualTo("u");
        assertThat(read("{\"event_type\":\"x\",\"message\":{\"message_id\":\"m\"}}").messageUid())
                .isEqualTo("m");
        assertThat(
                        read("{\"event_type\":\"x\",\"message\":{\"message_id\":\"m\"},\"data\":{\"message_uid\":\"u\"}}")
                                .messageUid())
                .isEqualTo("u");
        assertThat(
                        read("{\"event_type\":\"x\",\"data\":{\"whatsapp_account_wid\":\"w\",\"whatsapp_account_id\":\"i\"}}")
                                .accountId())
                .isEqualTo("w");
        assertThat(
                        read("{\"event_type\":\"waba:chat:closed\",\"chat\":{\"id\":1,\"waba_account_id\":9}}")
                                .accountId())
                .isEqualTo("9");
    }

    @Test
    void fields_of_odd_types_and_empty_ids_count_as_absent() {
        ParsedEvent event =
                read(
                        "{\"event_type\":\"message:new\",\"chat\":{\"chat_id\":null,\"id\":true},"
                                + "\"message\":{\"message_uid\":\"\",\"direction\":[1]},\"data\":7}");

        assertThat(event.chatId()).isNull();
        assertThat(event.messageUid()).isNull();
        assertThat(event.direction()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``|body is empty",
                "` `|body is empty",
                "[1]|body must be a JSON object",
                "\"hola Ana\"|body must be a JSON object",
                "hola Ana|body is not JSON at line 1, column 6",
                "{\"event_type\":\"chat:new\"|body is not JSON at line 1, column 25",
                "{\"event_type\":\"chat:new\",\"t\":\"Ana\\q\"}|body is not JSON at line 1, column 35",
                "{\"event_type\":\"chat:new\"} {}|body must be a single JSON object",
                "{\"event_type\":\"chat:new\"} Ana|body is not JSON at line 1, column 30",
                "{}|no event_type",
                "{\"data\":{\"event_type\":\"chat:new\"}}|no event_type",
                "{\"event_type\":null}|event_type must be a string",
                "{\"event_type\":7}|event_type must be a string",
                "{\"event_type\":\"\"}|event_type must be 1 to 128 letters, digits, and any of : _ . -",
                "{\"event_type\":\"Ana says\"}|event_type must be 1 to 128 letters, digits, and any of : _ . -",
            })
    void what_is_no_event_is_refused_with_a_reason_that_quotes_nothing(String body, String reason) {
        assertThatThrownBy(() -> read(body))
                .isInstanceOf(MalformedEventException.class)
                .hasMessage(reason)
                .hasNoCause();
    }

    @Test
    void an_event_type_that_is_an_object_is_none() {
        assertThatThrownBy(() -> read("{\"event_type\":{\"a\":1}}"))
                .isInstanceOf(MalformedEventException.class);
    }

    @Test
    void an_event_type_may_have_128_characters() {
        assertThat(read("{\"event_type\":\"" + "x".repeat(128) + "\"}").type()).hasSize(128);
        assertThatThrownBy(() -> read("{\"event_type\":\"" + "x".repeat(129) + "\"}"))
                .isInstanceOf(MalformedEventException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\\u0000b", "a\\nb", "\\ud83d\\ude00", "\\ud800"})
    void an_id_that_no_ledger_could_store_is_refused(String id) {
        assertThatThrownBy(
                        () ->
                                read(
                                        "{\"event_type\":\"chat:new\",\"chat\":{\"id\":\""
                                                + id
                                                + "\"}}"))
                .isInstanceOf(MalformedEventException.class)
                .hasMessage("chat id has characters that no id has");
    }

    @Test
    void an_id_of_more_than_200_characters_is_refused() {
        assertThatThrownBy(
                        () ->
                                read(
                                        "{\"event_type\":\"chat:new\",\"chat\":{\"id\":"
                                                + "1".repeat(201)
                                                + "}}"))
                .isInstanceOf(MalformedEventException.class)
                .hasMessage("chat id is longer than 200 characters");
    }

    @Test
    void nesting_is_limited_to_64_levels() {
        assertThat(read(nested(63)).type()).isEqualTo("chat:new");
        assertThatThrownBy(() -> read(nested(64)))
                .isInstanceOf(MalformedEventException.class)
                .hasMessageContaining("64 levels");
    }

    @Test
    void a_body_must_be_utf_8() {
        byte[] body = EventFiles.text("message:reaction").getBytes(StandardCharsets.UTF_16LE);
        assertThatThrownBy(() -> EventReader.read(body))
                .isInstanceOf(MalformedEventException.class);
        assertThatThrownBy(() -> EventReader.read("{\"é\":1}".getBytes(StandardCharsets.UTF_16BE)))
                .isInstanceOf(MalformedEventException.class);
        assertThatThrownBy(
                        () ->
                                EventReader.read(
                                        "{\"event_type\":\"chat:new\",\"x\":\"é\"}"
                                                .getBytes(StandardCharsets.ISO_8859_1)))
                .isInstanceOf(MalformedEventException.class)
                .hasMessage("body is not valid UTF-8 at byte 30");
    }

    @Test
    void a_byte_order_mark_is_tolerated() {
        assertThat(read("\uFEFF{\"event_type\":\"chat:new\"}").type()).isEqualTo("chat:new");
    }

    @Test
    void to_string_tells_no_number_and_no_text() {
        assertThat(
                        EventFiles.event("message:received:new")
                                + EventFiles.parsed("message:received:new").toString()
                                + EventFiles.parsed("message:reaction")
                                + EventFiles.parsed("message:reaction").reaction())
                .contains(UID, "4711")
                .doesNotContain("600999888", "600111222", "hours", "Ana");
    }

    private static String nested(int arrays) {
        return "{\"event_type\":\"chat:new\",\"x\":"
                + "[".repeat(arrays)
                + "]".repeat(arrays)
                + "}";
    }

    private static ParsedEvent read(String body) {
        return EventReader.read((body == null ? "" : body).getBytes(StandardCharsets.UTF_8));
    }
}
