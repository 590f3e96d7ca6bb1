package io.github.cameltimelines.hub.replay;

/** A replay can not go on, however often it is tried; the message is for the caller of the API. */
final class ReplayFailedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    ReplayFailedException(String message, Throwable cause) {
        super(message, cause);
    }

    ReplayFailedException(String message) {
        super(message);
    }
}
