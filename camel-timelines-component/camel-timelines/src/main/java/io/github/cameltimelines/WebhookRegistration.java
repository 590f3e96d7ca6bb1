package io.github.cameltimelines;

import io.github.cameltimelines.registration.Needs;
import io.github.cameltimelines.registration.OnStop;
import io.github.cameltimelines.registration.RegistrationSettings;
import io.github.cameltimelines.registration.RegistrationState;
import io.github.cameltimelines.registration.WebhookReconciler;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;

/**
 * Keeps the webhooks registered that call one URL, for all who need events there, and shows by a
 * health check how that goes. Thread-safe.
 */
public final class WebhookRegistration implements AutoCloseable {

    private final CamelContext context;
    private final ScheduledExecutorService executor;
    private final WebhookReconciler reconciler;
    private final HealthCheck healthCheck;

    private WebhookRegistration(
            CamelContext context,
            ScheduledExecutorService executor,
            WebhookReconciler reconciler,
            HealthCheck healthCheck) {
        this.context = context;
        this.executor = executor;
        this.reconciler = reconciler;
        this.healthCheck = healthCheck;
    }

    /**
     * Calls nobody before the first {@link #register}.
     *
     * @param options whose token, base URL, limit of webhooks, interval and HTTP settings count
     * @param url where TimelinesAI is to call, ending in the secret
     * @param check makes the health check of what is to be watched
     * @throws IllegalArgumentException naming the option that has no usable value
     */
    public static WebhookRegistration open(
            TimelinesComponent component,
            TimelinesConfiguration options,
            String url,
            Function<Supplier<RegistrationState>, TimelinesHealthCheck> check) {
        RegistrationSettings settings =
                new RegistrationSettings(
                        url,
                        options.getWebhookLimit(),
                        Duration.ofMillis(options.getRegistrationInterval()));
        // The reconciler has its own schedule, and a route that stops must not wait for retries.
        TimelinesConfiguration once = options.copy();
        once.setMaxAttempts(1);
        CamelContext context = component.getCamelContext();
        ScheduledExecutorService executor =
                context.getExecutorServiceManager()
                        .newSingleThreadScheduledExecutor(component, "timelines-registration");
        WebhookReconciler reconciler =
                new WebhookReconciler(
                        component.api(once).webhooks(), settings, executor, Clock.systemUTC());
        HealthCheck healthCheck = check.apply(reconciler::state);
        HealthChecks.add(context, healthCheck);
        return new WebhookRegistration(context, executor, reconciler, healthCheck);
    }

    /** That consumer starts, or needs something else than before; TimelinesAI is told soon. */
    public void register(String consumer, Needs needs) {
        reconciler.register(consumer, needs);
    }

    /** That consumer stops; its webhooks are treated as told, on this thread. */
    public void release(String consumer, OnStop onStop) {
        reconciler.release(consumer, onStop);
    }

    /** Leaves all webhooks as they are. */
    @Override
    public void close() {
        HealthChecks.remove(context, healthCheck);
        reconciler.close();
        context.getExecutorServiceManager().shutdownNow(executor);
    }
}
