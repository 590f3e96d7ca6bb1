package io.github.cameltimelines.hub.health;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.support.LifecycleStrategySupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a load balancer take the node out before it stops: readiness goes DOWN, and for a while
 * everything is served as before.
 *
 * <p>A lifecycle strategy, because Camel asks those before the context's status changes: from then
 * on routes and doors refuse. Whoever stops the context waits here, the JVM's shutdown hook too.
 */
public final class Drain extends LifecycleStrategySupport {

    private static final Logger LOG = LoggerFactory.getLogger(Drain.class);

    private final Duration time;
    private final CountDownLatch never = new CountDownLatch(1);
    private final AtomicBoolean begun = new AtomicBoolean();
    private final ServingHealthCheck health = new ServingHealthCheck();

    /**
     * @param time how long to be served still; zero stops at once
     */
    public Drain(Duration time) {
        this.time = time;
    }

    /** Watches over the stop of that context. */
    public void watch(CamelContext context) throws Exception {
        context.addLifecycleStrategy(this);
        HealthCheckRegistry registry = HealthCheckRegistry.get(context);
        if (registry != null) {
            registry.register(health);
        }
    }

    @Override
    public void onContextStarted(CamelContext context) {
        health.stopping(false);
        begun.set(false);
    }

    @Override
    public void onContextStopping(CamelContext context) {
        begin(context);
    }

    /**
     * Drains now, for an application whose HTTP server stops before Camel does. Once for each
     * start.
     */
    public void begin(CamelContext context) {
        if (!context.getStatus().isStarted() || !begun.compareAndSet(false, true)) {
            return; // it did not come up, or somebody stops it twice
        }
        health.stopping(true);
        if (time.isZero()) {
            return;
        }
        LOG.info("Not ready any more; stopping in {} s", time.toMillis() / 1_000.0);
        try {
            never.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // in a hurry
        }
    }
}
