package io.github.cameltimelines.springboot;

import org.springframework.core.env.Environment;

/** The properties that the hub has in an application only; known where the hub is not, too. */
final class HubSwitch {

    static final String ENABLED = "timelines.hub.enabled";

    /** The name of the bean that the ledger is kept in. */
    static final String DATA_SOURCE = "timelines.hub.data-source";

    private HubSwitch() {}

    static boolean isOn(Environment environment) {
        return environment.getProperty(ENABLED, Boolean.class, false);
    }
}
