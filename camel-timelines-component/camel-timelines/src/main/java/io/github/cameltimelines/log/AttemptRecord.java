package io.github.cameltimelines.log;

/**
 * The complete record of one attempt.
 *
 * @param id time-ordered, of when the attempt ended; rises in the order in which a node notes them
 * @param attempt the first is 1
 * @param status HTTP status, null where there is none
 * @param error null when delivered
 * @param response the beginning of what an HTTP destination answered; null where there is none
 */
public record AttemptRecord(
        long id,
        long deliveryId,
        long eventId,
        int subscriptionId,
        int attempt,
        Outcome outcome,
        Integer status,
        int durationMs,
        String error,
        String response) {

    /** How the delivery stood after the attempt. */
    public enum Outcome {
        DELIVERED,
        RETRY,
        GIVEN_UP
    }

    /** Longest error or response that is kept, in characters. */
    public static final int TEXT_MAX = 2048;

    /** Stands for the error of an attempt whose event was erased. */
    public static final String ERASED = "erased";

    /** The id of one that is not numbered yet. */
    public static final long UNNUMBERED = 0;

    /** With that id. */
    public AttemptRecord withId(long number) {
        return new AttemptRecord(
                number,
                deliveryId,
                eventId,
                subscriptionId,
                attempt,
                outcome,
                status,
                durationMs,
                error,
                response);
    }

    /** That of a delivery whose event was erased meanwhile: the last, and without what was said. */
    public AttemptRecord ofErased() {
        return new AttemptRecord(
                id,
                deliveryId,
                eventId,
                subscriptionId,
                attempt,
                outcome == Outcome.DELIVERED ? outcome : Outcome.GIVEN_UP,
                status,
                durationMs,
                error == null ? null : ERASED,
                null);
    }

    public AttemptRecord {
        error = kept(error);
        response = kept(response);
    }

    /** Without what was answered, which may be what was sent. */
    @Override
    public String toString() {
        return "AttemptRecord[id=%d, delivery=%d, event=%d, subscription=%d, attempt=%d, outcome=%s, status=%s]"
                .formatted(id, deliveryId, eventId, subscriptionId, attempt, outcome, status);
    }

    private static String kept(String text) {
        if (text == null) {
            return null;
        }
        String start = text.length() > TEXT_MAX ? text.substring(0, TEXT_MAX) : text;
        return start.replace('\0', ' '); // PostgreSQL has no such character
    }
}
