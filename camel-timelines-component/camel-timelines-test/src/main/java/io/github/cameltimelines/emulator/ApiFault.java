package io.github.cameltimelines.emulator;

import java.time.Duration;
import java.util.Objects;

/**
 * One way in which the REST API may fail: what it answers, to which calls, how often. Made by the
 * static methods, narrowed by the others; applies to the next one call of any path by default.
 * Immutable.
 *
 * <pre>{@code
 * emulator.faults().api(ApiFault.tooManyRequests(Duration.ofSeconds(2)).times(3));
 * emulator.faults().api(ApiFault.close().on("POST", "/messages").afterPerforming());
 * }</pre>
 *
 * @param kind what happens
 * @param status the HTTP status answered, where one is
 * @param body the text or HTML answered, where one is
 * @param delay how long a slow answer waits, or what {@code Retry-After} says; null without
 * @param method only calls with this method; null is any
 * @param path only calls of this path below the API's base URL, {@code *} standing for one segment;
 *     null is any
 * @param times how many calls; {@link Integer#MAX_VALUE} until cleared
 * @param performs whether the call has its effect before the fault, so that its outcome is unknown
 *     to the caller
 */
public record ApiFault(
        Kind kind,
        int status,
        String body,
        Duration delay,
        String method,
        String path,
        int times,
        boolean performs) {

    /** What happens to the call. */
    public enum Kind {
        /** An ErrorResponse with this status. */
        STATUS,
        /** 429 in the body shape of its own (fact sheet §1.1), with {@code Retry-After} if set. */
        TOO_MANY_REQUESTS,
        /** An HTML page, as proxies in front of the API answer. */
        HTML,
        /** Plain text. */
        TEXT,
        /** The right answer, late. */
        SLOW,
        /** The connection closes without an answer. */
        CLOSE
    }

    public ApiFault {
        Objects.requireNonNull(kind, "kind");
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("status must be 200 to 599: " + status);
        }
        if (times < 1) {
            throw new IllegalArgumentException("times must be at least 1: " + times);
        }
        if (delay != null && delay.isNegative()) {
            throw new IllegalArgumentException("delay must not be negative: " + delay);
        }
    }

    /** Answers an ErrorResponse with this status. */
    public static ApiFault status(int status) {
        return of(Kind.STATUS, status, null, null);
    }

    /** Answers 429 without {@code Retry-After}. */
    public static ApiFault tooManyRequests() {
        return of(Kind.TOO_MANY_REQUESTS, 429, null, null);
    }

    /** Answers 429 with {@code Retry-After}, in whole seconds, rounded up. */
    public static ApiFault tooManyRequests(Duration retryAfter) {
        return of(Kind.TOO_MANY_REQUESTS, 429, null, retryAfter);
    }

    /** Answers an HTML page with this status. */
    public static ApiFault html(int status) {
        return of(Kind.HTML, status, "<html><body><h1>" + status + "</h1></body></html>", null);
    }

    /** Answers this plain text with this status. */
    public static ApiFault text(int status, String body) {
        return of(Kind.TEXT, status, body, null);
    }

    /** Answers rightly, but only after this time. */
    public static ApiFault slow(Duration delay) {
        return of(Kind.SLOW, 200, null, delay);
    }

    /** Closes the connection without an answer. */
    public static ApiFault close() {
        return of(Kind.CLOSE, 200, null, null);
    }

    /** Only calls with this method and path, e.g. {@code "POST", "/messages"}. */
    public ApiFault on(String onlyMethod, String onlyPath) {
        return new ApiFault(kind, status, body, delay, onlyMethod, onlyPath, times, performs);
    }

    /** How many calls; default 1. */
    public ApiFault times(int count) {
        return new ApiFault(kind, status, body, delay, method, path, count, performs);
    }

    /** Every call until the faults are cleared. */
    public ApiFault always() {
        return times(Integer.MAX_VALUE);
    }

    /** The call has its effect, a message is sent for instance; only its answer is lost. */
    public ApiFault afterPerforming() {
        return new ApiFault(kind, status, body, delay, method, path, times, true);
    }

    boolean matches(String callMethod, String callPath) {
        return (method == null || method.equalsIgnoreCase(callMethod))
                && (path == null || pathMatches(callPath));
    }

    private boolean pathMatches(String callPath) {
        String[] wanted = path.split("/");
        String[] actual = callPath.split("/");
        if (wanted.length != actual.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if (!wanted[i].equals("*") && !wanted[i].equals(actual[i])) {
                return false;
            }
        }
        return true;
    }

    private static ApiFault of(Kind kind, int status, String body, Duration delay) {
        return new ApiFault(kind, status, body, delay, null, null, 1, false);
    }
}
