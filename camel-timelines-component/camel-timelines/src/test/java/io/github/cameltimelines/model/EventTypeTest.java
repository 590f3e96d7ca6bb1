package io.github.cameltimelines.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class EventTypeTest {

    @Test
    void there_are_thirty_two_types() {
        assertThat(EventType.values()).hasSize(32);
    }

    @ParameterizedTest
    @EnumSource
    void each_type_is_found_by_its_wire_name(EventType type) {
        assertThat(EventType.of(type.wireName())).contains(type);
        assertThat(EventType.canonical(type.wireName())).isEqualTo(type.wireName());
        assertThat(type.name()).isEqualTo(type.wireName().replace(':', '_').toUpperCase());
    }

    @ParameterizedTest
    @CsvSource({
        "chat:created,chat:new",
        "chat:received:created,chat:incoming:new",
        "chat:sent:created,chat:outgoing:new",
        "chat:assigned,chat:responsible:assigned",
        "chat:unassigned,chat:responsible:unassigned"
    })
    void older_names_are_aliases(String alias, String canonical) {
        assertThat(EventType.canonical(alias)).isEqualTo(canonical);
        assertThat(EventType.of(alias)).isEqualTo(EventType.of(canonical)).isPresent();
    }

    @Test
    void an_unknown_name_stays_as_it_is() {
        assertThat(EventType.of("chat:renamed")).isEmpty();
        assertThat(EventType.canonical("chat:renamed")).isEqualTo("chat:renamed");
        assertThat(EventType.of(null)).isEmpty();
        assertThat(EventType.canonical(null)).isNull();
    }

    @Test
    void directional_types_have_a_broader_one() {
        assertThat(EventType.MESSAGE_SENT_NEW.broader()).isEqualTo(EventType.MESSAGE_NEW);
        assertThat(EventType.MESSAGE_RECEIVED_NEW.broader()).isEqualTo(EventType.MESSAGE_NEW);
        assertThat(EventType.CHAT_INCOMING_NEW.broader()).isEqualTo(EventType.CHAT_NEW);
        assertThat(EventType.CHAT_OUTGOING_NEW.broader()).isEqualTo(EventType.CHAT_NEW);
        assertThat(EventType.CALL_INCOMING_ENDED.broader())
                .isEqualTo(EventType.CALL_INCOMING_ENDED);
    }
}
