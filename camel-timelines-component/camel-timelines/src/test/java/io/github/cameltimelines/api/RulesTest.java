package io.github.cameltimelines.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rate limit, retry rule, Retry-After, error bodies and redaction: what only computes. */
class RulesTest {

    private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");

    private long nanos = Long.MAX_VALUE - 1_000_000; // nanoTime may overflow at any moment

    private RateLimiter limiter(double rate, int burst) {
        return new RateLimiter(rate, burst, () -> nanos);
    }

    private void passes(Duration time) {
        nanos += time.toNanos();
    }

    @Test
    void a_burst_goes_out_at_once_and_the_rest_evenly() {
        RateLimiter limiter = limiter(10, 3);
        List<Long> waits = new ArrayList<>();

        for (int i = 0; i < 6; i++) {
            waits.add(limiter.reserve().toMillis());
        }

        assertThat(waits).containsExactly(0L, 0L, 0L, 100L, 200L, 300L);
    }

    @Test
    void idle_time_earns_one_burst_and_no_more() {
        RateLimiter limiter = limiter(10, 3);
        limiter.reserve();
        passes(Duration.ofHours(1));
        List<Long> waits = new ArrayList<>();

        for (int i = 0; i < 4; i++) {
            waits.add(limiter.reserve().toMillis());
        }

        assertThat(waits).containsExactly(0L, 0L, 0L, 100L);
    }

    @Test
    void in_the_long_run_no_more_calls_go_out_than_the_rate() {
        RateLimiter limiter = limiter(30, 10);
        int calls = 0;
        long end = nanos + Duration.ofSeconds(10).toNanos();

        while (nanos - end < 0) {
            passes(limiter.reserve());
            calls++;
        }

        assertThat(calls).isBetween(300, 311);
    }

    @Test
    void a_pause_holds_back_everybody_who_shares_the_limiter() {
        RateLimiter limiter = limiter(10, 3);

        limiter.pause(Duration.ofSeconds(5));
        limiter.pause(Duration.ofSeconds(1));

        assertThat(limiter.reserve()).isEqualTo(Duration.ofSeconds(5));
        assertThat(limiter.reserve()).isEqualTo(Duration.ofMillis(5100));
    }

    @Test
    void the_strictest_settings_of_those_who_share_a_token_apply() {
        RateLimiter first = RateLimiters.of("https://x.example", "t-1", 30, 10);
        RateLimiter second = RateLimiters.of("https://x.example", "t-1", 1, 2);
        RateLimiter other = RateLimiters.of("https://x.example", "t-2", 30, 10);

        assertThat(second).isSameAs(first).isNotSameAs(other);
        first.reserve();
        first.reserve();
        assertThat(first.reserve()).isGreaterThan(Duration.ofMillis(500));
    }

