package io.github.cameltimelines.api;

/**
 * What can go wrong when calling TimelinesAI, by what may be done about it:
 *
 * <ul>
 *   <li>{@link TimelinesInvalidRequestException}: nothing was sent; the call must be changed
 *   <li>{@link TimelinesUnreachableException}: nothing was done by TimelinesAI (or nothing that
 *       repeating could double); may be repeated
 *   <li>{@link TimelinesApiException}: TimelinesAI refused; see the status and code
 *   <li>{@link TimelinesUnknownOutcomeException}: it may or may not have been done; repeating may
 *       double it. Deliberately not a {@code TimelinesApiException}, so that redelivery that is
 *       written for that one does not send a message twice
 * </ul>
 *
 * Messages name the operation, the status and the error code, and never a token, a phone number or
 * a text.
 */
public abstract sealed class TimelinesException extends RuntimeException
        permits TimelinesInvalidRequestException,
                TimelinesUnreachableException,
                TimelinesApiException,
                TimelinesUnknownOutcomeException {

    private static final long serialVersionUID = 1L;

    TimelinesException(String message, Throwable cause) {
        super(message, cause);
    }
}
