package io.github.cameltimelines.model;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads the points in time that TimelinesAI writes: {@code 2024-01-08 10:35:18 +0200} (the rule, in
 * the zone of the workspace), ISO 8601 with {@code T} and {@code Z} or {@code +02:00} (guides,
 * templates), and either without seconds. A time without offset ({@code /v2/templates}) is taken as
 * UTC. Thread-safe.
 */
public final class TimelinesTime {

    private static final DateTimeFormatter LENIENT =
            new DateTimeFormatterBuilder()
                    .append(DateTimeFormatter.ISO_LOCAL_DATE)
                    .appendPattern("['T'][ ]HH:mm")
                    .optionalStart()
                    .appendPattern(":ss")
                    .appendOptional(DateTimeFormatter.ofPattern("[.SSSSSSSSS][.SSSSSS][.SSS]"))
                    .optionalEnd()
                    .appendPattern("[ ][XXX][xx][X]")
                    .toFormatter(Locale.ROOT);

    private TimelinesTime() {}

    /**
     * The point in time that the text means, or empty for null, an empty text or one in another
     * format. Never throws: a date in a new format must not cost the message that carries it.
     */
    public static Optional<OffsetDateTime> parse(String text) {
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        try {
            TemporalAccessor time =
                    LENIENT.parseBest(text.trim(), OffsetDateTime::from, LocalDateTime::from);
            return Optional.of(
                    time instanceof OffsetDateTime exact
                            ? exact
                            : ((LocalDateTime) time).atOffset(ZoneOffset.UTC));
        } catch (DateTimeException unknownFormat) {
            return Optional.empty();
        }
    }
}