    @Test
    void nonsense_limits_are_refused() {
        assertThatThrownBy(() -> limiter(0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> limiter(1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> limiter(Double.NaN, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void waits_double_from_one_second_and_end_after_six_tries() {
        List<Long> waits = new ArrayList<>();

        for (int attempt = 1; attempt <= 6; attempt++) {
            RetryRule.DEFAULT
                    .waitAfter(attempt, Optional.empty(), 0.5)
                    .ifPresent(wait -> waits.add(wait.toSeconds()));
        }

        assertThat(waits).containsExactly(1L, 2L, 4L, 8L, 16L);
    }

    @Test
    void jitter_moves_a_wait_by_a_fifth_at_most_and_never_above_the_cap() {
        assertThat(RetryRule.DEFAULT.waitAfter(1, Optional.empty(), 0))
                .contains(Duration.ofMillis(800));
        assertThat(RetryRule.DEFAULT.waitAfter(1, Optional.empty(), 0.999999))
                .hasValueSatisfying(w -> assertThat(w).isBetween(ms(1199), ms(1200)));
        assertThat(new RetryRule(99, ms(1000), ms(5000)).waitAfter(80, Optional.empty(), 1))
                .contains(ms(5000));
    }

    @Test
    void the_later_of_our_wait_and_theirs_wins_up_to_the_cap() {
        assertThat(RetryRule.DEFAULT.waitAfter(1, Optional.of(ms(30_000)), 0.5))
                .contains(ms(30_000));
        assertThat(RetryRule.DEFAULT.waitAfter(3, Optional.of(ms(1000)), 0.5)).contains(ms(4000));
        assertThat(RetryRule.DEFAULT.waitAfter(1, Optional.of(ms(60_001)), 0.5)).isEmpty();
    }

    @Test
    void retry_after_is_read_as_seconds_and_as_a_date() {
        assertThat(RetryAfter.parse("120", NOW)).contains(Duration.ofSeconds(120));
        assertThat(RetryAfter.parse(" 0 ", NOW)).contains(Duration.ZERO);
        assertThat(RetryAfter.parse("Mon, 02 Mar 2026 08:00:30 GMT", NOW))
                .contains(Duration.ofSeconds(30));
        assertThat(RetryAfter.parse("Mon, 02 Mar 2026 07:00:00 GMT", NOW)).contains(Duration.ZERO);
        assertThat(RetryAfter.parse("99999999999999999999", NOW))
                .hasValueSatisfying(w -> assertThat(w).isGreaterThan(Duration.ofDays(365)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "soon", "-1", "1.5", "Mon, 99 Mar 2026 08:00:30 GMT"})
    void a_retry_after_that_says_nothing_is_as_if_absent(String header) {
        assertThat(RetryAfter.parse(header, NOW)).isEmpty();
        assertThat(RetryAfter.parse(null, NOW)).isEmpty();
    }

    @Test
    void an_error_is_read_from_every_shape_of_body() {
        ErrorBody full =
                ErrorBody.parse(
                        "{\"status\":\"error\",\"message\":\"Validation failed\",\"error_code\":\"validation_error\","
                                + "\"errors\":[{\"fields\":[\"url\"],\"msg\":\"must be valid\"},\"odd\",7]}");
        ErrorBody gateway =
                ErrorBody.parse(
                        "{\"error\":\"Too Many Requests\",\"message\":\"Rate limit exceeded.\"}");

        assertThat(full.code()).isEqualTo("validation_error");
        assertThat(full.message()).isEqualTo("Validation failed");
        assertThat(full.errors().get(0).fields()).containsExactly("url");
        assertThat(full.errors()).extracting("msg").containsExactly("must be valid", "odd", "");
        assertThat(gateway.code()).isNull();
        assertThat(gateway.message()).isEqualTo("Rate limit exceeded.");
        assertThat(ErrorBody.parse("{\"error\":\"x\"}").message()).isEqualTo("x");
        assertThat(ErrorBody.parse("Unauthorized").message()).isEqualTo("Unauthorized");
        assertThat(ErrorBody.parse("<!DOCTYPE html><p>404</p>").message()).contains("HTML");
        assertThat(ErrorBody.parse("").message()).isEqualTo("no body");
        assertThat(ErrorBody.parse(null).structured()).isFalse();
        assertThat(ErrorBody.parse("{\"cut\":").structured()).isFalse();
        assertThat(ErrorBody.parse("[1,2]").message()).isEqualTo("[1,2]");
        assertThat(ErrorBody.parse("{}").message()).isEmpty();
        assertThat(
                        ErrorBody.parse("{\"message\":{\"a\":1},\"errors\":\"x\",\"error_code\":5}")
                                .code())
                .isNull();
    }

    @Test
    void numbers_addresses_and_what_was_sent_are_taken_out_of_messages() {
        String text =
                "Phone +34 600 111 222 or 34600111222 of eva@shop.example, 34600111222@s.whatsapp.net"
                        + " cannot get 'See you', chat 47000123, uid 11111111-2222-3333-4444-555555555555";

        String safe = Redaction.redact(text, Map.of("text", "See you", "chatId", 47000123L));

        assertThat(safe)
                .doesNotContain("600", "111222", "eva", "See you")
                .contains("47000123", "11111111-2222-3333-4444-555555555555");
    }

    private static Duration ms(long millis) {
        return Duration.ofMillis(millis);
    }
}
