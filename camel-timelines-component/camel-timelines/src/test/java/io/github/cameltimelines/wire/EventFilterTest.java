package io.github.cameltimelines.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventFilterTest {

    private static final byte[] BODY =
            ("{\"event_type\":\"message:received:new\",\"chat\":{\"chat_id\":47114711,\"is_group\":true,"
                            + "\"closed\":false,\"responsible\":null,\"labels\":[\"vip\",\"es\"]},"
                            + "\"message\":{\"text\":\"¿Hours?\",\"attachments\":[]}}")
                    .getBytes(StandardCharsets.UTF_8);

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "$.chat[?(@.is_group == true)] ; true",
                "$.chat[?(@.is_group == false)] ; false",
                "$[?(@.chat.chat_id == 47114711)] ; true",
                "$[?(@.chat.chat_id == 1 || @.message.text == '¿Hours?')] ; true",
                "$[?(@.chat.chat_id > 1 && @.chat.closed == true)] ; false",
                "$.chat.labels[?(@ == 'vip')] ; true",
                "$.chat.labels[?(@ == 'de')] ; false",
                "$[?('es' in @.chat.labels)] ; true",
                "$.chat.is_group ; true",
                "$.chat.closed ; false",
                "$.chat.responsible ; false",
                "$.chat.nothing.at.all ; false",
                "$.message.attachments[0] ; false",
                "$..chat_id ; true",
                "$[?(@.chat > 3)] ; false"
            })
    void a_filter_is_fulfilled_by_what_its_path_finds(String filter, boolean fulfilled) {
        assertThat(EventFilter.parse(filter).matches(BODY)).isEqualTo(fulfilled);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "chat",
                "$.",
                "$.chat[?(",
                "$.chat[?(@.a ==)]",
                "$.chat[?(@.a == 'b]",
                "$[?(@.text =~ /(a+)+$/)]",
                "$..a..b",
                "$...a",
                "$..[?(@..a)]",
                "$[",
                "$[?(@.a == 1e)]",
                "${code}"
            })
    void what_is_no_filter_or_could_take_too_long_is_refused(String filter) {
        assertThatThrownBy(() -> EventFilter.parse(filter))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("Exception");
    }

    @Test
    void a_long_filter_is_refused_and_a_deeply_nested_one_does_no_harm() {
        assertThatThrownBy(() -> EventFilter.parse("$" + ".a".repeat(500)))
                .hasMessageContaining("1000");
        String nested = "$[?(" + "(".repeat(400) + "@.a" + ")".repeat(400) + ")]";
        assertThat(EventFilter.parse(nested).matches(BODY)).isFalse();
    }

    @Test
    void a_body_is_looked_through_within_the_time_that_accepting_has_or_not_at_all() {
        EventFilter filter = EventFilter.parse("$..[?(@.b == $.d || @.e == 'x' || @.b == 2)]");
        byte[] looked = body((64 << 10) - 20);
        assertThat(looked.length).isBetween(60_000, 64 << 10);
        assertTimeoutPreemptively(
                Duration.ofSeconds(3), () -> assertThat(filter.matches(looked)).isFalse());
        assertTimeoutPreemptively(
                Duration.ofSeconds(3),
                () -> assertThat(filter.matches(body(1_000_000))).as("not looked into").isTrue());
    }

    @Test
    void a_body_that_is_large_by_its_text_is_looked_into() {
        byte[] large =
                ("{\"chat\":{\"is_group\":false},\"text\":\"" + "x".repeat(1_000_000) + "\"}")
                        .getBytes(StandardCharsets.UTF_8);
        assertThat(EventFilter.parse("$.chat[?(@.is_group == true)]").matches(large)).isFalse();
        assertThat(EventFilter.parse("$.chat[?(@.is_group == false)]").matches(large)).isTrue();
        assertThat(EventFilter.parse("$..is_group").matches(large)).isFalse();
        assertThat(EventFilter.parse("$..text").matches(large)).isTrue();
    }

    @Test
    void several_filters_of_one_body_parse_it_once() {
        FilteredBody body = new FilteredBody(BODY);
        assertThat(body.tree()).isSameAs(body.tree());
        assertThat(EventFilter.parse("$.chat.is_group").matches(body)).isTrue();
        assertThat(EventFilter.parse("$.chat.closed").matches(body)).isFalse();
        assertThat(
                        EventFilter.parse("$.chat")
                                .matches(new FilteredBody("no".getBytes(StandardCharsets.UTF_8))))
                .isFalse();
    }

    private static byte[] body(int size) {
        StringBuilder body = new StringBuilder("{\"d\":5,\"a\":[{\"b\":1}");
        while (body.length() < size) {
            body.append(",{\"b\":1}");
        }
        return body.append("]}").toString().getBytes(StandardCharsets.UTF_8);
    }
}
