package io.github.cameltimelines.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;

class ChatMessageTest {

    private static final String WEBHOOK =
            """
            {"text":"Is it open?","direction":"received","origin":"WhatsApp",
             "timestamp":"2026-03-02 09:15:00 +0100","received_timestamp":"2026-03-02 09:15:02 +0100",
             "message_uid":"u-1","reply_to_uid":"u-0","new_field":{"x":[1]},
             "sender":{"full_name":"Ana","phone":"+34600111222"},"recipient":{"full_name":"Desk","phone":"+34600999888"},
             "attachments":[{"temporary_download_url":"https://f.example/1","filename":"l.pdf","size":2048,"mimetype":"application/pdf"}]}
            """;

    private static final String REST =
            """
            {"uid":"u-1","chat_id":47000001234,"timestamp":"2026-03-02 09:15:00 +0100",
             "received_timestamp":"2026-03-02T08:15:02Z","sender_phone":"+34600111222","sender_name":"Ana",
             "recipient_phone":"+34600999888","recipient_name":"Desk","from_me":false,"text":"Is it open?",
             "attachment_url":"https://f.example/1","attachment_filename":"l.pdf","has_attachment":true,
             "status":"Read","origin":"WhatsApp","message_type":"Note","created_by":"",
             "reactions":{"users":[{"name":"Eva","phone":"+34","reaction":"+1","current":true}],"reactions":{"+1":1},"total":1},
             "data":{"any":"thing"},"failure_reason":{"code":"","title":"t","details":"d"}}
            """;

    @Test
    void a_message_reads_the_same_from_webhook_and_rest() throws Exception {
        ChatMessage webhook = TimelinesJson.mapper().readValue(WEBHOOK, ChatMessage.class);
        ChatMessage rest = TimelinesJson.mapper().readValue(REST, ChatMessage.class);

        assertThat(webhook)
                .usingRecursiveComparison()
                .comparingOnlyFields("uid", "text", "direction", "origin", "sender", "recipient")
                .isEqualTo(rest);
        assertThat(webhook.timestamp())
                .isEqualTo(OffsetDateTime.parse("2026-03-02T09:15:00+01:00"));
        assertThat(webhook.receivedTimestamp()).isEqualTo(rest.receivedTimestamp());
        assertThat(webhook.replyToUid()).isEqualTo("u-0");
        assertThat(webhook.attachments())
                .containsExactly(
                        new Attachment("https://f.example/1", "l.pdf", 2048L, "application/pdf"));
        assertThat(rest.chatId()).isEqualTo(47_000_001_234L);
        assertThat(rest.attachments())
                .containsExactly(new Attachment("https://f.example/1", "l.pdf", null, null));
        assertThat(rest.isType("note")).isTrue();
        assertThat(rest.hasStatus("read")).isTrue();
        assertThat(rest.reactions().reactions()).containsEntry("+1", 1);
        assertThat(rest.failureReason()).isEqualTo(new FailureReason(null, "t", "d"));
        assertThat(rest.data()).containsEntry("any", "thing");
    }

    @Test
    void what_we_write_we_read_back() throws Exception {
        ChatMessage message = TimelinesJson.mapper().readValue(REST, ChatMessage.class);

        String json = TimelinesJson.mapper().writeValueAsString(message);

        assertThat(TimelinesJson.mapper().readValue(json, ChatMessage.class)).isEqualTo(message);
        assertThat(json).contains("\"direction\":\"received\"").contains("\"chat_id\":47000001234");
    }

    @Test
    void a_mapper_of_the_user_reads_and_writes_it_too() throws Exception {
        var plain = new com.fasterxml.jackson.databind.ObjectMapper();

        ChatMessage message = plain.readValue(WEBHOOK, ChatMessage.class);

        assertThat(plain.readValue(plain.writeValueAsString(message), ChatMessage.class))
                .isEqualTo(message);
    }

    @Test
    void a_field_of_an_odd_type_is_null_and_costs_nothing_else() throws Exception {
        String odd =
                """
                {"uid":"u-1","chat_id":"not a number","text":{"a":1},"timestamp":[1],"sender":"Ana",
                 "attachments":"none","direction":7,"reactions":[],"data":"x","created_by":null,"status":"Sent"}
                """;

        ChatMessage message = TimelinesJson.mapper().readValue(odd, ChatMessage.class);

        assertThat(message.uid()).isEqualTo("u-1");
        assertThat(message.status()).isEqualTo("Sent");
        assertThat(message.chatId()).isNull();
        assertThat(message.text()).isNull();
        assertThat(message.timestamp()).isNull();
        assertThat(message.sender()).isNull();
        assertThat(message.direction()).isNull();
        assertThat(message.attachments()).isEmpty();
    }

    @Test
    void to_string_tells_no_text_name_number_or_link() throws Exception {
        ChatMessage message = TimelinesJson.mapper().readValue(WEBHOOK, ChatMessage.class);

        assertThat(
                        message
                                + message.sender().toString()
                                + message.attachments()
                                + new ReactionSummary.Reactor("Ana", "+34600111222", "x", true))
                .contains("u-1")
                .doesNotContain("open", "Ana", "600111222", "example", "l.pdf");
    }
}
