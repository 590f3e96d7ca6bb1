package io.github.cameltimelines.delivery;

import java.time.Duration;

/**
 * How one attempt ended, in the destination's words.
 *
 * @param delivered whether the destination took the event
 * @param status HTTP status, null where there is none, as from a route
 * @param error what went wrong, without payload, token or phone number; null when delivered
 * @param took how long the attempt lasted
 * @param response the beginning of what an HTTP destination answered, for the log of attempts only;
 *     null where there was nothing
 * @param retryAfter how long an HTTP destination that answered 429 or 503 asks to be left alone, as
 *     it said it; null if it did not
 */
public record Answer(
        boolean delivered,
        Integer status,
        String error,
        Duration took,
        String response,
        Duration retryAfter) {

    private static final int GONE = 410;

    public static Answer delivered(Duration took) {
        return new Answer(true, null, null, took, null, null);
    }

    public static Answer failed(String error, Duration took) {
        return new Answer(false, null, error, took, null, null);
    }

    /** Without what was answered, which may be what was sent. */
    @Override
    public String toString() {
        return "Answer[delivered=%s, status=%s, took=%s, retryAfter=%s]"
                .formatted(delivered, status, took, retryAfter);
    }

    /** The destination says that it will not come back: further attempts would be in vain. */
    public boolean isGone() {
        return status != null && status == GONE;
    }
}
