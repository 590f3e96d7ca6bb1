package io.github.cameltimelines.hub.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** When a place that guesses tokens has to wait, and for how long. */
class GuessesTest {

    private static final String PLACE = "192.0.2.1";

    private static final class SetClock extends Clock {
        private Instant now = Instant.parse("2026-11-21T10:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private final SetClock clock = new SetClock();
    private final Guesses guesses = new Guesses(clock);

    private void wrong(int times) {
        for (int i = 0; i < times; i++) {
            guesses.wrong(PLACE);
        }
    }

    private void pass(Duration time) {
        clock.now = clock.now.plus(time);
    }

    @Test
    void four_wrong_tokens_are_free_and_the_fifth_costs_a_minute() {
        wrong(4);
        assertThat(guesses.wait(PLACE)).isZero();
        wrong(1);
        assertThat(guesses.wait(PLACE)).isEqualTo(Duration.ofMinutes(1));
        assertThat(guesses.wait("192.0.2.2")).isZero();
        pass(Duration.ofMinutes(1));
        assertThat(guesses.wait(PLACE)).isZero();
    }

    @Test
    void each_further_one_doubles_the_wait_up_to_a_quarter_of_an_hour() {
        wrong(5);
        for (int minutes : new int[] {2, 4, 8, 15, 15}) {
            pass(guesses.wait(PLACE));
            wrong(1);
            assertThat(guesses.wait(PLACE)).isEqualTo(Duration.ofMinutes(minutes));
        }
    }

    @Test
    void a_right_token_or_half_an_hour_begins_the_count_anew() {
        wrong(4);
        guesses.right(PLACE);
        wrong(4);
        assertThat(guesses.wait(PLACE)).isZero();
        pass(Duration.ofMinutes(31));
        wrong(4);
        assertThat(guesses.wait(PLACE)).isZero();
    }

    @Test
    void it_forgets_the_places_of_longest_ago_before_it_grows() {
        wrong(5);
        for (int i = 0; i < 10_000; i++) {
            guesses.wrong("place " + i);
        }
        assertThat(guesses.wait(PLACE)).isZero();
    }
}
