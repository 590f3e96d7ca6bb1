package io.github.cameltimelines.wire;

import static io.github.cameltimelines.model.EventType.CHAT_INCOMING_NEW;
import static io.github.cameltimelines.model.EventType.CHAT_NEW;
import static io.github.cameltimelines.model.EventType.CHAT_RESPONSIBLE_ASSIGNED;
import static io.github.cameltimelines.model.EventType.CHAT_RESPONSIBLE_UNASSIGNED;
import static io.github.cameltimelines.model.EventType.MESSAGE_NEW;
import static io.github.cameltimelines.model.EventType.MESSAGE_REACTION;
import static io.github.cameltimelines.model.EventType.MESSAGE_RECEIVED_NEW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameltimelines.model.Event;
import io.github.cameltimelines.model.EventType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventTypePatternTest {

    @ParameterizedTest
    @EnumSource
    void each_type_matches_its_name_its_aliases_and_the_wildcard(EventType type) {
        Event event = EventFiles.event(type.wireName());

        assertThat(match(type.wireName(), event)).isEqualTo(type.wireName());
        for (String alias : type.aliases()) {
            assertThat(match(alias, event)).isEqualTo(alias);
        }
        assertThat(match("*", event)).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        // what upstream sent, what was asked for, what is delivered
        "message:received:new, message:received:new, message:received:new",
        "message:received:new, message:new, message:new",
        "message:received:new, message:sent:new,",
        "message:new, message:received:new, message:received:new",
        "message:new, message:new, message:new",
        "message:new, message:sent:new,",
        "message:sent:new, message:new, message:new",
        "message:sent:new, message:received:new,",
        "message:new, message:*, message:received:new",
        "message:new, *, message:received:new",
        "message:new, message:received:*, message:received:new",
        "message:new, message:sent:*,",
        "message:reaction, message:new,",
        "chat:new, chat:incoming:new,",
        "chat:incoming:new, chat:new,",
        "chat:incoming:new, chat:*, chat:incoming:new",
        "guide:chat:created, chat:new, chat:new",
        "guide:chat:created, chat:created, chat:created",
        "chat:new, chat:created, chat:created",
        "waba:chat:closed, chat:*,",
        "waba:chat:closed, waba:*, waba:chat:closed"
    })
    void a_message_serves_its_directional_type_and_message_new_alike(
            String sent, String asked, String delivered) {
        assertThat(match(asked, EventFiles.event(sent))).isEqualTo(delivered);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "message:received:new,message:new,*",
                "*,message:new,message:received:new",
                " message:* , message:received:new,message:new "
            })
    void of_several_the_most_specific_wins(String asked) {
        assertThat(match(asked, EventFiles.event("message:new"))).isEqualTo("message:received:new");
        assertThat(match(asked, EventFiles.event("message:sent:new"))).isEqualTo("message:new");
    }

    @Test
    void a_message_of_unknown_direction_serves_message_new_only() {
        Event event = EventFiles.eventOf("{\"event_type\":\"message:new\"}");

        assertThat(match("message:received:new,message:sent:new", event)).isNull();
        assertThat(match("message:*", event)).isEqualTo("message:new");
    }

    @Test
    void unknown_types_pass_by_name_and_by_wildcard() {
        Event event = EventFiles.eventOf("{\"event_type\":\"chat:renamed\"}");

        assertThat(match("chat:renamed", event)).isEqualTo("chat:renamed");
        assertThat(match("chat:*", event)).isEqualTo("chat:renamed");
        assertThat(match("*", event)).isEqualTo("chat:renamed");
        assertThat(match("chat:new", event)).isNull();
    }

    @Test
    void what_a_hub_tells_of_itself_is_asked_for_apart() {
        Event event = EventFiles.eventOf("{\"event_type\":\"hub:webhook:failing\"}");

        assertThat(match("*", event)).isNull();
        assertThat(match("*,hub:*", event)).isEqualTo("hub:webhook:failing");
        assertThat(match("hub:webhook:failing", event)).isEqualTo("hub:webhook:failing");
        assertThat(match("hub:webhook:recovered", event)).isNull();
        assertThat(EventTypePattern.parse("*").isAboutHub()).isFalse();
        assertThat(EventTypePattern.parse("chat:new,hub:*").isAboutHub()).isTrue();
        assertThat(EventTypePattern.parse("chat:new,hub:*").isAboutHubAlone()).isFalse();
        assertThat(EventTypePattern.parse("hub:webhook:*,hub:x").isAboutHubAlone()).isTrue();
    }

    @Test
    void an_event_already_delivered_under_an_alias_matches_again() {
        Event event = EventFiles.event("chat:new").withType("chat:created");

        assertThat(match("chat:new", event)).isEqualTo("chat:new");
    }

    @Test
    void needed_are_the_types_that_upstream_must_send() {
        assertThat(needed("message:received:new,chat:created"))
                .containsExactly(MESSAGE_RECEIVED_NEW, CHAT_NEW);
        assertThat(needed("message:*")).containsExactly(MESSAGE_NEW, MESSAGE_REACTION);
        assertThat(needed("chat:*"))
                .containsExactly(CHAT_NEW, CHAT_RESPONSIBLE_ASSIGNED, CHAT_RESPONSIBLE_UNASSIGNED);
        assertThat(needed("chat:*,chat:incoming:new")).contains(CHAT_NEW, CHAT_INCOMING_NEW);
        assertThat(needed("chat:incoming:*")).containsExactly(CHAT_INCOMING_NEW);
        assertThat(needed("*")).hasSize(28);
        assertThat(needed("chat:renamed")).isEmpty();
    }

    @Test
    void named_are_all_types_asked_for_by_name() {
        assertThat(EventTypePattern.parse("chat:assigned,chat:renamed,message:*").named())
                .containsExactly("chat:responsible:assigned", "chat:renamed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "chat:new,,message:new; empty element",
                "chat:new,; empty element",
                "chat*; 'chat*'",
                "*:new; '*:new'",
                "chat:*:new; 'chat:*:new'",
                "chat new; 'chat new'",
                "chat:new|message:new; 'chat:new|message:new'",
                "Message:New; must be written 'message:new'",
                "**; '**'"
            })
    void a_bad_element_is_named(String list, String message) {
        assertThatThrownBy(() -> EventTypePattern.parse(list))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message)
                .hasMessageContaining("eventTypes");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " "})
    void an_empty_list_is_refused(String list) {
        assertThatThrownBy(() -> EventTypePattern.parse(list))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("message:received:new");
    }

    @Test
    void to_string_is_what_was_written() {
        assertThat(EventTypePattern.parse(" chat:*,message:new "))
                .hasToString("chat:*,message:new");
    }

    private static String match(String pattern, Event event) {
        return EventTypePattern.parse(pattern).match(event).orElse(null);
    }

    private static java.util.Set<EventType> needed(String pattern) {
        return EventTypePattern.parse(pattern).needed();
    }
}
