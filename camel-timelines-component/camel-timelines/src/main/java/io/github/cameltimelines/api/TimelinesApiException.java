package io.github.cameltimelines.api;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * TimelinesAI refused the call. Branch on {@link #errorCode()} where there is one, else on {@link
 * #statusCode()}; the text is for people and changes.
 */
public final class TimelinesApiException extends TimelinesException {

    private static final long serialVersionUID = 1L;

    private final String operation;
    private final int statusCode;
    private final transient ErrorBody error;
    private final Duration retryAfter;

    TimelinesApiException(
            String operation,
            int statusCode,
            ErrorBody error,
            Duration retryAfter,
            String safeText) {
        super(
                "%s: TimelinesAI answered %d%s%s"
                        .formatted(
                                operation,
                                statusCode,
                                error.code() == null ? "" : " " + error.code(),
                                safeText.isEmpty() ? "" : ": " + safeText),
                null);
        this.operation = operation;
        this.statusCode = statusCode;
        this.error = error;
        this.retryAfter = retryAfter;
    }

    /** What was called, e.g. {@code POST /messages}. */
    public String operation() {
        return operation;
    }

    /** The HTTP status; a 2xx if the answer said {@code "status":"error"} or could not be read. */
    public int statusCode() {
        return statusCode;
    }

    /** TimelinesAI's stable code, e.g. {@code validation_error}; null where it gave none. */
    public String errorCode() {
        return error == null ? null : error.code();
    }

    /**
     * TimelinesAI's own words, as received. They may repeat a phone number or a text of the
     * request: do not log them. {@link #getMessage()} has them with those removed.
     */
    public String serverMessage() {
        return error == null ? null : error.message();
    }

    /** What was wrong with which fields of the request; empty if not told. */
    public List<FieldError> errors() {
        return error == null ? List.of() : error.errors();
    }

    /** How long TimelinesAI asked to wait ({@code Retry-After}), counted from its answer. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** 401: the token is missing, wrong, or was replaced by a new one. */
    public boolean isTokenRefused() {
        return statusCode == 401;
    }

    /** 404: no such chat, message, file, webhook, … or a wrong base URL. */
    public boolean isNotFound() {
        return statusCode == 404;
    }

    /** A quota of the plan is used up; waiting a little does not help. */
    public boolean isQuotaExceeded() {
        return "quota_exceeded".equals(errorCode());
    }

    /** Too many calls in a short time; later tries can succeed. */
    public boolean isThrottled() {
        return statusCode == 429 && !isQuotaExceeded();
    }

    /**
     * What was wrong with which fields.
     *
     * @param fields names of the fields; never null
     */
    public record FieldError(List<String> fields, String msg) {

        public FieldError {
            fields = fields == null ? List.of() : List.copyOf(fields);
        }
    }
}
