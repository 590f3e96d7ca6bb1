package io.github.cameltimelines.kamelet;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.Set;

/**
 * When somebody is there: from a time to a time, on days of the week, in a time zone. Hours that
 * end before they begin run past midnight and belong to the day on which they begin. Immutable.
 *
 * <p>When the clocks change, hours begin and end at the moment at which a clock on the wall first
 * shows (or skips) the one time and last shows (or skips) the other: no one is sent away because an
 * hour came twice.
 *
 * @param to {@code 00:00} is the midnight at which the day ends
 * @param holidays days on which no hours begin
 */
record OfficeHours(
        ZoneId zone, Set<DayOfWeek> days, LocalTime from, LocalTime to, Set<LocalDate> holidays) {

    boolean isOpen(Instant now) {
        LocalDate today = now.atZone(zone).toLocalDate();
        return isOpen(now, today.minusDays(1)) || isOpen(now, today);
    }

    private boolean isOpen(Instant now, LocalDate day) {
        if (!days.contains(day.getDayOfWeek()) || holidays.contains(day)) {
            return false;
        }
        LocalDate lastDay = to.isAfter(from) ? day : day.plusDays(1);
        return !now.isBefore(begin(day.atTime(from))) && now.isBefore(end(lastDay.atTime(to)));
    }

    private Instant begin(LocalDateTime time) {
        ZoneOffsetTransition change = zone.getRules().getTransition(time);
        return change != null && change.isGap()
                ? change.getInstant()
                : time.atZone(zone).withEarlierOffsetAtOverlap().toInstant();
    }

    private Instant end(LocalDateTime time) {
        ZoneOffsetTransition change = zone.getRules().getTransition(time);
        return change != null && change.isGap()
                ? change.getInstant()
                : time.atZone(zone).withLaterOffsetAtOverlap().toInstant();
    }
}
