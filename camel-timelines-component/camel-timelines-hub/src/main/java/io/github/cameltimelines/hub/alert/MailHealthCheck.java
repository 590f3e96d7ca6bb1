package io.github.cameltimelines.hub.alert;

import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * DOWN while an alert could not be told: from the try that failed to the next that does not. Part
 * of neither liveness nor readiness: events are taken and delivered all the same. On the node that
 * tried. Thread-safe.
 */
final class MailHealthCheck extends AbstractHealthCheck {

    static final String ID = "timelines-mail";

    private final boolean mailed;
    private volatile String trouble;

    /**
     * @param mailed whether alerts are written to owners; else they stand in the log
     */
    MailHealthCheck(boolean mailed) {
        super("timelines", ID);
        this.mailed = mailed;
    }

    /**
     * @param reason without addresses
     */
    void failed(String reason) {
        trouble = reason;
    }

    void told() {
        trouble = null;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    public boolean isReadiness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        builder.detail("mail.configured", mailed);
        String now = trouble;
        if (now != null) {
            builder.message("An alert could not be told, and is tried again")
                    .detail("mail.failure", now)
                    .down();
        } else {
            builder.up();
        }
    }
}
