package io.github.cameltimelines.registration;

import io.github.cameltimelines.api.TimelinesApiException;
import io.github.cameltimelines.api.TimelinesException;
import io.github.cameltimelines.api.TimelinesUnknownOutcomeException;
import java.time.Duration;
import java.util.Optional;

/** Failures of calls in words without the URL that the calls are about: it holds the secret. */
final class Failures {

    private static final Duration FIRST_WAIT = Duration.ofSeconds(5);
    private static final int DOUBLINGS_MAX = 20; // 5 s · 2^20 is beyond any interval

    private Failures() {}

    static String describe(TimelinesException failure) {
        if (failure instanceof TimelinesApiException answer) {
            return "%s: %d%s"
                    .formatted(
                            answer.operation(),
                            answer.statusCode(),
                            answer.errorCode() == null ? "" : " " + answer.errorCode());
        }
        if (failure instanceof TimelinesUnknownOutcomeException unknown) {
            return unknown.operation() + ": no answer that tells the outcome";
        }
        return "TimelinesAI could not be reached";
    }

    static boolean isTokenRefused(TimelinesException failure) {
        return failure instanceof TimelinesApiException answer && answer.isTokenRefused();
    }

    static Optional<Duration> retryAfter(TimelinesException failure) {
        return failure instanceof TimelinesApiException answer
                ? answer.retryAfter()
                : Optional.empty();
    }

    /**
     * How long to wait for the next run: the interval, or after failures 5 s, 10 s, 20 s, … up to
     * the interval; never less than TimelinesAI asked for.
     */
    static Duration nextRun(int failuresInARow, Duration interval, Duration retryAfter) {
        Duration wait = interval;
        if (failuresInARow > 0) {
            Duration backoff =
                    FIRST_WAIT.multipliedBy(1L << Math.min(failuresInARow - 1, DOUBLINGS_MAX));
            wait = backoff.compareTo(interval) < 0 ? backoff : interval;
        }
        return retryAfter.compareTo(wait) > 0 ? retryAfter : wait;
    }
}
