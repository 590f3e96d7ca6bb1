package io.github.cameltimelines.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameltimelines.model.Attachment;
import io.github.cameltimelines.model.Call;
import io.github.cameltimelines.model.Chat;
import io.github.cameltimelines.model.ChatMessage;
import io.github.cameltimelines.model.Direction;
import io.github.cameltimelines.model.Event;
import io.github.cameltimelines.model.EventType;
import io.github.cameltimelines.model.MessageReaction;
import io.github.cameltimelines.model.Party;
import io.github.cameltimelines.model.WabaAccount;
import io.github.cameltimelines.model.WabaChat;
import io.github.cameltimelines.model.WabaMessage;
import io.github.cameltimelines.model.WabaTemplate;
import io.github.cameltimelines.model.WhatsAppAccount;
import java.time.OffsetDateTime;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class EventPayloadsTest {

    private static final Party ANA = new Party("Ana Lopez", "+34600111222");
    private static final Party DESK = new Party("Shop Desk", "+34600999888");

    @ParameterizedTest
    @EnumSource
    void every_type_has_a_payload_that_shows_no_personal_data(EventType type) {
        Object payload = payload(type.wireName(), classOf(type));

        assertThat(payload).isNotNull();
        assertThat(payload.toString())
                .doesNotContain("Ana", "Eva", "Tom", "600", "hours", "open today", "👍", "@");
    }

    @Test
    void a_message_knows_its_chat() {
        ChatMessage message = payload("message:received:new", ChatMessage.class);

        assertThat(message.uid()).isEqualTo("11111111-2222-3333-4444-555555555555");
        assertThat(message.chatId()).isEqualTo(4711);
        assertThat(message.chatName()).isEqualTo("Ana Lopez");
        assertThat(message.text()).isEqualTo("What are your hours?");
        assertThat(message.direction()).isEqualTo(Direction.RECEIVED);
        assertThat(message.sender()).isEqualTo(ANA);
        assertThat(message.recipient()).isEqualTo(DESK);
        assertThat(message.timestamp())
                .isEqualTo(OffsetDateTime.parse("2026-03-02T09:15:00+01:00"));
        assertThat(payload("message-received-new-attachment", ChatMessage.class).attachments())
                .containsExactly(
                        new Attachment(
                                "https://files.example/att/1",
                                "list.pdf",
                                2048L,
                                "application/pdf"));
    }

    @ParameterizedTest
    @CsvSource({
        "message:received:new,guide:message:received:new",
        "message:sent:new,guide:message:sent:new"
    })
    void both_envelopes_give_equal_messages(String newer, String guide) {
        assertThat(payload(guide, ChatMessage.class)).isEqualTo(payload(newer, ChatMessage.class));
    }

    @Test
    void a_delivered_body_with_both_envelopes_gives_the_same_message() {
        Event event = EventFiles.event("message:sent:new");
        byte[] delivered = EventBody.of(event, EventBody.Format.TIMELINES);

        Event again = EventReader.read(delivered).toEvent("default", EventFiles.NOON);

        assertThat(again).isEqualTo(event);
        assertThat(EventPayloads.payload(again, ChatMessage.class))
                .isEqualTo(EventPayloads.payload(event, ChatMessage.class));
    }

    @Test
    void chat_and_account_of_any_event_can_be_asked_for() {
        assertThat(payload("message:received:new", Chat.class).name()).isEqualTo("Ana Lopez");
        assertThat(payload("chat:responsible:assigned", Chat.class).responsibleEmail())
                .isEqualTo("eva@shop.example");
        assertThat(payload("chat:responsible:assigned", Chat.class).previousResponsibleName())
                .isEqualTo("Tom");
        assertThat(payload("guide:chat:created", Chat.class).id()).isEqualTo(4711);
        assertThat(payload("guide:chat:created", Chat.class).name()).isEqualTo("Ana Lopez");
        assertThat(payload("message:new", WhatsAppAccount.class).phone()).isEqualTo("+34600999888");
        assertThat(payload("guide:chat:created", WhatsAppAccount.class).id())
                .isEqualTo("34600999888@s.whatsapp.net");
        assertThat(payload("guide:chat:created", WhatsAppAccount.class).phone())
                .isEqualTo("+34600999888");
        assertThat(payload("whatsapp:account:disconnected", WhatsAppAccount.class).active())
                .isFalse();
    }

    @Test
    void a_reaction_tells_who_what_and_where() {
        MessageReaction reaction = payload("message:reaction", MessageReaction.class);

        assertThat(reaction.emoji()).isEqualTo("👍");
        assertThat(reaction.cleared()).isFalse();
        assertThat(reaction.reactor()).isEqualTo(ANA);
        assertThat(reaction.reactions()).isEqualTo(Map.of("👍", 1));
        assertThat(reaction.chat().id()).isEqualTo(4711);
        assertThat(reaction.account().id()).isEqualTo("34600999888@s.whatsapp.net");
    }

    @Test
    void a_call_tells_how_it_ended() {
        Call call = payload("call:incoming:ended", Call.class);

        assertThat(call.direction()).isEqualTo(Direction.RECEIVED);
        assertThat(call.duration()).isEqualTo(63);
        assertThat(call.status()).isEqualTo("Answered");
        assertThat(call.video()).isFalse();
        assertThat(call.caller()).isEqualTo(ANA);
        assertThat(call.chat().group()).isFalse();
        assertThat(payload("call:incoming:missed", Call.class).duration()).isNull();
    }

    @Test
    void business_payloads_are_read() {
        WabaMessage failed = payload("waba:message:failed", WabaMessage.class);
        assertThat(failed.message().failureReason().code()).isEqualTo(131047);
        assertThat(failed.message().hasStatus("failed")).isTrue();
        assertThat(failed.chat().serviceWindowOpen()).isFalse();
        assertThat(failed.account().id()).isEqualTo(4821);

        WabaChat assigned = payload("waba:chat:assigned", WabaChat.class);
        assertThat(assigned.id()).isEqualTo(90155);
        assertThat(assigned.responsible())
                .isEqualTo(new WabaChat.Responsible("Eva", "eva@shop.example"));
        assertThat(payload("waba:chat:closed", WabaChat.class).responsible()).isNull();

        assertThat(payload("waba:account:disconnected", WabaAccount.class).state())
                .isEqualTo("removed");
        assertThat(payload("waba:account:active", WabaAccount.class).phone())
                .isEqualTo("+34600777666");
        WabaTemplate template = payload("waba:template:approved", WabaTemplate.class);
        assertThat(template.name()).isEqualTo("order_ok");
        assertThat(template.status()).isEqualTo("APPROVED");
        assertThat(template.parameterFormat()).isEqualTo("NAMED");
        assertThat(template.accounts()).containsExactly(4821L);
    }

    @Test
    void a_reaction_and_a_call_in_the_flat_envelope_are_read_too() {
        Event reaction =
                EventFiles.eventOf(
                        """
                        {"event_type":"message:reaction","data":{"chat_id":4711,"message_uid":"u","action":"clear",
                         "emoji":"👍","reactor_name":"Ana Lopez","reactor_phone":"+34600111222"}}
                        """);
        assertThat(EventPayloads.payload(reaction, MessageReaction.class).reactor()).isEqualTo(ANA);
        assertThat(EventPayloads.payload(reaction, MessageReaction.class).chat().id())
                .isEqualTo(4711);
        Event call =
                EventFiles.eventOf(
                        "{\"event_type\":\"call:incoming:missed\",\"data\":{\"caller_name\":\"Ana Lopez\",\"caller_phone\":\"+34600111222\"}}");
        assertThat(EventPayloads.payload(call, Call.class).caller()).isEqualTo(ANA);
    }

    @Test
    void a_payload_that_the_event_does_not_have_is_an_error_that_names_both() {
        assertThatThrownBy(() -> payload("whatsapp:account:resumed", ChatMessage.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an event of type whatsapp:account:resumed carries no ChatMessage");
        assertThatThrownBy(() -> payload("message:new", String.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.lang.String");
    }

    private static Class<?> classOf(EventType type) {
        return switch (type.payload()) {
            case MESSAGE -> ChatMessage.class;
            case REACTION -> MessageReaction.class;
            case CHAT -> Chat.class;
            case ACCOUNT -> WhatsAppAccount.class;
            case CALL -> Call.class;
            case WABA_MESSAGE -> WabaMessage.class;
            case WABA_CHAT -> WabaChat.class;
            case WABA_ACCOUNT -> WabaAccount.class;
            case WABA_TEMPLATE -> WabaTemplate.class;
        };
    }

    private static <T> T payload(String file, Class<T> type) {
        return EventPayloads.payload(EventFiles.event(file), type);
    }
}
