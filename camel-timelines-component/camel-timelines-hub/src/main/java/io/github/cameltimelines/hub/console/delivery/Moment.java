package io.github.cameltimelines.hub.console.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * A time as a page shows it, in UTC.
 *
 * @param iso for programs
 * @param text for people
 */
record Moment(String iso, String text) {

    private static final DateTimeFormatter TEXT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    /**
     * @param iso as the API writes it; empty for none
     * @return null for none
     */
    static Moment of(String iso) {
        return iso.isEmpty() ? null : new Moment(iso, TEXT.format(Instant.parse(iso)));
    }

    /** How long that is from now on, in about two digits. */
    static String until(Instant then, Instant now) {
        long seconds = Duration.between(now, then).toSeconds();
        if (seconds <= 0) {
            return "due now";
        }
        return "in " + length(Duration.ofSeconds(seconds));
    }

    /** As in {@code 90 s}, {@code 4 min}, {@code 5 h}. */
    static String length(Duration length) {
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
