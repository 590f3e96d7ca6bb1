package io.github.cameltimelines.hub.alert;

import io.github.cameltimelines.TimelinesComponent;
import io.github.cameltimelines.hub.api.LedgerEndpoint;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;

/** Where alerts come from: the route {@code timelines-alerts}, or what a user has in its place. */
final class AlertsEndpoint extends LedgerEndpoint {

    /** The same whenever and by whomever an alert is told. */
    static final String ALERT_ID = "CamelTimelinesAlertId";

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
        super(uri, component, timelines, "alerts");
        this.hubUrl = hubUrl;
        this.health = health;
    }

    String hubUrl() {
        return hubUrl;
    }

    MailHealthCheck health() {
        return health;
    }

    @Override
    protected Consumer consumer(Processor processor) {
        return new AlertsConsumer(this, processor);
    }
}
