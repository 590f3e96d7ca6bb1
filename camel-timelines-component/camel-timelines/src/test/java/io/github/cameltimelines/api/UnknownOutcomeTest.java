package io.github.cameltimelines.api;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static io.github.cameltimelines.api.ApiFixture.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.http.Fault;
import io.github.cameltimelines.api.TimelinesUnknownOutcomeException.Progress;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A send that may have been done is not repeated, and its caller told so. */
class UnknownOutcomeTest {

    @RegisterExtension static final ApiFixture FIXTURE = new ApiFixture();

    private static final String OK = "{\"status\":\"ok\",\"data\":{\"message_uid\":\"u-1\"}}";

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504, 522, 408})
    void a_send_that_is_answered_by_5xx_is_not_repeated_and_its_outcome_unknown(int status) {
        FIXTURE.answers(status(status, "<html>gateway</html>"), okJson(OK));

        var unknown = catchThrowableOfType(TimelinesUnknownOutcomeException.class, FIXTURE::send);

        assertThat(FIXTURE.requests()).isEqualTo(1);
        assertThat(unknown.progress()).isEqualTo(Progress.ANSWERED);
        assertThat(unknown.statusCode()).hasValue(status);
        assertThat(unknown.operation()).isEqualTo("POST /chats/{chat_id}/messages");
    }

    @ParameterizedTest
    @EnumSource(names = {"EMPTY_RESPONSE", "CONNECTION_RESET_BY_PEER", "MALFORMED_RESPONSE_CHUNK"})
    void a_send_whose_connection_breaks_is_not_repeated_and_its_outcome_unknown(Fault fault) {
        FIXTURE.answers(aResponse().withFault(fault), okJson(OK));

        var unknown = catchThrowableOfType(TimelinesUnknownOutcomeException.class, FIXTURE::send);

        assertThat(FIXTURE.requests()).isEqualTo(1);
        assertThat(unknown.progress()).isEqualTo(Progress.SENT);
        assertThat(unknown).hasMessageContaining("may or may not have been done");
    }

    @Test
    void a_send_that_is_not_answered_in_time_has_an_unknown_outcome() {
        FIXTURE.answers(okJson(OK).withFixedDelay(60_000));
        TimelinesApi hasty =
                FIXTURE.api(RetryRule.DEFAULT).responseTimeout(Duration.ofMillis(50)).build();

        assertThatThrownBy(() -> hasty.messages().send(4711, "Hello you"))
                .isInstanceOf(TimelinesUnknownOutcomeException.class)
                .hasMessageContaining("the request was sent and no answer came");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>ok</html>", "{\"status\":\"ok\"}", "{\"data\":[]}", "nope", ""})
    void a_send_with_an_answer_that_cannot_be_read_has_an_unknown_outcome(String body) {
        FIXTURE.answers(aResponse().withStatus(200).withBody(body));

        var unknown = catchThrowableOfType(TimelinesUnknownOutcomeException.class, FIXTURE::send);

        assertThat(unknown.statusCode()).hasValue(200);
    }
}
