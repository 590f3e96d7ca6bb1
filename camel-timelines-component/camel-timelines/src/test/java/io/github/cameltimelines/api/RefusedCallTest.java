package io.github.cameltimelines.api;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static io.github.cameltimelines.api.ApiFixture.error;
import static io.github.cameltimelines.api.ApiFixture.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the caller is told when a call is refused, or cannot be made. */
class RefusedCallTest {

    @RegisterExtension static final ApiFixture FIXTURE = new ApiFixture();

    private static final String OK = "{\"status\":\"ok\",\"data\":{\"message_uid\":\"u-1\"}}";

    @Test
    void a_read_with_an_answer_that_cannot_be_read_says_so() {
        FIXTURE.answers(aResponse().withStatus(200).withBody("<html>login</html>"));

        assertThatThrownBy(() -> FIXTURE.api.chats().get(4711))
                .isInstanceOf(TimelinesApiException.class)
                .hasMessageContaining("GET /chats/{chat_id}")
                .hasMessageContaining("HTML page instead of an answer");
    }

    @Test
    void a_refusal_tells_status_code_message_and_fields_from_every_shape() {
        FIXTURE.answers(
                status(
                        400,
                        "{\"status\":\"error\",\"message\":\"Validation failed\",\"error_code\":\"validation_error\","
                                + "\"errors\":[{\"fields\":[\"text\"],\"msg\":\"too long\"}]}"),
                status(401, "Unauthorized"),
                status(404, "<!DOCTYPE html><html>TimelinesAI</html>"),
                status(302, "").withHeader("Location", "https://elsewhere.example"),
                status(413, "{\"odd\":[true]}"),
                okJson(error("account_inactive", "No connected WhatsApp account")));

        var invalid = catchThrowableOfType(TimelinesApiException.class, FIXTURE::send);
        var token = catchThrowableOfType(TimelinesApiException.class, FIXTURE::send);
        var html = catchThrowableOfType(TimelinesApiException.class, FIXTURE::send);
        var moved = catchThrowableOfType(TimelinesApiException.class, FIXTURE::send);
        var odd = catchThrowableOfType(TimelinesApiException.class, FIXTURE::send);
        var inside200 = catchThrowableOfType(TimelinesApiException.class, FIXTURE::send);

        assertThat(invalid.errorCode()).isEqualTo("validation_error");
        assertThat(invalid.serverMessage()).isEqualTo("Validation failed");
        assertThat(invalid.errors().get(0).fields()).containsExactly("text");
        assertThat(invalid)
                .hasMessageContaining("400 validation_error: Validation failed; [text] too long");
        assertThat(token.isTokenRefused()).isTrue();
        assertThat(token).hasMessageContaining("401: Unauthorized");
        assertThat(html).hasMessageContaining("404").hasMessageContaining("HTML page");
        assertThat(moved.statusCode()).isEqualTo(302);
        assertThat(odd.statusCode()).isEqualTo(413);
        assertThat(inside200.errorCode()).isEqualTo("account_inactive");
    }

    @Test
    void no_exception_tells_the_token_the_phone_or_the_text() {
        FIXTURE.answers(
                status(
                        400,
                        error("validation_error", "Phone +34600111222 cannot get 'Hello you'")));

        assertThatThrownBy(() -> FIXTURE.api.messages().sendToPhone("+34600111222", "Hello you"))
                .satisfies(
                        e -> {
                            assertThat(e.toString())
                                    .doesNotContain("600111222", "Hello", ApiFixture.TOKEN);
                            assertThat(((TimelinesApiException) e).serverMessage())
                                    .contains("Hello you");
                        });
    }

    @Test
    void what_is_missing_or_unusable_is_named_and_nothing_is_sent() {
        FIXTURE.answers(okJson(OK));

        assertInvalid(Operations.SEND_MESSAGE, Arguments.of("text", "x"), "needs chatId");
        assertInvalid(
                Operations.SEND_MESSAGE, Arguments.of("chatId", 1), "needs one of text, fileUid");
        assertInvalid(
                Operations.SEND_MESSAGE,
                Arguments.of("chatId", 1).and("text", " "),
                "needs one of text");
        assertInvalid(
                Operations.SEND_MESSAGE,
                Arguments.of("chatId", "x1").and("text", "y"),
                "chatId is not a whole number");
        assertInvalid(
                Operations.SEND_MESSAGE,
                Arguments.of("chatId", 1).and("txt", "y"),
                "does not know txt; it takes [chatId, text");
        assertInvalid(
                Operations.SEND_TO_PHONE,
                Arguments.of("phone", " 34600111222").and("text", "y"),
                "phone has lost its '+'");
        assertInvalid(
                Operations.SEND_TO_PHONE,
                Arguments.of("phone", "Ana").and("text", "y"),
                "phone is not a phone number");
        assertInvalid(
                Operations.LIST_CHATS,
                Arguments.of("phone", " 34600111222"),
                "phone has lost its '+'");
        assertInvalid(
                Operations.LIST_CHATS,
                Arguments.of("closed", "perhaps"),
                "closed must be true or false");
        assertInvalid(
                Operations.GET_MESSAGE,
                Arguments.of("messageUid", ".."),
                "cannot use this messageUid");
        assertInvalid(Operations.SEND_FILE, Arguments.of("chatId", 1), "needs file");
        assertInvalid(
                Operations.SEND_FILE,
                Arguments.of("chatId", 1).and("file", "a.pdf"),
                "needs file to be an Upload");
        assertThatThrownBy(() -> Upload.of(new byte[0], "a")).hasMessageContaining("empty");
        assertThatThrownBy(() -> TimelinesApi.builder(null, " "))
                .hasMessageContaining("option apiToken");
        assertThat(FIXTURE.requests()).isZero();
    }

    private static void assertInvalid(Operation<?> operation, Arguments arguments, String words) {
        assertThatThrownBy(() -> FIXTURE.api.call(operation, arguments))
                .isInstanceOf(TimelinesInvalidRequestException.class)
                .hasMessageContaining(words);
    }
}
