package io.github.cameltimelines.hub.delivery;

import io.github.cameltimelines.TimelinesComponent;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;

/**
 * Where the attempts at HTTP deliveries come from: only the hub's own route {@code
 * timelines-deliver} consumes it.
 */
final class DeliveriesEndpoint extends DefaultEndpoint {

    /** The attempt that is to be made, an {@code Attempt}. */
    static final String ATTEMPT = "CamelTimelinesAttemptToMake";

    /** How it ended, an {@code Answer}; set by the route. */
    static final String ANSWER = "CamelTimelinesAnswer";

    private final TimelinesComponent timelines;

    DeliveriesEndpoint(TimelinesComponent timelines) {
        super("timelines-hub:deliveries", timelines);
        this.timelines = timelines;
    }

    TimelinesComponent timelines() {
        return timelines;
    }

    @Override
    public boolean isRemote() {
        return false;
    }

    @Override
    public Producer createProducer() {
        throw new UnsupportedOperationException("deliveries come from the ledger");
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        DeliveriesConsumer consumer = new DeliveriesConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }
}
