package io.github.cameltimelines.kamelet;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.Exchange;

/**
 * Behind {@code timelines-office-hours-filter-action}: looks whether it is office hours now,
 * whatever the message is. Not when the event came: what waited over night for a route that was
 * down meets people at their desks.
 */
public final class OfficeHoursFilter extends EventFilter {

    /** How people write the end of a day; java.time knows no such time. */
    private static final String MIDNIGHT = "24:00";

    private String timeZone;
    private String days = "MON-FRI";
    private String from = "09:00";
    private String to = "17:00";
    private String holidays;
    private String pass = "inside";
    private Clock clock = Clock.systemUTC();
    private OfficeHours hours;

    @Override
    void check() {
        boolean untilMidnight = to.strip().equals(MIDNIGHT);
        LocalTime begin = time("from", from);
        LocalTime end = untilMidnight ? LocalTime.MIDNIGHT : time("to", to);
        if (begin.equals(end) && !untilMidnight) {
            throw new IllegalArgumentException(
                    "from and to are both %s; for the whole day set from to 00:00 and to to 24:00"
                            .formatted(from));
        }
        goesOn("pass", pass, "inside", "outside");
        hours = new OfficeHours(zone(), daysOfWeek(), begin, end, dates());
    }

    private ZoneId zone() {
        String zone = Property.required("timeZone", timeZone, "the office hours filter");
        try {
            return ZoneId.of(zone);
        } catch (DateTimeException unknown) {
            throw new IllegalArgumentException(
                    "timeZone is %s, which is no time zone; set it to one like Europe/Madrid or UTC"
                            .formatted(zone));
        }
    }

    private static LocalTime time(String property, String value) {
        try {
            return LocalTime.parse(value.strip());
        } catch (DateTimeException notATime) {
            throw new IllegalArgumentException(
                    "%s is %s, which is no time of day; set it to one like 09:00"
                            .formatted(property, value));
        }
    }

    private Set<LocalDate> dates() {
        Set<LocalDate> dates = new TreeSet<>();
        for (String date : Property.list(holidays)) {
            try {
                dates.add(LocalDate.parse(date));
            } catch (DateTimeException notADate) {
                throw new IllegalArgumentException(
                        "holidays has %s, which is no date; write dates like 2026-12-25"
                                .formatted(date));
            }
        }
        return dates;
    }

    private Set<DayOfWeek> daysOfWeek() {
        Set<DayOfWeek> found = EnumSet.noneOf(DayOfWeek.class);
        for (String entry : Property.list(days)) {
            String[] range = entry.split("-", 2);
            DayOfWeek last = day(range[range.length - 1]);
            for (DayOfWeek day = day(range[0]); ; day = day.plus(1)) {
                found.add(day);
                if (day == last) {
                    break;
                }
            }
        }
        if (found.isEmpty()) {
            throw new IllegalArgumentException("days is empty; set it to days like MON-FRI,SAT");
        }
        return found;
    }

    private static DayOfWeek day(String text) {
        String name = text.strip().toUpperCase(Locale.ROOT);
        List<DayOfWeek> days =
                Arrays.stream(DayOfWeek.values())
                        .filter(day -> name.length() >= 3 && day.name().startsWith(name))
                        .toList();
        if (days.size() != 1) {
            throw new IllegalArgumentException(
                    "days has %s, which is no day of the week; write days like MON-FRI,SAT"
                            .formatted(text.strip()));
        }
        return days.get(0);
    }

    @Override
    boolean isFound(Exchange exchange) {
        return hours.isOpen(clock.instant());
    }

    public void setTimeZone(String timeZone) {
        this.timeZone = timeZone;
    }

    public void setDays(String days) {
        this.days = days;
    }

    public void setFrom(String from) {
        this.from = from;
    }

    public void setTo(String to) {
        this.to = to;
    }

    public void setHolidays(String holidays) {
        this.holidays = holidays;
    }

    public void setPass(String pass) {
        this.pass = pass;
    }

    /** What tells the time; for tests. */
    public void setClock(Clock clock) {
        this.clock = clock;
    }
}
