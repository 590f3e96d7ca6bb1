package io.github.cameltimelines.api;

/**
 * TimelinesAI could not be reached, after all tries. For a send this means that the request did not
 * get out, so that it may be repeated without sending twice; for all other calls that no complete
 * answer came.
 */
public final class TimelinesUnreachableException extends TimelinesException {

    private static final long serialVersionUID = 1L;

    TimelinesUnreachableException(String message, Throwable cause) {
        super(message, cause);
    }
}
