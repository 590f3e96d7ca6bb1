package io.github.cameltimelines.wire;

/**
 * A body that is not an event. The message says why, in words that may be sent to the caller and
 * logged: it never quotes the body.
 */
public final class MalformedEventException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** No stack trace: it is an answer to a caller, and anybody can provoke many. */
    MalformedEventException(String reason) {
        super(reason, null, false, false);
    }
}
