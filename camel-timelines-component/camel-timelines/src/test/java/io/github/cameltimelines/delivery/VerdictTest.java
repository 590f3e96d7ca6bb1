package io.github.cameltimelines.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltimelines.delivery.Verdict.GivenUp;
import io.github.cameltimelines.delivery.Verdict.RetryAfter;
import io.github.cameltimelines.subscription.RetrySchedule;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictTest {

    private static final RetrySchedule SCHEDULE =
            RetrySchedule.parse(RetrySchedule.DEFAULT_FOR_HTTP);

    private static Answer answer(Integer status, Duration retryAfter) {
        return new Answer(false, status, "no", Duration.ZERO, null, retryAfter);
    }

    private static Duration pause(Verdict verdict) {
        return ((RetryAfter) verdict).pause();
    }

    @Property
    void a_wait_is_at_most_a_fifth_shorter_or_longer_than_the_schedules(
            @ForAll @IntRange(min = 1, max = 9) int attempt,
            @ForAll @DoubleRange(max = 1) double random) {
        Duration scheduled = SCHEDULE.waitAfter(attempt).orElseThrow();

        assertThat(pause(Verdict.of(answer(500, null), attempt, SCHEDULE, random)))
                .isBetween(
                        scheduled.multipliedBy(8).dividedBy(10),
                        scheduled.multipliedBy(12).dividedBy(10));
    }

    @ParameterizedTest
    @CsvSource({"0, PT4M", "0.25, PT4M30S", "0.5, PT5M", "1, PT6M"})
    void chance_decides_where_in_between(double random, Duration pause) {
        assertThat(pause(Verdict.of(answer(500, null), 2, SCHEDULE, random))).isEqualTo(pause);
    }

    @Property
    void a_route_is_tried_again_exactly_on_schedule(
            @ForAll @IntRange(min = 1, max = 9) int attempt) {
        assertThat(pause(Verdict.of(answer(null, null), attempt, SCHEDULE)))
                .isEqualTo(SCHEDULE.waitAfter(attempt).orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({
        "1, PT2M, PT2M", // ours is 5 s
        "2, PT2M, PT5M", // ours is 5 min
        "1, PT0S, PT5S",
        "1, PT5H, PT1H", // capped
        "4, PT5H, PT2H" // ours is 2 h, above the cap
    })
    void the_later_of_our_time_and_the_destinations_wins(
            int attempt, Duration asked, Duration pause) {
        assertThat(pause(Verdict.of(answer(429, asked), attempt, SCHEDULE, 0.5))).isEqualTo(pause);
    }

    @Property
    void a_destination_is_never_called_before_the_time_it_asked_for(
            @ForAll @IntRange(min = 0, max = 3600) int seconds,
            @ForAll @DoubleRange(max = 1) double random) {
        Duration asked = Duration.ofSeconds(seconds);

        assertThat(pause(Verdict.of(answer(503, asked), 1, SCHEDULE, random)))
                .isGreaterThanOrEqualTo(asked);
    }

    @Test
    void a_destination_that_asks_to_wait_gets_no_more_attempts_by_that() {
        assertThat(Verdict.of(answer(429, Duration.ofMinutes(1)), 10, SCHEDULE, 0.5))
                .isEqualTo(new GivenUp());
    }

    @Test
    void gone_is_given_up_at_once() {
        assertThat(Verdict.of(answer(410, Duration.ofMinutes(1)), 1, SCHEDULE, 0.5))
                .isEqualTo(new GivenUp());
        assertThat(Verdict.of(answer(404, null), 1, SCHEDULE, 0.5)).isInstanceOf(RetryAfter.class);
    }

    @Test
    void what_was_delivered_is_not_tried_again() {
        assertThat(Verdict.of(Answer.delivered(Duration.ZERO), 1, SCHEDULE, 0.5))
                .isEqualTo(new Verdict.Delivered());
    }
}
