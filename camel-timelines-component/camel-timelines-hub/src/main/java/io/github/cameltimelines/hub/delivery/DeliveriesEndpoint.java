package io.github.cameltimelines.hub.delivery;

import io.github.cameltimelines.TimelinesComponent;
import io.github.cameltimelines.hub.api.LedgerEndpoint;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;

/**
 * Where the attempts at HTTP deliveries come from: only the hub's own route {@code
 * timelines-deliver} consumes it.
 */
final class DeliveriesEndpoint extends LedgerEndpoint {

    /** The attempt that is to be made, an {@code Attempt}. */
    static final String ATTEMPT = "CamelTimelinesAttemptToMake";

    /** How it ended, an {@code Answer}; set by the route. */
    static final String ANSWER = "CamelTimelinesAnswer";

    DeliveriesEndpoint(TimelinesComponent timelines) {
        super("timelines-hub:deliveries", timelines, timelines, "deliveries");
    }

    @Override
    protected Consumer consumer(Processor processor) {
        return new DeliveriesConsumer(this, processor);
    }
}
