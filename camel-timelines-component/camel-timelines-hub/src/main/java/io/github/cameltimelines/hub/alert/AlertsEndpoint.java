package io.github.cameltimelines.hub.alert;

import io.github.cameltimelines.TimelinesComponent;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;

/** Where alerts come from: the route {@code timelines-alerts}, or what a user has in its place. */
final class AlertsEndpoint extends DefaultEndpoint {

    /** The same whenever and by whomever an alert is told. */
    static final String ALERT_ID = "CamelTimelinesAlertId";

    private final TimelinesComponent timelines;
    private final String hubUrl;
    private final MailHealthCheck health;

    /**
     * @param hubUrl where the hub is reached; null where that is not known
     * @param health told whether alerts can be told
     */
    AlertsEndpoint(
            String uri,
            AlertsComponent component,
            TimelinesComponent timelines,
            String hubUrl,
            MailHealthCheck health) {
        super(uri, component);
        this.timelines = timelines;
        this.hubUrl = hubUrl;
        this.health = health;
    }

    TimelinesComponent timelines() {
        return timelines;
    }

    String hubUrl() {
        return hubUrl;
    }

    MailHealthCheck health() {
        return health;
    }

    @Override
    public boolean isRemote() {
        return false;
    }

    @Override
    public Producer createProducer() {
        throw new UnsupportedOperationException("alerts come from the ledger");
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        AlertsConsumer consumer = new AlertsConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }
}
