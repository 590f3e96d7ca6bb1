package io.github.cameltimelines.ledger;

/** Whether the ledger answered last time it was used. Thread-safe. */
public final class LedgerState {

    private volatile String failure;

    public void answered() {
        if (failure != null) {
            failure = null;
        }
    }

    /**
     * What the database said, in the driver's words: never holds payloads, because all values are
     * bound.
     */
    public void failed(Exception cause) {
        failure = cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }

    public boolean isUp() {
        return failure == null;
    }

    /** Why it is down, null when it is up. */
    public String failure() {
        return failure;
    }
}
