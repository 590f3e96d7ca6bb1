package io.github.cameltimelines.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TokenBucketTest {

    private static final long SECOND = 1_000_000_000L;

    @Test
    void in_any_second_there_are_as_many_tokens_as_the_rate_and_a_small_burst() {
        TokenBucket bucket = new TokenBucket(100, 0);
        int taken = 0;
        for (long nanos = 0; nanos < SECOND; nanos += SECOND / 10_000) {
            taken += bucket.tryTake(nanos) ? 1 : 0;
        }
        assertThat(taken).isBetween(100, 105);
    }

    @Test
    void after_a_rest_there_is_no_more_than_a_burst() {
        TokenBucket bucket = new TokenBucket(40, 0);
        long later = 3_600 * SECOND;
        assertThat(bucket.tryTake(later)).isTrue();
        assertThat(bucket.tryTake(later)).isTrue();
        assertThat(bucket.tryTake(later)).isFalse();
    }

    @Test
    void the_wait_for_the_next_is_exact() {
        TokenBucket bucket = new TokenBucket(10, 0);
        assertThat(bucket.tryTake(0)).isTrue();
        long wait = bucket.nanosToNext(0);
        assertThat(wait).isEqualTo(SECOND / 10);
        assertThat(bucket.tryTake(wait - 1_000)).isFalse();
        assertThat(bucket.tryTake(wait)).isTrue();
    }
}
