package io.github.cameltimelines.api;

import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static io.github.cameltimelines.api.ApiFixture.error;
import static io.github.cameltimelines.api.ApiFixture.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the client does when it is told to slow down. */
class ThrottledCallTest {

    @RegisterExtension static final ApiFixture FIXTURE = new ApiFixture();

    private static final String OK = "{\"status\":\"ok\",\"data\":{\"message_uid\":\"u-1\"}}";
    private static final String CHAT = "{\"status\":\"ok\",\"data\":{\"id\":4711}}";
    private static final String TOO_MANY =
            "{\"error\":\"Too Many Requests\",\"message\":\"Rate limit exceeded.\"}";

    @Test
    void a_send_is_tried_again_after_429_until_it_succeeds() {
        FIXTURE.answers(status(429, TOO_MANY), status(429, TOO_MANY), okJson(OK));

        assertThat(FIXTURE.send()).isEqualTo("u-1");

        assertThat(FIXTURE.waits).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
        assertThat(FIXTURE.requests()).isEqualTo(3);
    }

    @Test
    void retry_after_of_429_is_honoured_in_seconds_and_as_a_date() {
        FIXTURE.answers(
                status(429, TOO_MANY).withHeader("Retry-After", "7"),
                status(429, TOO_MANY).withHeader("Retry-After", "Mon, 02 Mar 2026 08:00:30 GMT"),
                okJson(OK));

        FIXTURE.send();

        assertThat(FIXTURE.waits).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(30));
    }

    @Test
    void throttling_that_does_not_end_is_told_with_what_to_wait() {
        FIXTURE.answers(status(429, TOO_MANY).withHeader("Retry-After", "20"));

        var refusal = catchThrowableOfType(TimelinesApiException.class, FIXTURE::send);

        assertThat(FIXTURE.requests()).isEqualTo(6);
        assertThat(refusal.isThrottled()).isTrue();
        assertThat(refusal.retryAfter()).contains(Duration.ofSeconds(20));
    }

    @Test
    void a_retry_after_beyond_the_cap_fails_at_once() {
        FIXTURE.answers(status(429, TOO_MANY).withHeader("Retry-After", "3600"));

        var refusal = catchThrowableOfType(TimelinesApiException.class, FIXTURE::send);

        assertThat(FIXTURE.requests()).isEqualTo(1);
        assertThat(refusal.retryAfter()).contains(Duration.ofHours(1));
    }

    @Test
    void a_used_up_quota_is_not_tried_again() {
        FIXTURE.answers(status(429, error("quota_exceeded", "Message quota exceeded")));

        var refusal = catchThrowableOfType(TimelinesApiException.class, FIXTURE::send);

        assertThat(FIXTURE.requests()).isEqualTo(1);
        assertThat(refusal.isQuotaExceeded()).isTrue();
        assertThat(refusal.isThrottled()).isFalse();
    }

    @Test
    void a_403_page_soon_after_a_success_is_throttling() {
        FIXTURE.answers(okJson(OK), status(403, "<html>Cloudflare</html>"), okJson(OK));
        FIXTURE.send();

        FIXTURE.send();

        assertThat(FIXTURE.requests()).isEqualTo(3);
        assertThat(FIXTURE.waits).containsExactly(Duration.ofSeconds(1));
    }

    @Test
    void a_403_is_no_throttling_without_an_earlier_success_or_long_after_it_or_with_a_reason() {
        FIXTURE.answers(status(403, "<html>Cloudflare</html>"));
        assertThatThrownBy(FIXTURE::send).isInstanceOf(TimelinesApiException.class);
        assertThat(FIXTURE.requests()).isEqualTo(1);

        FIXTURE.server.resetAll();
        FIXTURE.answers(okJson(OK), status(403, error("permission_denied", "Access denied")));
        FIXTURE.send();
        assertThatThrownBy(FIXTURE::send).hasMessageContaining("403 permission_denied");
        assertThat(FIXTURE.requests()).isEqualTo(2);

        FIXTURE.passes(Duration.ofSeconds(61));
        FIXTURE.server.resetAll();
        FIXTURE.answers(status(403, "<html>Cloudflare</html>"));
        assertThatThrownBy(FIXTURE::send).isInstanceOf(TimelinesApiException.class);
        assertThat(FIXTURE.requests()).isEqualTo(1);
    }

    @Test
    void calls_beyond_the_rate_wait_for_their_slot() {
        FIXTURE.answers(okJson(CHAT));
        TimelinesApi slow =
                FIXTURE.api(RetryRule.DEFAULT).limiter(new RateLimiter(2, 1, () -> 0L)).build();

        slow.chats().get(1);
        slow.chats().get(2);
        slow.chats().get(3);

        assertThat(FIXTURE.waits).containsExactly(Duration.ofMillis(500), Duration.ofSeconds(1));
    }
}
