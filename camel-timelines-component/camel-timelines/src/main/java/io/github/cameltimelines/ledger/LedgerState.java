package io.github.cameltimelines.ledger;

import java.sql.SQLException;
import java.time.Duration;

/** Whether the ledger answered last time it was used. Thread-safe. */
public final class LedgerState {

    private volatile String failure;
    private volatile long lastAnswer = System.nanoTime();

    public void answered() {
        lastAnswer = System.nanoTime();
        if (failure != null) {
            failure = null;
        }
    }

    /**
     * Kept is what kind of failure it was, and not the driver's words: they may hold hosts, users
     * and values, and anybody may read the health of an application. The log has them.
     */
    public void failed(Exception cause) {
        String name = cause.getClass().getSimpleName();
        failure =
                cause instanceof SQLException sql && sql.getSQLState() != null
                        ? name + ", SQL state " + sql.getSQLState()
                        : name;
    }

    /** How long ago it was last written to; a node that runs writes twice a second. */
    public Duration sinceAnswer() {
        return Duration.ofNanos(System.nanoTime() - lastAnswer);
    }

    public boolean isUp() {
        return failure == null;
    }

    /** Why it is down, null when it is up. */
    public String failure() {
        return failure;
    }
}
