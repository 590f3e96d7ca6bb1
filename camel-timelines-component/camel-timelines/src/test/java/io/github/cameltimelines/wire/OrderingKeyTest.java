package io.github.cameltimelines.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderingKeyTest {

    @ParameterizedTest
    @CsvSource({
        "message:received:new,chat|4711",
        "guide:message:received:new,chat|4711",
        "message:reaction,chat|4711",
        "call:incoming:missed,chat|4711",
        "chat:new,chat|4711",
        "waba:message:read,chat|90155",
        "whatsapp:account:disconnected,account|34600999888@s.whatsapp.net",
        "waba:account:disabled,account|4821"
    })
    void events_of_a_chat_stay_in_order_and_else_those_of_an_account(String file, String key) {
        assertThat(OrderingKey.of(EventFiles.event(file))).contains(key);
    }

    @ParameterizedTest
    @CsvSource({"waba:template:approved", "waba:template:rejected"})
    void events_of_neither_have_no_order(String file) {
        assertThat(OrderingKey.of(EventFiles.event(file))).isEmpty();
    }

    @Test
    void the_number_stands_in_for_an_account_without_id() {
        var event =
                EventFiles.eventOf(
                        "{\"event_type\":\"x\",\"whatsapp_account\":{\"phone\":\"+34\"}}");

        assertThat(OrderingKey.of(event)).contains("account|+34");
    }
}
