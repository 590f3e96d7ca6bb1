package io.github.cameltimelines.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EventTest {

    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    @Test
    void the_same_message_is_equal_however_it_was_written_and_whenever_it_came() {
        Event event = event("message:new", "u", "{\"a\":1}", NOON);

        assertThat(event("message:new", "u", "{\"b\":2}", NOON.plusSeconds(9)))
                .isEqualTo(event)
                .hasSameHashCodeAs(event);
    }

    @Test
    void where_the_uid_does_not_tell_happenings_apart_the_bytes_do() {
        for (String type : new String[] {"message:reaction", "chat:renamed"}) {
            assertThat(event(type, "u", "{\"a\":1}", NOON))
                    .isEqualTo(event(type, "u", "{\"a\":1}", NOON))
                    .isNotEqualTo(event(type, "u", "{\"b\":2}", NOON));
        }
        assertThat(event("chat:new", null, "{\"a\":1}", NOON))
                .isNotEqualTo(event("chat:new", null, "{\"b\":2}", NOON));
    }

    @Test
    void another_id_type_uid_chat_workspace_or_direction_is_another_event() {
        Event event = event("message:new", "u", "{}", NOON);

        assertThat(event.withId("1")).isNotEqualTo(event);
        assertThat(event.withType("message:sent:new")).isNotEqualTo(event);
        assertThat(event("message:new", "v", "{}", NOON)).isNotEqualTo(event);
        assertThat(with(event, "other", event.chatId(), event.direction())).isNotEqualTo(event);
        assertThat(with(event, event.workspaceId(), "2", event.direction())).isNotEqualTo(event);
        assertThat(with(event, event.workspaceId(), event.chatId(), Direction.RECEIVED))
                .isNotEqualTo(event);
        assertThat(event).isNotEqualTo("event");
    }

    @Test
    void id_and_type_can_be_changed_and_the_rest_stays() {
        Event event = event("message:new", "u", "{}", NOON);

        Event delivered = event.withId("7").withType("message:sent:new");

        assertThat(delivered.id()).isEqualTo("7");
        assertThat(delivered.type()).isEqualTo("message:sent:new");
        assertThat(delivered.receivedType()).isEqualTo("message:new");
        assertThat(delivered.body()).isSameAs(event.body());
        assertThat(event.withType("message:new")).isSameAs(event);
        assertThat(delivered)
                .usingRecursiveComparison()
                .ignoringFields("id", "type")
                .isEqualTo(event);
    }

    @Test
    void without_a_workspace_it_belongs_to_the_default_one() {
        assertThat(event("x", null, "{}", NOON).workspaceId()).isEqualTo("default");
    }

    private static Event event(String type, String uid, String body, Instant at) {
        return new Event(
                null,
                type,
                type,
                null,
                "1",
                uid,
                "jid",
                "+34",
                Direction.SENT,
                "o",
                at,
                body.getBytes(StandardCharsets.UTF_8));
    }

    private static Event with(Event event, String workspace, String chat, Direction direction) {
        return new Event(
                event.id(),
                event.type(),
                event.receivedType(),
                workspace,
                chat,
                event.messageUid(),
                event.accountId(),
                event.accountPhone(),
                direction,
                event.origin(),
                event.receivedAt(),
                event.body());
    }
}
