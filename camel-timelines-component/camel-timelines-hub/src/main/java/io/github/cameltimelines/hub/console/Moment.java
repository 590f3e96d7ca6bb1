package io.github.cameltimelines.hub.console;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** A time as pages show it: in UTC, and for programs beside it. */
public record Moment(Instant at) {

    private static final DateTimeFormatter TEXT = format("uuuu-MM-dd HH:mm:ss");
    private static final DateTimeFormatter HOUR = format("HH:mm");
    private static final DateTimeFormatter DAY_AND_HOUR = format("MM-dd HH:mm");

    private static DateTimeFormatter format(String pattern) {
        return DateTimeFormatter.ofPattern(pattern).withZone(ZoneOffset.UTC);
    }

    /**
     * @param iso as the API writes it; null or empty for none
     * @return null for none
     */
    public static Moment of(String iso) {
        return iso == null || iso.isEmpty() ? null : new Moment(Instant.parse(iso));
    }

    /** For programs. */
    public String iso() {
        return at.toString();
    }

    public String text() {
        return TEXT.format(at);
    }

    public String hour() {
        return HOUR.format(at);
    }

    public String dayAndHour() {
        return DAY_AND_HOUR.format(at);
    }

    /** How long that is from now on, in about two digits. */
    public static String until(Instant then, Instant now) {
        long seconds = Duration.between(now, then).toSeconds();
        return seconds <= 0 ? "due now" : "in " + length(Duration.ofSeconds(seconds));
    }

    /** As in {@code 90 s}, {@code 4 min}, {@code 5 h}. */
    public static String length(Duration length) {
        long seconds = length.toSeconds();
        if (seconds <= 120) {
            return seconds + " s";
        }
        if (seconds < 2 * 3_600) {
            return Math.round(seconds / 60.0) + " min";
        }
        return seconds < 2 * 86_400
                ? Math.round(seconds / 3_600.0) + " h"
                : Math.round(seconds / 86_400.0) + " days";
    }
}
