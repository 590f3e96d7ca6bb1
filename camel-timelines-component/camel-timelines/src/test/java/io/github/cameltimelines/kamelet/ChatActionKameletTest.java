package io.github.cameltimelines.kamelet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** {@code timelines-chat-action}. */
class ChatActionKameletTest extends KameletCase {

    @Test
    void a_chat_is_assigned_labelled_noted_and_closed_and_the_message_goes_on_as_it_came()
            throws Exception {
        String member =
                app.camel()
                        .createFluentProducerTemplate()
                        .to("timelines:getMe")
                        .request(io.github.cameltimelines.model.Teammate.class)
                        .email();
        for (Map<String, String> action :
                List.of(
                        Map.of("action", "assign", "responsible", member),
                        Map.of("action", "label", "labels", "#complaint, vip"),
                        Map.of("action", "note", "text", "RAW(Wants 100% & more)"),
                        Map.of("action", "close"))) {
            Exchange done = run("timelines-chat-action", action, EVENT);
            ok(done);
            assertThat(done.getMessage().getBody()).isSameAs(EVENT);
            assertThat(reachedEnd()).isTrue();
        }

        assertThat(chatNow().responsibleEmail()).isEqualTo(member);
        assertThat(chatNow().labels()).contains("#complaint");
        assertThat(chatNow().closed()).isTrue();
        assertThat(lastMessage().text()).isEqualTo("Wants 100% & more");
        assertThat(lastMessage().type()).isEqualToIgnoringCase("note");
    }

    @Test
    void a_note_is_the_body_if_that_is_a_text() throws Exception {
        ok(run("timelines-chat-action", Map.of("action", "note"), "Called back"));
        assertThat(lastMessage().text()).isEqualTo("Called back");

        assertThat(run("timelines-chat-action", Map.of("action", "note"), EVENT).getException())
                .hasMessageContaining("action=note needs a text: set text, or the message body");
    }

    @Test
    void a_map_in_the_body_is_no_instruction_for_the_action() throws Exception {
        Map<String, Object> row = Map.of("id", 7, "closed", false);
        Exchange done = run("timelines-chat-action", Map.of("action", "close"), row);

        ok(done);
        assertThat(done.getMessage().getBody()).isSameAs(row);
        assertThat(chatNow().closed()).isTrue();
    }

    @Test
    void an_action_that_cannot_be_done_fails_when_the_flow_starts() {
        refused(
                "timelines-chat-action",
                Map.of(),
                "timelines-chat-action the following mandatory parameters must be provided: action");
        refused(
                "timelines-chat-action",
                Map.of("action", "archive"),
                "action is archive; set it to one of assign, close, label, note");
        refused(
                "timelines-chat-action",
                Map.of("action", "assign"),
                "responsible is not set; action=assign needs it");
        refused(
                "timelines-chat-action",
                Map.of("action", "label", "labels", " , "),
                "labels is not set; action=label needs it");
    }
}
