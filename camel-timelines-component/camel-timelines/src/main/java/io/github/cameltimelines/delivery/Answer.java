package io.github.cameltimelines.delivery;

import java.time.Duration;

/**
 * How one attempt ended, in the destination's words.
 *
 * @param delivered whether the destination took the event
 * @param status HTTP status, null where there is none, as from a route
 * @param error what went wrong, without payload, token or phone number; null when delivered
 * @param took how long the attempt lasted
 */
public record Answer(boolean delivered, Integer status, String error, Duration took) {

    public static Answer delivered(Duration took) {
        return new Answer(true, null, null, took);
    }

    public static Answer failed(String error, Duration took) {
        return new Answer(false, null, error, took);
    }
}
