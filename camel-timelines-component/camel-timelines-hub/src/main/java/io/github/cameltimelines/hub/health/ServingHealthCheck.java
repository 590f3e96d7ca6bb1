package io.github.cameltimelines.hub.health;

import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** DOWN from when the hub is told to stop. Not part of liveness: it is well until it ends. */
final class ServingHealthCheck extends AbstractHealthCheck {

    private volatile boolean stopping;

    ServingHealthCheck() {
        super("timelines", "timelines-serving");
    }

    void stopping(boolean begins) {
        stopping = begins;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        if (stopping) {
            builder.message("The hub is about to stop").down();
        } else {
            builder.up();
        }
    }
}
