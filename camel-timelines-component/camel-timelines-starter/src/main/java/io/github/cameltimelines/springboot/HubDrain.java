package io.github.cameltimelines.springboot;

import io.github.cameltimelines.hub.health.Drain;
import org.apache.camel.CamelContext;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;

/**
 * Drains before anything of the application stops. Spring stops the web server first, which lets
 * the calls under way end, and then Camel; the hub's own drain, at Camel's stop, would come when
 * nobody can call any more.
 */
final class HubDrain implements SmartLifecycle {

    /** Not the context itself: Spring would start it with us, before its routes are there. */
    private final ObjectProvider<CamelContext> camel;

    private volatile boolean running;

    HubDrain(ObjectProvider<CamelContext> camel) {
        this.camel = camel;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        CamelContext context = camel.getObject();
        context.getLifecycleStrategies().stream()
                .filter(Drain.class::isInstance)
                .map(Drain.class::cast)
                .forEach(drain -> drain.begin(context));
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Integer.MAX_VALUE; // the first to stop
    }
}
