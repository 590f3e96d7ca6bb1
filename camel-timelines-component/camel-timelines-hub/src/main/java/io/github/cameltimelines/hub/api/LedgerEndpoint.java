package io.github.cameltimelines.hub.api;

import io.github.cameltimelines.TimelinesComponent;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;

/** Where a route of the hub gets what stands in the ledger: nothing can be sent to it. */
public abstract class LedgerEndpoint extends DefaultEndpoint {

    private final TimelinesComponent timelines;
    private final String what;

    /**
     * @param timelines which has the ledger
     * @param what comes from it, in the plural
     */
    protected LedgerEndpoint(
            String uri, Component component, TimelinesComponent timelines, String what) {
        super(uri, component);
        this.timelines = timelines;
        this.what = what;
    }

    public final TimelinesComponent timelines() {
        return timelines;
    }

    @Override
    public final boolean isRemote() {
        return false;
    }

    @Override
    public final Producer createProducer() {
        throw new UnsupportedOperationException(what + " come from the ledger");
    }

    @Override
    public final Consumer createConsumer(Processor processor) throws Exception {
        Consumer consumer = consumer(processor);
        configureConsumer(consumer);
        return consumer;
    }

    /** One that feeds that route. */
    protected abstract Consumer consumer(Processor processor);
}
