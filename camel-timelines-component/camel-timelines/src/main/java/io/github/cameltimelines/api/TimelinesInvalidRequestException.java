package io.github.cameltimelines.api;

/** The call cannot be made as it is; nothing was sent. The message names the option to set. */
public final class TimelinesInvalidRequestException extends TimelinesException {

    private static final long serialVersionUID = 1L;

    public TimelinesInvalidRequestException(String message) {
        super(message, null);
    }

    public TimelinesInvalidRequestException(String message, Throwable cause) {
        super(message, cause);
    }
}
