package io.github.cameltimelines.quickstart;

/** The port cannot be listened on. */
final class PortTakenException extends IllegalStateException {

    private static final long serialVersionUID = 1;

    PortTakenException(int port) {
        super(
                "Port "
                        + port
                        + " is in use: stop what uses it, or choose another with --timelines.port=<port>"
                        + " (mvn: -Dtimelines.port=<port>)");
    }
}
