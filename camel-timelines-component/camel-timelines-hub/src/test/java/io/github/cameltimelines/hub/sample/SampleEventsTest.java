package io.github.cameltimelines.hub.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameltimelines.model.Call;
import io.github.cameltimelines.model.Chat;
import io.github.cameltimelines.model.ChatMessage;
import io.github.cameltimelines.model.Event;
import io.github.cameltimelines.model.EventType;
import io.github.cameltimelines.model.MessageReaction;
import io.github.cameltimelines.model.WabaAccount;
import io.github.cameltimelines.model.WabaChat;
import io.github.cameltimelines.model.WabaMessage;
import io.github.cameltimelines.model.WabaTemplate;
import io.github.cameltimelines.model.WhatsAppAccount;
import io.github.cameltimelines.wire.EventKey;
import io.github.cameltimelines.wire.EventPayloads;
import io.github.cameltimelines.wire.EventReader;
import io.github.cameltimelines.wire.ParsedEvent;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class SampleEventsTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:15:30Z");

    /** What TimelinesAI's specification requires of each, as JSON pointers. */
    private static final Map<EventType.Payload, List<String>> REQUIRED =
            Map.of(
                    EventType.Payload.MESSAGE,
                    List.of(
                            "/chat/chat_id",
                            "/chat/full_name",
                            "/chat/chat_url",
                            "/chat/is_group",
                            "/chat/phone",
                            "/whatsapp_account/full_name",
                            "/whatsapp_account/email",
                            "/whatsapp_account/phone",
                            "/message/text",
                            "/message/direction",
                            "/message/origin",
                            "/message/timestamp",
                            "/message/received_timestamp",
                            "/message/message_uid",
                            "/message/sender/full_name",
                            "/message/recipient/full_name"),
                    EventType.Payload.REACTION,
                    List.of(
                            "/chat/chat_id",
                            "/chat/chat_type",
                            "/chat/platform",
                            "/chat/phone",
                            "/whatsapp_account/whatsapp_account_wid",
                            "/reaction/message_uid",
                            "/reaction/action",
                            "/reaction/emoji",
                            "/reaction/timestamp",
                            "/reaction/reactions"),
                    EventType.Payload.CHAT,
                    List.of(
                            "/chat/id",
                            "/chat/name",
                            "/chat/phone",
                            "/chat/jid",
                            "/chat/whatsapp_account_id",
                            "/chat/chat_url",
                            "/chat/created_timestamp",
                            "/chat/is_group",
                            "/chat/closed",
                            "/chat/read",
                            "/chat/unattended_customer",
                            "/chat/chatgpt_autoresponse_enabled",
                            "/chat/labels",
                            "/whatsapp_account/id",
                            "/whatsapp_account/phone",
                            "/whatsapp_account/connected_on",
                            "/whatsapp_account/status",
                            "/whatsapp_account/account_name",
                            "/whatsapp_account/owner_name",
                            "/whatsapp_account/owner_email"),
                    EventType.Payload.ACCOUNT,
                    List.of(
                            "/whatsapp_account/id",
                            "/whatsapp_account/phone",
                            "/whatsapp_account/connected_on",
                            "/whatsapp_account/status",
                            "/whatsapp_account/account_name",
                            "/whatsapp_account/owner_name",
                            "/whatsapp_account/owner_email"),
                    EventType.Payload.CALL,
                    List.of(
                            "/chat/chat_id",
                            "/chat/chat_type",
                            "/call_details/duration",
                            "/call_details/direction",
                            "/call_details/is_video",
                            "/call_details/status",
                            "/call_details/timestamp",
                            "/call_details/message_uid",
                            "/call_details/caller/full_name",
                            "/call_details/recipient/full_name"),
                    EventType.Payload.WABA_MESSAGE,
                    List.of(
                            "/account/id",
                            "/account/meta_phone_id",
                            "/account/meta_waba_id",
                            "/account/account_name",
                            "/chat/id",
                            "/chat/waba_account_id",
                            "/chat/closed",
                            "/message/message_uid",
                            "/message/direction",
                            "/message/status",
                            "/message/timestamp"),
                    EventType.Payload.WABA_CHAT,
                    List.of(
                            "/chat/id",
                            "/chat/waba_account_id",
                            "/account/id",
                            "/account/meta_phone_id",
                            "/account/meta_waba_id"),
                    EventType.Payload.WABA_ACCOUNT,
                    List.of(
                            "/account/id",
                            "/account/meta_phone_id",
                            "/account/meta_waba_id",
                            "/account/state"),
                    EventType.Payload.WABA_TEMPLATE,
                    List.of(
                            "/template/id",
                            "/template/name",
                            "/template/status",
                            "/template/meta_waba_id",
                            "/template/accounts"));

    private static final Map<EventType.Payload, Class<?>> CONTENT =
            Map.of(
                    EventType.Payload.MESSAGE, ChatMessage.class,
                    EventType.Payload.REACTION, MessageReaction.class,
                    EventType.Payload.CHAT, Chat.class,
                    EventType.Payload.ACCOUNT, WhatsAppAccount.class,
                    EventType.Payload.CALL, Call.class,
                    EventType.Payload.WABA_MESSAGE, WabaMessage.class,
                    EventType.Payload.WABA_CHAT, WabaChat.class,
                    EventType.Payload.WABA_ACCOUNT, WabaAccount.class,
                    EventType.Payload.WABA_TEMPLATE, WabaTemplate.class);

    private static byte[] at(Instant time, String type) {
        return new SampleEvents(Clock.fixed(time, ZoneOffset.UTC)).of(type);
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void an_example_has_what_its_type_requires_and_is_read_as_it(EventType type)
            throws IOException {
        byte[] example = at(NOW, type.wireName());
        JsonNode json = new ObjectMapper().readTree(example);
        assertThat(REQUIRED.get(type.payload()))
                .allSatisfy(path -> assertThat(json.at(path).isMissingNode()).as(path).isFalse());
        ParsedEvent parsed = EventReader.read(example);
        assertThat(parsed.receivedType()).isEqualTo(type.wireName());
        if (type.direction() != null && type.payload() == EventType.Payload.MESSAGE) {
            assertThat(parsed.direction()).isEqualTo(type.direction());
        }
        Event event = parsed.toEvent("main", NOW);
        assertThat(EventPayloads.payload(event, CONTENT.get(type.payload()))).isNotNull();
    }

    static List<String> types() {
        return SampleEvents.types();
    }

    @ParameterizedTest
    @MethodSource("types")
    void an_example_is_filled_in_and_the_next_is_another_event(String type) {
        String example = new String(at(NOW, type), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(example).doesNotContain("${");
        assertThat(key(at(NOW, type))).isNotEqualTo(key(at(NOW.plusSeconds(1), type)));
    }

    private static String key(byte[] example) {
        return EventKey.of(EventReader.read(example)).value();
    }

    @Test
    void times_are_written_as_timelinesai_writes_them() throws IOException {
        JsonNode json = new ObjectMapper().readTree(at(NOW, "message:new"));
        assertThat(json.at("/message/timestamp").asText()).isEqualTo("2026-11-21 10:15:30 +0000");
    }

    @Test
    void there_is_one_of_each_type_of_timelinesai_and_of_the_hub() {
        assertThat(SampleEvents.types())
                .hasSize(34)
                .startsWith("message:new")
                .doesNotHaveDuplicates();
        assertThatThrownBy(() -> at(NOW, "chat:gone"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not a known event type");
    }
}
