package io.github.cameltimelines.hub.flow;

/** A file whose routes cannot run. */
final class BrokenFlowException extends Exception {

    private static final long serialVersionUID = 1;

    private final Integer line;
    private final boolean mayPass;

    /**
     * @param line null where it is not known
     * @param mayPass whether the same file may do later, as when what it needs is away
     */
    BrokenFlowException(String message, Integer line, boolean mayPass, Throwable cause) {
        super(message, cause);
        this.line = line;
        this.mayPass = mayPass;
    }

    BrokenFlowException(String message, Integer line) {
        this(message, line, false, null);
    }

    Integer line() {
        return line;
    }

    boolean mayPass() {
        return mayPass;
    }
}
