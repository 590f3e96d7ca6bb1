package io.github.cameltimelines.log;

import java.time.Instant;
import java.util.Locale;

/**
 * A line of the log. Has neither payload nor secret.
 *
 * @param at when the attempt ended
 * @param eventId public form
 * @param eventType null once the event is not kept any more
 * @param attempt the first is 1
 * @param status HTTP status; null where there was none
 * @param error null when delivered
 */
public record LoggedAttempt(
        long attemptId,
        long deliveryId,
        Instant at,
        String eventId,
        String eventType,
        int attempt,
        AttemptRecord.Outcome outcome,
        Integer status,
        int durationMs,
        String error) {

    /** What the fields of {@link #line()} are. */
    public static final String HEADER =
            "time\tevent_id\tevent_type\tattempt\toutcome\tstatus\tduration_ms\terror";

    /** One line of the download, without its end; {@code -} stands for nothing. */
    public String line() {
        return String.join(
                "\t",
                at.toString(),
                eventId,
                text(eventType),
                Integer.toString(attempt),
                outcome.name().toLowerCase(Locale.ROOT),
                text(status),
                Integer.toString(durationMs),
                text(error));
    }

    private static String text(Object value) {
        return value == null ? "-" : value.toString().replaceAll("\\p{Cntrl}+", " ");
    }
}
