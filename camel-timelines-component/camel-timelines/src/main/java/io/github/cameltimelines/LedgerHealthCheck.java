package io.github.cameltimelines;

import io.github.cameltimelines.ledger.LedgerState;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * DOWN while the ledger does not answer: webhook calls are told to come again then. Not part of
 * liveness, for a restart does not help a database.
 */
final class LedgerHealthCheck extends AbstractHealthCheck {

    static final String ID = "timelines-ledger";

    private final LedgerState state;

    LedgerHealthCheck(LedgerState state) {
        super("timelines", ID);
        this.state = state;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        String failure = state.failure();
        if (failure == null) {
            builder.up();
        } else {
            builder.message("The ledger does not answer").detail("ledger.failure", failure).down();
        }
    }
}
