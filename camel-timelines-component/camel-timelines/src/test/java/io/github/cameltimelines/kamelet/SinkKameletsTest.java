package io.github.cameltimelines.kamelet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code timelines-send-message-sink} and {@code timelines-send-to-phone-sink}. */
class SinkKameletsTest extends KameletCase {

    @ParameterizedTest
    @CsvSource({"Thank you!", "RAW(5 & 6? 100% +1 ñ 👍 a=b #x (y))", "#1 in town"})
    void a_text_is_sent_to_the_chat_of_the_event_as_it_was_written(String text) throws Exception {
        ok(run("timelines-send-message-sink", Map.of("text", text, "label", "#vip"), EVENT));

        assertThat(lastMessage().text()).isEqualTo(text.replaceAll("^RAW\\((.*)\\)$", "$1"));
        assertThat(chatNow().labels()).contains("#vip");
        assertThat(reachedEnd()).isTrue();
    }

    @Test
    void the_body_is_sent_where_no_text_is_set() throws Exception {
        ok(
                run(
                        "timelines-send-message-sink",
                        Map.of("chatId", Long.toString(chat)),
                        "From the body & more",
                        Map.of()));
        assertThat(lastMessage().text()).isEqualTo("From the body & more");

        ok(run("timelines-send-message-sink", Map.of(), Map.of("text", "From a map")));
        assertThat(lastMessage().text()).isEqualTo("From a map");
    }

    @Test
    void a_message_to_a_phone_opens_a_chat() throws Exception {
        ok(
                run(
                        "timelines-send-to-phone-sink",
                        Map.of(
                                "phone",
                                "+34 600 333 444",
                                "chatName",
                                "Bea & Co",
                                "text",
                                "Welcome"),
                        EVENT));
        long opened = app.timelines().customer("+34600333444").chatId().orElseThrow();
        assertThat(app.timelines().messages(opened).get(0).text()).isEqualTo("Welcome");

        ok(
                run(
                        "timelines-send-to-phone-sink",
                        Map.of(),
                        "Again",
                        Map.of("CamelTimelinesPhone", "+34600333444")));
        assertThat(app.timelines().messages(opened)).hasSize(2);
    }

    @Test
    void what_is_missing_for_a_send_is_named() throws Exception {
        assertThat(run("timelines-send-message-sink", Map.of(), EVENT).getException())
                .hasMessageContaining("there is no text to send: set text, or the message body")
                .hasMessageContaining("io.github.cameltimelines.model.Event");
        assertThat(run("timelines-send-message-sink", Map.of(), "  ").getException())
                .hasMessageContaining("the body is empty");
        assertThat(run("timelines-send-message-sink", Map.of(), "Hi", Map.of()).getException())
                .hasMessageContaining("needs chatId: set the option chatId or the header");
        assertThat(run("timelines-send-to-phone-sink", Map.of(), "Hi", Map.of()).getException())
                .hasMessageContaining("needs phone: set the option phone or the header");
    }

    @Test
    void an_unknown_chat_is_an_error_with_timelinesais_answer() throws Exception {
        assertThat(
                        run("timelines-send-message-sink", Map.of("chatId", "99999"), "Hi")
                                .getException())
                .hasMessageContaining("404");
        assertThat(
                        run(
                                        "timelines-chat-action",
                                        Map.of("action", "close", "chatId", "99999"),
                                        EVENT)
                                .getException())
                .hasMessageContaining("404");
        assertThat(reachedEnd()).isFalse();
    }
}
