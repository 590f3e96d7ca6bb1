package io.github.cameltimelines.api;

import java.util.OptionalInt;

/**
 * A call that must not be repeated blindly (a send, a note, an upload, an invitation) failed after
 * it had begun to leave: TimelinesAI may have done it or not. It has no idempotency key, so we do
 * not repeat; the route decides, e.g. after looking at the chat's latest messages.
 */
public final class TimelinesUnknownOutcomeException extends TimelinesException {

    private static final long serialVersionUID = 1L;

    private final String operation;
    private final Progress progress;
    private final int statusCode;

    TimelinesUnknownOutcomeException(
            String operation, Progress progress, int statusCode, String detail, Throwable cause) {
        super(
                "%s: outcome unknown, %s%s. It may or may not have been done; repeating may do it twice"
                        .formatted(
                                operation,
                                progress.words,
                                detail.isEmpty() ? "" : " (" + detail + ")"),
                cause);
        this.operation = operation;
        this.progress = progress;
        this.statusCode = statusCode;
    }

    /** What was called, e.g. {@code POST /messages}. */
    public String operation() {
        return operation;
    }

    /** How far the call got. */
    public Progress progress() {
        return progress;
    }

    /** The status of the answer, if there was one: a 5xx, or a 2xx that could not be read. */
    public OptionalInt statusCode() {
        return statusCode > 0 ? OptionalInt.of(statusCode) : OptionalInt.empty();
    }

    /** How far a call got before it failed. */
    public enum Progress {
        /** The connection broke while the request was being written. */
        SENDING("the request was partly sent"),
        /** The whole request was written; no answer came in time, or the connection broke. */
        SENT("the request was sent and no answer came"),
        /** An answer came that does not tell the outcome. */
        ANSWERED("the answer does not tell");

        private final String words;

        Progress(String words) {
            this.words = words;
        }
    }
}
