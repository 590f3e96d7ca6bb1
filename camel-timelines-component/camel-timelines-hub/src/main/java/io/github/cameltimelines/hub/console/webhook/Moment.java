package io.github.cameltimelines.hub.console.webhook;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** A time as pages show it: in UTC, and for programs beside it. */
record Moment(Instant at) {

    private static final DateTimeFormatter TEXT = format("uuuu-MM-dd HH:mm:ss");
    private static final DateTimeFormatter HOUR = format("HH:mm");
    private static final DateTimeFormatter DAY_AND_HOUR = format("MM-dd HH:mm");

    private static DateTimeFormatter format(String pattern) {
        return DateTimeFormatter.ofPattern(pattern).withZone(ZoneOffset.UTC);
    }

    /**
     * @return null where there is none
     */
    static Moment of(String iso) {
        return iso.isEmpty() ? null : new Moment(Instant.parse(iso));
    }

    String iso() {
        return at.toString();
    }

    String text() {
        return TEXT.format(at);
    }

    String hour() {
        return HOUR.format(at);
    }

    String dayAndHour() {
        return DAY_AND_HOUR.format(at);
    }
}
