package io.github.cameltimelines.emulator;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** TimelinesAI's time strings: {@code 2024-01-08 10:35:18 +0200}, in the workspace's time zone. */
final class Times {

    private static final DateTimeFormatter WIRE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss xx");
    private static final DateTimeFormatter MINUTES =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm[:ss]");

    private final Clock clock;

    Times(Clock clock) {
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
    }

    String format(Instant instant) {
        return WIRE.format(instant.atZone(clock.getZone()));
    }

    /**
     * Reads what query parameters may hold: ISO date-times, wire times, {@code 2024-01-17 10:35} or
     * a bare date. A bare date means its first moment, or its last with {@code endOfDay}.
     */
    Optional<Instant> parse(String text, boolean endOfDay) {
        ZoneId zone = clock.getZone();
        // A plus sign that was not percent-encoded arrives as a space.
        String value = text.trim();
        for (Reading reading : readings(zone, endOfDay)) {
            try {
                return Optional.of(reading.read(value));
            } catch (DateTimeParseException ignored) {
                // The next reading may fit.
            }
        }
        return Optional.empty();
    }

    private interface Reading {
        Instant read(String text);
    }

    private static Reading[] readings(ZoneId zone, boolean endOfDay) {
        return new Reading[] {
            text -> OffsetDateTime.parse(text).toInstant(),
            text -> OffsetDateTime.parse(text, WIRE).toInstant(),
            text -> LocalDateTime.parse(text).atZone(zone).toInstant(),
            text -> LocalDateTime.parse(text, MINUTES).atZone(zone).toInstant(),
            text -> {
                LocalDate date = LocalDate.parse(text);
                return endOfDay
                        ? date.plusDays(1).atStartOfDay(zone).toInstant().minusMillis(1)
                        : date.atStartOfDay(zone).toInstant();
            }
        };
    }
}
