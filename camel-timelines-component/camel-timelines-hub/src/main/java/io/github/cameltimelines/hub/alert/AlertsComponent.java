package io.github.cameltimelines.hub.alert;

import io.github.cameltimelines.TimelinesComponent;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/** Makes {@code timelines-hub:alerts} known to routes, those of users included. */
final class AlertsComponent extends DefaultComponent {

    static final String SCHEME = "timelines-hub";
    private static final String ALERTS = "alerts";

    private final TimelinesComponent timelines;
    private final String hubUrl;
    private final MailHealthCheck health;

    /**
     * @param hubUrl where the hub is reached; null where that is not known
     * @param health told whether alerts can be told
     */
    AlertsComponent(TimelinesComponent timelines, String hubUrl, MailHealthCheck health) {
        this.timelines = timelines;
        this.hubUrl = hubUrl;
        this.health = health;
    }

    @Override
    protected Endpoint createEndpoint(
            String uri, String remaining, Map<String, Object> parameters) {
        if (!remaining.equals(ALERTS)) {
            throw new IllegalArgumentException(
                    "There is no " + uri + ": routes can begin at timelines-hub:alerts");
        }
        return new AlertsEndpoint(uri, this, timelines, hubUrl, health);
    }
}
