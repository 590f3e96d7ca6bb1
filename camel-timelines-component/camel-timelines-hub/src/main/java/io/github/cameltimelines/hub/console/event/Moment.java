package io.github.cameltimelines.hub.console.event;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * A time, in UTC.
 *
 * @param iso for machines
 * @param text for people
 */
record Moment(String iso, String text) {

    private static final DateTimeFormatter TEXT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    /** Of a time as the API tells it; null for none. */
    static Moment of(String iso) {
        return iso == null || iso.isEmpty()
                ? null
                : new Moment(iso, TEXT.format(Instant.parse(iso)));
    }
}
