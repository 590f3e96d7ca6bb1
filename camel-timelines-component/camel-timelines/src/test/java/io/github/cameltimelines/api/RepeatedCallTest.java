package io.github.cameltimelines.api;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static io.github.cameltimelines.api.ApiFixture.error;
import static io.github.cameltimelines.api.ApiFixture.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.http.Fault;
import io.github.cameltimelines.process.FreePort;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is tried again because it does no harm. */
class RepeatedCallTest {

    @RegisterExtension static final ApiFixture FIXTURE = new ApiFixture();

    private static final String OK = "{\"status\":\"ok\",\"data\":{\"message_uid\":\"u-1\"}}";
    private static final String CHAT = "{\"status\":\"ok\",\"data\":{\"id\":4711}}";
    private static final String TOO_MANY =
            "{\"error\":\"Too Many Requests\",\"message\":\"Rate limit exceeded.\"}";

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 408})
    void a_read_is_tried_again_after_5xx(int status) {
        FIXTURE.answers(status(status, "oops"), okJson(CHAT));

        assertThat(FIXTURE.api.chats().get(4711).id()).isEqualTo(4711);

        assertThat(FIXTURE.requests()).isEqualTo(2);
        assertThat(FIXTURE.waits).containsExactly(Duration.ofSeconds(1));
    }

    @Test
    void a_change_that_may_be_done_twice_is_tried_again_after_a_broken_connection() {
        FIXTURE.answers(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER), okJson(CHAT));

        FIXTURE.api.chats().close(4711);

        assertThat(FIXTURE.requests()).isEqualTo(2);
    }

    @Test
    void a_delete_whose_first_answer_was_lost_is_done_when_the_second_says_not_found() {
        FIXTURE.answers(
                aResponse().withFault(Fault.EMPTY_RESPONSE), status(404, error("not_found", "x")));

        FIXTURE.api.webhooks().delete(9);

        assertThat(FIXTURE.requests()).isEqualTo(2);
    }

    @Test
    void a_delete_of_what_is_not_there_is_refused() {
        FIXTURE.answers(status(404, error("not_found", "Webhook not found")));

        var refusal =
                catchThrowableOfType(
                        TimelinesApiException.class, () -> FIXTURE.api.webhooks().delete(9));

        assertThat(refusal.isNotFound()).isTrue();
    }

    @Test
    void a_send_is_tried_again_while_the_connection_is_refused_and_then_says_nothing_was_sent()
            throws Exception {
        int closed = FreePort.next();
        TimelinesApi nowhere =
                FIXTURE.api(RetryRule.DEFAULT).baseUrl("http://localhost:" + closed).build();

        assertThatThrownBy(() -> nowhere.messages().send(4711, "Hello you"))
                .isInstanceOf(TimelinesUnreachableException.class)
                .hasMessageContaining("in 6 tries");
        assertThat(FIXTURE.waits).hasSize(5);
    }

    @Test
    void a_stream_that_was_read_is_not_sent_again_and_a_byte_array_is() {
        FIXTURE.answers(status(429, TOO_MANY), okJson(OK));
        Upload stream = Upload.of(new ByteArrayInputStream(new byte[] {1, 2}), "a.bin");

        assertThatThrownBy(() -> FIXTURE.api.messages().sendFile(1, stream, Arguments.none()))
                .isInstanceOf(TimelinesApiException.class)
                .hasMessageContaining("429");
        assertThat(FIXTURE.requests()).isEqualTo(1);

        FIXTURE.server.resetAll();
        FIXTURE.answers(status(429, TOO_MANY), okJson(OK));
        Upload bytes = Upload.of(new byte[] {1, 2}, "a.bin");
        assertThat(FIXTURE.api.messages().sendFile(1, bytes, Arguments.none())).isEqualTo("u-1");
    }
}
