package io.github.cameltimelines;

import io.github.cameltimelines.delivery.Answer;
import io.github.cameltimelines.delivery.Attempt;
import io.github.cameltimelines.model.Event;
import io.github.cameltimelines.outbox.QueueSettings;
import io.github.cameltimelines.registration.Needs;
import io.github.cameltimelines.subscription.RetrySchedule;
import io.github.cameltimelines.subscription.Subscription;
import io.github.cameltimelines.wire.EventTypePattern;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.Route;

/**
 * A route that is fed with the events it asked for: from the ledger, with retries, or ({@code
 * ack=processed}) inside the webhook call. Serves {@code timelines:} and {@code webhook:timelines:}
 * alike. Started, suspended and stopped by one thread at a time; asked by many.
 */
final class ServedRoute {

    /** Where the exchanges of the route come from, and go back to. */
    interface Exchanges {
        Exchange create();

        void release(Exchange exchange);
    }

    private static final int DEFAULT_WORKSPACE = 1;
    private static final long STOP_MS = 30_000;

    private final TimelinesEndpoint endpoint;
    private final TimelinesConfiguration configuration;
    private final EventTypePattern eventTypes;
    private final RetrySchedule retrySchedule;
    private final RouteDestination destination;

    private Route route;
    private String name;
    private Subscription subscription;
    private ExecutorService workers;
    private volatile Subscription wish;
    private volatile boolean running;

    /**
     * @throws IllegalArgumentException if the event types or the retry schedule cannot be read
     */
    ServedRoute(TimelinesEndpoint endpoint, AsyncProcessor route, Exchanges exchanges) {
        this.endpoint = endpoint;
        configuration = endpoint.getConfiguration();
        eventTypes = EventTypePattern.parse(endpoint.getName());
        retrySchedule = RetrySchedule.parse(configuration.getRetrySchedule());
        destination = new RouteDestination(exchanges, route);
    }

    TimelinesConfiguration configuration() {
        return configuration;
    }

    boolean isStored() {
        return configuration.getAck() == Ack.STORED;
    }

    /** Whether it took the other's place: Camel makes a new consumer when a route starts again. */
    boolean succeeds(ServedRoute other) {
        return other != this && route != null && other.route == route;
    }

    /** The name its deliveries wait under; known once it was started. */
    String name() {
        return name;
    }

    /** Whether calls are to bring what it wants: what a hub takes is in the ledger already. */
    boolean needsEntrance() {
        return !isStored() || !(eventTypes.isAboutHubAlone() || isFedByHub());
    }

    /** Whoever says how TimelinesAI is to call the route itself means a door of its own. */
    private boolean isFedByHub() {
        return endpoint.getComponent().isFedByHub()
                && configuration.getWebhookSecret() == null
                && !UpstreamWebhooks.isActive(configuration, configuration.getPublicUrl());
    }

    /** What it needs TimelinesAI to send. */
    Needs needs() {
        return Needs.of(eventTypes.named(), eventTypes.needed());
    }

    /** The type under which it wants the event; empty when it does not. */
    Optional<String> wants(Event event) {
        return wish.wants(event);
    }

    /** Whether it takes events now. */
    boolean runs() {
        return running;
    }

    /** Runs what is delivered. */
    ExecutorService workers() {
        return workers;
    }

    /** Runs the route in a call that waits for it; only with {@code ack=processed}. */
    void deliverOnce(Event event, Consumer<Answer> answer) {
        destination.deliver(new Attempt(event, 1, wish), answer);
    }

    /**
     * Begins to feed the route.
     *
     * @param route null where it is not known
     */
    void start(Route itsRoute) throws Exception {
        route = itsRoute;
        name = SubscriptionName.of(endpoint, route);
        wish =
                new Subscription(
                        0,
                        DEFAULT_WORKSPACE,
                        name,
                        eventTypes,
                        "route:" + name,
                        configuration.getOrdering(),
                        configuration.isSkipOwnMessages());
        if (isStored()) {
            // Before the ledger is told: it would take the wish for a change of the other's.
            endpoint.getComponent().entrances().claim(name, this);
        }
        workers =
                endpoint.getCamelContext()
                        .getExecutorServiceManager()
                        .newFixedThreadPool(
                                this, "timelines-" + name, configuration.getConcurrentConsumers());
        try {
            if (isStored()) {
                subscription = pipeline().subscriptions().save(wish);
            }
            resume();
        } catch (Exception e) {
            endpoint.getCamelContext().getExecutorServiceManager().shutdownNow(workers);
            throw e;
        }
    }

    void resume() throws Exception {
        if (subscription != null) {
            pipeline()
                    .outbox()
                    .serve(
                            subscription,
                            new QueueSettings(
                                    destination,
                                    retrySchedule,
                                    configuration.getConcurrentConsumers(),
                                    workers,
                                    QueueSettings.DEFAULT_CAPACITY,
                                    QueueSettings.DEFAULT_CAPACITY_BYTES));
        }
        running = true;
    }

    /** What has begun may finish; the rest, and what comes from now on, waits in the ledger. */
    void suspend() throws Exception {
        running = false;
        if (subscription != null) {
            pipeline().outbox().unserve(subscription, STOP_MS);
        }
    }

    void stop() throws Exception {
        try {
            if (running) {
                suspend();
            }
        } finally {
            if (workers != null) {
                endpoint.getCamelContext().getExecutorServiceManager().shutdownGraceful(workers);
                workers = null;
            }
        }
    }

    private TimelinesPipeline pipeline() {
        return endpoint.getComponent().pipeline();
    }
}
