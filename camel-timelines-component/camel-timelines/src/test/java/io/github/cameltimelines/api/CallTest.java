package io.github.cameltimelines.api;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.github.cameltimelines.api.TimelinesUnknownOutcomeException.Progress;
import java.io.ByteArrayInputStream;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is tried again, what is not, and what the caller is told. */
class CallTest {

    @RegisterExtension static final ApiFixture FIXTURE = new ApiFixture();

    private static final String OK = "{\"status\":\"ok\",\"data\":{\"message_uid\":\"u-1\"}}";
    private static final String CHAT = "{\"status\":\"ok\",\"data\":{\"id\":4711}}";
    private static final String TOO_MANY =
            "{\"error\":\"Too Many Requests\",\"message\":\"Rate limit exceeded.\"}";

    @Test
    void a_send_is_tried_again_after_429_until_it_succeeds() {
        answers(status(429, TOO_MANY), status(429, TOO_MANY), okJson(OK));

        assertThat(send()).isEqualTo("u-1");

        assertThat(FIXTURE.waits).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
        assertThat(requests()).isEqualTo(3);
    }

    @Test
    void retry_after_of_429_is_honoured_in_seconds_and_as_a_date() {
        answers(
                status(429, TOO_MANY).withHeader("Retry-After", "7"),
                status(429, TOO_MANY).withHeader("Retry-After", "Mon, 02 Mar 2026 08:00:30 GMT"),
                okJson(OK));

        send();

        assertThat(FIXTURE.waits).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(30));
    }

    @Test
    void throttling_that_does_not_end_is_told_with_what_to_wait() {
        answers(status(429, TOO_MANY).withHeader("Retry-After", "20"));

        var refusal = catchThrowableOfType(TimelinesApiException.class, CallTest::send);

        assertThat(requests()).isEqualTo(6);
        assertThat(refusal.isThrottled()).isTrue();
        assertThat(refusal.retryAfter()).contains(Duration.ofSeconds(20));
    }

    @Test
    void a_retry_after_beyond_the_cap_fails_at_once() {
        answers(status(429, TOO_MANY).withHeader("Retry-After", "3600"));

        var refusal = catchThrowableOfType(TimelinesApiException.class, CallTest::send);

        assertThat(requests()).isEqualTo(1);
        assertThat(refusal.retryAfter()).contains(Duration.ofHours(1));
    }

    @Test
    void a_used_up_quota_is_not_tried_again() {
        answers(status(429, error("quota_exceeded", "Message quota exceeded")));

        var refusal = catchThrowableOfType(TimelinesApiException.class, CallTest::send);

        assertThat(requests()).isEqualTo(1);
        assertThat(refusal.isQuotaExceeded()).isTrue();
        assertThat(refusal.isThrottled()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504, 522, 408})
    void a_send_that_is_answered_by_5xx_is_not_repeated_and_its_outcome_unknown(int status) {
        answers(status(status, "<html>gateway</html>"), okJson(OK));

        var unknown = catchThrowableOfType(TimelinesUnknownOutcomeException.class, CallTest::send);

        assertThat(requests()).isEqualTo(1);
        assertThat(unknown.progress()).isEqualTo(Progress.ANSWERED);
        assertThat(unknown.statusCode()).hasValue(status);
        assertThat(unknown.operation()).isEqualTo("POST /chats/{chat_id}/messages");
    }

    @ParameterizedTest
    @EnumSource(names = {"EMPTY_RESPONSE", "CONNECTION_RESET_BY_PEER", "MALFORMED_RESPONSE_CHUNK"})
    void a_send_whose_connection_breaks_is_not_repeated_and_its_outcome_unknown(Fault fault) {
        answers(aResponse().withFault(fault), okJson(OK));

        var unknown = catchThrowableOfType(TimelinesUnknownOutcomeException.class, CallTest::send);

        assertThat(requests()).isEqualTo(1);
        assertThat(unknown.progress()).isEqualTo(Progress.SENT);
        assertThat(unknown).hasMessageContaining("may or may not have been done");
    }

    @Test
    void a_send_that_is_not_answered_in_time_has_an_unknown_outcome() {
        answers(okJson(OK).withFixedDelay(60_000));
        TimelinesApi hasty =
                FIXTURE.api(RetryRule.DEFAULT).responseTimeout(Duration.ofMillis(50)).build();

        assertThatThrownBy(() -> hasty.messages().send(4711, "Hello you"))
                .isInstanceOf(TimelinesUnknownOutcomeException.class)
                .hasMessageContaining("the request was sent and no answer came");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>ok</html>", "{\"status\":\"ok\"}", "{\"data\":[]}", "nope", ""})
    void a_send_with_an_answer_that_cannot_be_read_has_an_unknown_outcome(String body) {
        answers(aResponse().withStatus(200).withBody(body));

        var unknown = catchThrowableOfType(TimelinesUnknownOutcomeException.class, CallTest::send);

        assertThat(unknown.statusCode()).hasValue(200);
    }

    @Test
    void a_read_with_an_answer_that_cannot_be_read_says_so() {
        answers(aResponse().withStatus(200).withBody("<html>login</html>"));

        assertThatThrownBy(() -> FIXTURE.api.chats().get(4711))
                .isInstanceOf(TimelinesApiException.class)
                .hasMessageContaining("GET /chats/{chat_id}")
                .hasMessageContaining("HTML page instead of an answer");
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 408})
    void a_read_is_tried_again_after_5xx(int status) {
        answers(status(status, "oops"), okJson(CHAT));

        assertThat(FIXTURE.api.chats().get(4711).id()).isEqualTo(4711);

        assertThat(requests()).isEqualTo(2);
        assertThat(FIXTURE.waits).containsExactly(Duration.ofSeconds(1));
    }

    @Test
    void a_change_that_may_be_done_twice_is_tried_again_after_a_broken_connection() {
        answers(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER), okJson(CHAT));

        FIXTURE.api.chats().close(4711);

        assertThat(requests()).isEqualTo(2);
    }

    @Test
    void a_delete_whose_first_answer_was_lost_is_done_when_the_second_says_not_found() {
        answers(aResponse().withFault(Fault.EMPTY_RESPONSE), status(404, error("not_found", "x")));

        FIXTURE.api.webhooks().delete(9);

        assertThat(requests()).isEqualTo(2);
    }

    @Test
    void a_delete_of_what_is_not_there_is_refused() {
        answers(status(404, error("not_found", "Webhook not found")));

        var refusal =
                catchThrowableOfType(
                        TimelinesApiException.class, () -> FIXTURE.api.webhooks().delete(9));

        assertThat(refusal.isNotFound()).isTrue();
    }

    @Test
    void a_send_is_tried_again_while_the_connection_is_refused_and_then_says_nothing_was_sent()
            throws Exception {
        int closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        TimelinesApi nowhere =
                FIXTURE.api(RetryRule.DEFAULT).baseUrl("http://localhost:" + closed).build();

        assertThatThrownBy(() -> nowhere.messages().send(4711, "Hello you"))
                .isInstanceOf(TimelinesUnreachableException.class)
                .hasMessageContaining("in 6 tries");
        assertThat(FIXTURE.waits).hasSize(5);
    }

    @Test
    void a_403_page_soon_after_a_success_is_throttling() {
        answers(okJson(OK), status(403, "<html>Cloudflare</html>"), okJson(OK));
        send();

        send();

        assertThat(requests()).isEqualTo(3);
        assertThat(FIXTURE.waits).containsExactly(Duration.ofSeconds(1));
    }

    @Test
    void a_403_is_no_throttling_without_an_earlier_success_or_long_after_it_or_with_a_reason() {
        answers(status(403, "<html>Cloudflare</html>"));
        assertThatThrownBy(CallTest::send).isInstanceOf(TimelinesApiException.class);
        assertThat(requests()).isEqualTo(1);

        FIXTURE.server.resetAll();
        answers(okJson(OK), status(403, error("permission_denied", "Access denied")));
        send();
        assertThatThrownBy(CallTest::send).hasMessageContaining("403 permission_denied");
        assertThat(requests()).isEqualTo(2);

        FIXTURE.passes(Duration.ofSeconds(61));
        FIXTURE.server.resetAll();
        answers(status(403, "<html>Cloudflare</html>"));
        assertThatThrownBy(CallTest::send).isInstanceOf(TimelinesApiException.class);
        assertThat(requests()).isEqualTo(1);
    }

    @Test
    void a_stream_that_was_read_is_not_sent_again_and_a_byte_array_is() {
        answers(status(429, TOO_MANY), okJson(OK));
        Upload stream = Upload.of(new ByteArrayInputStream(new byte[] {1, 2}), "a.bin");

        assertThatThrownBy(() -> FIXTURE.api.messages().sendFile(1, stream, Arguments.none()))
                .isInstanceOf(TimelinesApiException.class)
                .hasMessageContaining("429");
        assertThat(requests()).isEqualTo(1);

        FIXTURE.server.resetAll();
        answers(status(429, TOO_MANY), okJson(OK));
        Upload bytes = Upload.of(new byte[] {1, 2}, "a.bin");
        assertThat(FIXTURE.api.messages().sendFile(1, bytes, Arguments.none())).isEqualTo("u-1");
    }

    @Test
    void a_refusal_tells_status_code_message_and_fields_from_every_shape() {
        answers(
                status(
                        400,
                        "{\"status\":\"error\",\"message\":\"Validation failed\",\"error_code\":\"validation_error\","
                                + "\"errors\":[{\"fields\":[\"text\"],\"msg\":\"too long\"}]}"),
                status(401, "Unauthorized"),
                status(404, "<!DOCTYPE html><html>TimelinesAI</html>"),
                status(302, "").withHeader("Location", "https://elsewhere.example"),
                status(413, "{\"odd\":[true]}"),
                okJson(error("account_inactive", "No connected WhatsApp account")));

        var invalid = catchThrowableOfType(TimelinesApiException.class, CallTest::send);
        var token = catchThrowableOfType(TimelinesApiException.class, CallTest::send);
        var html = catchThrowableOfType(TimelinesApiException.class, CallTest::send);
        var moved = catchThrowableOfType(TimelinesApiException.class, CallTest::send);
        var odd = catchThrowableOfType(TimelinesApiException.class, CallTest::send);
        var inside200 = catchThrowableOfType(TimelinesApiException.class, CallTest::send);

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
        answers(
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
    void an_asynchronous_call_waits_on_no_thread_and_follows_the_same_rules() {
        answers(status(429, TOO_MANY), okJson(OK), status(503, ""));
        TimelinesApi api = FIXTURE.api(RetryRule.DEFAULT).workers(Runnable::run).build();
        Arguments hello = Arguments.of("chatId", 4711).and("text", "Hello you");

        assertThat(api.callAsync(Operations.SEND_MESSAGE, hello).join().messageUid())
                .isEqualTo("u-1");
        assertThatThrownBy(() -> api.callAsync(Operations.SEND_MESSAGE, hello).join())
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(TimelinesUnknownOutcomeException.class);
        assertThat(FIXTURE.waits).startsWith(Duration.ofSeconds(1));
    }

    @Test
    void an_asynchronous_call_on_stopped_threads_fails_instead_of_hanging() {
        TimelinesApi api =
                FIXTURE.api(RetryRule.DEFAULT)
                        .workers(
                                task -> {
                                    throw new java.util.concurrent.RejectedExecutionException();
                                })
                        .build();

        assertThatThrownBy(() -> api.callAsync(Operations.LIST_WEBHOOKS, Arguments.none()).join())
                .hasCauseInstanceOf(TimelinesUnreachableException.class);
    }

    @Test
    void calls_beyond_the_rate_wait_for_their_slot() {
        answers(okJson(CHAT));
        TimelinesApi slow =
                FIXTURE.api(RetryRule.DEFAULT).limiter(new RateLimiter(2, 1, () -> 0L)).build();

        slow.chats().get(1);
        slow.chats().get(2);
        slow.chats().get(3);

        assertThat(FIXTURE.waits).containsExactly(Duration.ofMillis(500), Duration.ofSeconds(1));
    }

    @Test
    void what_is_missing_or_unusable_is_named_and_nothing_is_sent() {
        answers(okJson(OK));

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
        assertThat(requests()).isZero();
    }

    private static void assertInvalid(Operation<?> operation, Arguments arguments, String words) {
        assertThatThrownBy(() -> FIXTURE.api.call(operation, arguments))
                .isInstanceOf(TimelinesInvalidRequestException.class)
                .hasMessageContaining(words);
    }

    private static String send() {
        return FIXTURE.api.messages().send(4711, "Hello you");
    }

    private static int requests() {
        return FIXTURE.server.getAllServeEvents().size();
    }

    private static ResponseDefinitionBuilder status(int status, String body) {
        return aResponse().withStatus(status).withBody(body);
    }

    private static String error(String code, String message) {
        return "{\"status\":\"error\",\"message\":\"%s\",\"error_code\":\"%s\"}"
                .formatted(message, code);
    }

    /** These answers in turn; the last one for ever. */
    private static void answers(ResponseDefinitionBuilder... answers) {
        List<ResponseDefinitionBuilder> list = List.of(answers);
        for (int i = 0; i < list.size(); i++) {
            String state = i == 0 ? Scenario.STARTED : "step" + i;
            String next = i + 1 < list.size() ? "step" + (i + 1) : state;
            FIXTURE.server.stubFor(
                    any(anyUrl())
                            .inScenario("s")
                            .whenScenarioStateIs(state)
                            .willReturn(list.get(i))
                            .willSetStateTo(next));
        }
    }
}
