package io.github.cameltimelines.log;

/**
 * The complete record of one attempt.
 *
 * @param id time-ordered, of when the attempt ended
 * @param attempt the first is 1
 * @param status HTTP status, null where there is none
 * @param error null when delivered
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
        String error) {

    /** How the delivery stood after the attempt. */
    public enum Outcome {
        DELIVERED,
        RETRY,
        GIVEN_UP
    }

    /** Longest error text that is kept, in characters. */
    public static final int ERROR_MAX = 2048;

    public AttemptRecord {
        if (error != null && error.length() > ERROR_MAX) {
            error = error.substring(0, ERROR_MAX);
        }
        if (error != null && error.indexOf('\0') >= 0) {
            error = error.replace('\0', ' '); // PostgreSQL has no such character
        }
    }
}
