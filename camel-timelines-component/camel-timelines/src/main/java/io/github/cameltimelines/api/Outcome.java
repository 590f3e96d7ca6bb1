package io.github.cameltimelines.api;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** What came of one try on the wire, before anybody judges it. */
sealed interface Outcome {

    /**
     * An answer, whatever it says.
     *
     * @param body the whole body of a 2xx, the beginning of any other
     */
    record Answered(int status, Optional<Duration> retryAfter, String body) implements Outcome {}

    /**
     * No complete answer.
     *
     * @param begun whether a part of the body may have left; always true for calls without body,
     *     which do not tell and need not, as they may be repeated
     * @param done whether the whole request left
     */
    record Broken(IOException cause, boolean begun, boolean done) implements Outcome {}
}
