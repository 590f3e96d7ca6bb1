package io.github.cameltimelines.hub.flow;

import java.time.Instant;

/**
 * What went wrong last with a file.
 *
 * @param kind whether it could not be loaded, or a route failed at an event
 * @param file the name
 * @param line in it; null where it is not known
 * @param route its id; null where the file could not be loaded
 * @param message of what was thrown; may quote an event, so that it is not for the log
 */
record FlowFault(Kind kind, Instant at, String file, Integer line, String route, String message) {

    enum Kind {
        LOAD,
        RUN
    }

    /** The file and the line. */
    String place() {
        return line == null ? file : file + ":" + line;
    }

    /** Whether both tell the same, at whatever time. */
    boolean repeats(FlowFault other) {
        return other != null && place().equals(other.place()) && message.equals(other.message);
    }

    /** Without the message. */
    @Override
    public String toString() {
        return "FlowFault[%s, %s]".formatted(kind, place());
    }
}
