package io.github.cameltimelines;

import io.github.cameltimelines.ledger.LedgerState;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * DOWN while the ledger cannot be written to, or has not answered for as long as the other nodes
 * wait before they take this one for dead: webhook calls are told to come again then. Not part of
 * liveness, for a restart does not help a database.
 */
final class LedgerHealthCheck extends AbstractHealthCheck {

    static final String ID = "timelines-ledger";

    private final LedgerState state;
    private final Duration lease;

    /**
     * @param component its name in the context; the usual one needs no mention
     */
    LedgerHealthCheck(String component, LedgerState state, Duration lease) {
        super("timelines", component.equals("timelines") ? ID : ID + "-" + component);
        this.state = state;
        this.lease = lease;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        String failure = state.failure();
        Duration silence = state.sinceAnswer();
        if (failure == null && silence.compareTo(lease) > 0) {
            builder.message("The ledger has not answered for " + silence.toSeconds() + " s").down();
        } else if (failure == null) {
            builder.up();
        } else {
            builder.message("The ledger does not answer").detail("ledger.failure", failure).down();
        }
    }
}
