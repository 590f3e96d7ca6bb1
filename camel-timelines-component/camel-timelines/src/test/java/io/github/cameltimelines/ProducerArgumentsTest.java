package io.github.cameltimelines;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltimelines.api.TimelinesInvalidRequestException;
import io.github.cameltimelines.model.Chat;
import io.github.cameltimelines.model.SentMessage;
import io.github.cameltimelines.model.UploadedFile;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the parameters of an operation come from: body, headers and options of the URI. */
class ProducerArgumentsTest extends ProducerFixture {

    record Reply(String text, String replyTo) {}

    @Test
    void a_text_body_is_sent_and_the_answer_is_typed() throws Exception {
        Exchange answer = send("timelines:sendMessage?chatId=4711", "Hello");

        assertThat(request().getUrl()).isEqualTo("/api/chats/4711/messages");
        assertThat(json()).isEqualTo(tree("{\"text\":\"Hello\"}"));
        assertThat(answer.getMessage().getBody()).isEqualTo(new SentMessage("u-1"));
        assertThat(answer.getMessage().getHeader(TimelinesConstants.MESSAGE_UID)).isEqualTo("u-1");
        assertThat(answer.getMessage().getHeader(TimelinesConstants.CHAT_ID)).isEqualTo("4711");
    }

    @Test
    void the_chat_of_the_event_that_started_the_route_is_answered() throws Exception {
        send(
                "timelines:sendMessage",
                "Hello",
                m -> m.withHeader(TimelinesConstants.CHAT_ID, "4711"));

        assertThat(request().getUrl()).isEqualTo("/api/chats/4711/messages");
    }

    @Test
    void an_option_of_the_uri_wins_over_a_header_so_that_no_message_goes_astray() throws Exception {
        send(
                "timelines:sendMessage?chatId=99",
                "Boss, look",
                m -> m.withHeader(TimelinesConstants.CHAT_ID, "4711"));

        assertThat(request().getUrl()).isEqualTo("/api/chats/99/messages");
    }

    @Test
    void a_map_wins_over_options_and_takes_both_spellings() throws Exception {
        send(
                "timelines:sendMessage?chatId=99",
                Map.of("chat_id", 5, "text", "Hi", "replyTo", "u-0"));

        assertThat(request().getUrl()).isEqualTo("/api/chats/5/messages");
        assertThat(json()).isEqualTo(tree("{\"text\":\"Hi\",\"reply_to\":\"u-0\"}"));
    }

    @Test
    void a_record_of_the_user_is_taken_as_parameters() throws Exception {
        send("timelines:sendMessage?chatId=99", new Reply("Hi", null));

        assertThat(json()).isEqualTo(tree("{\"text\":\"Hi\"}"));
    }

    @Test
    void a_text_option_wins_over_a_body_that_is_something_else() throws Exception {
        send(
                "timelines:sendMessage?chatId=99&text=Thanks",
                new Chat(
                        1L, "Ana", null, null, null, null, null, null, null, null, null, null, null,
                        null, null, null, null, null, null, null, null, null, null, null, null,
                        null, null, null));

        assertThat(json()).isEqualTo(tree("{\"text\":\"Thanks\"}"));
    }

    @Test
    void a_file_that_was_uploaded_before_is_sent_by_its_uid() throws Exception {
        send(
                "timelines:sendMessage?chatId=99",
                new UploadedFile("f-1", "a.pdf", 1L, null, null, null, null));

        assertThat(json()).isEqualTo(tree("{\"file_uid\":\"f-1\"}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "timelines:sendToPhone?phone=%2B34600111222",
                "timelines:sendToPhone?phone=+34600111222",
                "timelines:sendToPhone?text=Hello&phone=%2B34600111222&whatsappAccountPhone=%2B34600999888",
                "timelines:sendToPhone?phone=RAW(+34600111222)",
                "timelines:sendToPhone?phone=RAW{+34600111222}",
                "timelines:sendToPhone?phone={{customer}}"
            })
    void a_phone_number_in_a_uri_keeps_its_plus(String uri) throws Exception {
        context.getPropertiesComponent().addInitialProperty("customer", "RAW(+34600111222)");

        send(uri, "Hello");

        assertThat(json().path("phone").asText()).isEqualTo("+34600111222");
        assertThat(json().path("whatsapp_account_phone").asText("+34600999888"))
                .isEqualTo("+34600999888");
    }

    @Test
    void a_phone_header_that_lost_its_plus_is_refused_with_the_remedy() {
        Exchange answer =
                sent(
                        "timelines:sendToPhone",
                        "Hello",
                        m -> m.withHeader(TimelinesConstants.PHONE, " 34600111222"));

        assertThat(answer.getException())
                .isInstanceOf(TimelinesInvalidRequestException.class)
                .hasMessageContaining("%2B or RAW(+…)");
        assertThat(server.getAllServeEvents()).isEmpty();
    }

    @Test
    void an_unusable_body_is_an_exception_that_names_what_to_set() {
        for (Object body : new Object[] {null, "", " ", List.of(1), new SentMessage("u-0")}) {
            Exchange answer = sent("timelines:sendMessage?chatId=99", body, m -> m);

            assertThat(answer.getException())
                    .isInstanceOf(TimelinesInvalidRequestException.class)
                    .hasMessageContaining(
                            "timelines:sendMessage needs one of text, fileUid, attachmentTemplateId")
                    .hasMessageContaining("set the message body to the text")
                    .hasMessageContaining("the option text or the header CamelTimelinesText");
        }
        assertThat(sent("timelines:sendMessage", "Hi", m -> m).getException())
                .hasMessageContaining(
                        "needs chatId: set the option chatId or the header CamelTimelinesChatId");
        assertThat(sent("timelines:sendFile?chatId=9", "a.pdf", m -> m).getException())
                .hasMessageContaining("the message body to a File, Path, InputStream or byte[]");
        assertThat(sent("timelines:sendFile?chatId=9", new byte[0], m -> m).getException())
                .hasMessageContaining("is empty");
        assertThat(
                        sent("timelines:updateChat?chatId=9", Map.of("colour", "red"), m -> m)
                                .getException())
                .hasMessageContaining("does not know colour, which is in the message body")
                .hasMessageContaining("displayName");
        assertThat(server.getAllServeEvents()).isEmpty();
    }

    @Test
    void labels_come_as_a_list_or_as_text() throws Exception {
        server.stubFor(
                any(anyUrl()).willReturn(okJson("{\"data\":{\"labels\":[\"vip\",\"lead\"]}}")));

        Exchange answer = send("timelines:addLabels?chatId=1", List.of("vip"));
        send("timelines:setLabels?chatId=1", "vip,lead");

        assertThat(answer.getMessage().getBody()).isEqualTo(List.of("vip", "lead"));
        assertThat(json()).isEqualTo(tree("{\"labels\":[\"vip\",\"lead\"]}"));
    }
}
