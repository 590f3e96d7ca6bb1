package io.github.cameltimelines.hub.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltimelines.log.AttemptRecord.Outcome;
import io.github.cameltimelines.log.LoggedAttempt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StreakTest {

    private static final Instant BEGIN = Instant.parse("2026-11-21T10:00:00Z");

    /** An attempt a second: {@code +} succeeded, {@code -} is tried again, {@code x} given up. */
    private static Optional<Streak> of(String attempts) {
        List<LoggedAttempt> log = new ArrayList<>();
        for (char c : attempts.toCharArray()) {
            Outcome outcome =
                    c == '+' ? Outcome.DELIVERED : c == '-' ? Outcome.RETRY : Outcome.GIVEN_UP;
            int number = log.size();
            log.add(
                    new LoggedAttempt(
                            number,
                            1,
                            BEGIN.plusSeconds(number),
                            "evt",
                            "chat:new",
                            1,
                            outcome,
                            500,
                            1,
                            null));
        }
        return Streak.latest(log);
    }

    @Test
    void five_failures_are_one_and_four_are_none() {
        assertThat(of("")).isEmpty();
        assertThat(of("+----")).isEmpty();
        Streak streak = of("+--x--").orElseThrow();
        assertThat(streak.failures()).isEqualTo(5);
        assertThat(streak.since()).isEqualTo(BEGIN.plusSeconds(1));
        assertThat(streak.last().attemptId()).isEqualTo(5);
        assertThat(streak.end()).isNull();
    }

    @Test
    void the_success_that_ended_it_is_the_first_after_it() {
        Streak streak = of("-----+-+--++").orElseThrow();
        assertThat(streak.failures()).isEqualTo(5);
        assertThat(streak.last().attemptId()).isEqualTo(4);
        assertThat(streak.end().attemptId()).isEqualTo(5);
    }

    @Test
    void the_latest_counts() {
        assertThat(of("-----+-------").orElseThrow().failures()).isEqualTo(7);
    }
}
