package io.github.cameltimelines.api;

import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static io.github.cameltimelines.api.ApiFixture.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Calls that hold no thread while they wait. */
class AsynchronousCallTest {

    @RegisterExtension static final ApiFixture FIXTURE = new ApiFixture();

    private static final String OK = "{\"status\":\"ok\",\"data\":{\"message_uid\":\"u-1\"}}";
    private static final String TOO_MANY =
            "{\"error\":\"Too Many Requests\",\"message\":\"Rate limit exceeded.\"}";

    @Test
    void an_asynchronous_call_waits_on_no_thread_and_follows_the_same_rules() {
        FIXTURE.answers(status(429, TOO_MANY), okJson(OK), status(503, ""));
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
}
