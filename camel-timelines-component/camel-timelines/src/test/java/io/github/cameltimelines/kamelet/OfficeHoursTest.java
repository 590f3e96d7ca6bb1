package io.github.cameltimelines.kamelet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OfficeHoursTest {

    private final OfficeHoursFilter filter = new OfficeHoursFilter();

    private boolean isOpen(String instant) {
        filter.setClock(Clock.fixed(Instant.parse(instant), ZoneOffset.UTC));
        filter.init(null);
        return !filter.matches(null); // it holds for what goes no further
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-02T07:59:59Z, false",
        "2026-03-02T08:00:00Z, true",
        "2026-03-02T15:59:59Z, true",
        "2026-03-02T16:00:00Z, false",
        "2026-03-06T12:00:00Z, true",
        "2026-03-07T12:00:00Z, false",
        "2026-03-08T12:00:00Z, false",
        "2026-07-01T07:00:00Z, true",
        "2026-07-01T15:00:00Z, false"
    })
    void by_default_it_is_nine_to_five_from_monday_to_friday(String instant, boolean open) {
        filter.setTimeZone("Europe/Madrid");

        assertThat(isOpen(instant)).isEqualTo(open);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-06T21:59:00Z, false",
        "2026-03-06T22:00:00Z, true",
        "2026-03-07T05:59:00Z, true",
        "2026-03-07T06:00:00Z, false",
        "2026-03-07T23:00:00Z, false",
        "2026-03-02T05:00:00Z, false"
    })
    void hours_past_midnight_belong_to_the_day_on_which_they_begin(String instant, boolean open) {
        filter.setTimeZone("UTC");
        filter.setFrom("22:00");
        filter.setTo("06:00");

        assertThat(isOpen(instant)).isEqualTo(open);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-07T00:00:00Z, true",
        "2026-03-07T23:59:59Z, true",
        "2026-03-08T00:00:00Z, false",
        "2026-03-06T23:59:59Z, false"
    })
    void a_whole_day_is_from_0_to_24(String instant, boolean open) {
        filter.setTimeZone("UTC");
        filter.setDays("saturday");
        filter.setFrom("00:00");
        filter.setTo("24:00");

        assertThat(isOpen(instant)).isEqualTo(open);
    }

    /** 2026-03-29: at 01:00 UTC clocks in Madrid go from 02:00 to 03:00. */
    @ParameterizedTest
    @CsvSource({
        "02:30, 10:00, 2026-03-29T00:59:59Z, false",
        "02:30, 10:00, 2026-03-29T01:00:00Z, true",
        "01:00, 02:30, 2026-03-29T00:59:59Z, true",
        "01:00, 02:30, 2026-03-29T01:00:00Z, false",
        "02:15, 02:45, 2026-03-29T01:00:00Z, false",
        "09:00, 17:00, 2026-03-29T07:00:00Z, true",
        "09:00, 17:00, 2026-03-29T15:00:00Z, false"
    })
    void hours_in_the_hour_that_is_skipped(String from, String to, String instant, boolean open) {
        madridOnSunday(from, to);

        assertThat(isOpen(instant)).isEqualTo(open);
    }

    /** 2026-10-25: at 01:00 UTC clocks in Madrid go from 03:00 back to 02:00. */
    @ParameterizedTest
    @CsvSource({
        "02:30, 10:00, 2026-10-25T00:29:59Z, false",
        "02:30, 10:00, 2026-10-25T00:30:00Z, true",
        "02:30, 10:00, 2026-10-25T01:15:00Z, true",
        "01:00, 02:30, 2026-10-25T00:45:00Z, true",
        "01:00, 02:30, 2026-10-25T01:29:59Z, true",
        "01:00, 02:30, 2026-10-25T01:30:00Z, false",
        "09:00, 17:00, 2026-10-25T15:59:59Z, true",
        "09:00, 17:00, 2026-10-25T16:00:00Z, false"
    })
    void hours_in_the_hour_that_comes_twice(String from, String to, String instant, boolean open) {
        madridOnSunday(from, to);

        assertThat(isOpen(instant)).isEqualTo(open);
    }

    private void madridOnSunday(String from, String to) {
        filter.setTimeZone("Europe/Madrid");
        filter.setDays("SUN");
        filter.setFrom(from);
        filter.setTo(to);
    }

    @Test
    void days_are_lists_and_ranges_that_may_pass_sunday() {
        filter.setTimeZone("UTC");
        filter.setDays("sat-mon, Wednesday");

        assertThat(isOpen("2026-03-07T12:00:00Z")).isTrue(); // Saturday
        assertThat(isOpen("2026-03-09T12:00:00Z")).isTrue();
        assertThat(isOpen("2026-03-10T12:00:00Z")).isFalse();
        assertThat(isOpen("2026-03-11T12:00:00Z")).isTrue();
    }

    @Test
    void on_a_holiday_nobody_is_there() {
        filter.setTimeZone("UTC");
        filter.setHolidays("2026-12-25, 2027-01-01");

        assertThat(isOpen("2026-12-25T12:00:00Z")).isFalse();
        assertThat(isOpen("2026-12-24T12:00:00Z")).isTrue();
    }

    @Test
    void outside_is_the_contrary() {
        filter.setTimeZone("UTC");
        filter.setPass("outside");

        assertThat(isOpen("2026-03-02T12:00:00Z")).isFalse();
        assertThat(isOpen("2026-03-02T20:00:00Z")).isTrue();
    }

    @Test
    void what_cannot_be_read_is_refused_by_name() {
        refused(f -> f.setTimeZone(null), "timeZone is not set");
        refused(
                f -> f.setTimeZone("Europe/Madrit"),
                "timeZone is Europe/Madrit, which is no time zone");
        refused(f -> f.setFrom("9"), "from is 9, which is no time of day");
        refused(f -> f.setFrom("24:00"), "from is 24:00, which is no time of day");
        refused(f -> f.setTo("5pm"), "to is 5pm, which is no time of day");
        refused(f -> f.setTo("09:00"), "from and to are both 09:00");
        refused(f -> f.setDays("MON-FRY"), "days has FRY, which is no day of the week");
        refused(f -> f.setDays("T"), "days has T, which is no day of the week");
        refused(f -> f.setDays(" , "), "days is empty");
        refused(f -> f.setHolidays("25.12.2026"), "holidays has 25.12.2026, which is no date");
        refused(f -> f.setPass("open"), "pass is open; set it to one of inside, outside");
    }

    private static void refused(Consumer<OfficeHoursFilter> setting, String message) {
        OfficeHoursFilter filter = new OfficeHoursFilter();
        filter.setTimeZone("UTC");
        setting.accept(filter);

        assertThatThrownBy(() -> filter.init(null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
