package io.github.cameltimelines;

import io.github.cameltimelines.TimelinesConfiguration.Registration;
import io.github.cameltimelines.api.WebhookCalls;
import io.github.cameltimelines.registration.OnStop;
import io.github.cameltimelines.registration.RegistrationSettings;
import io.github.cameltimelines.registration.WebhookReconciler;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.health.HealthCheck;

/**
 * Keeps TimelinesAI's webhooks for one entrance registered, over all its routes, and shows by a
 * health check how that goes. Guarded by {@link Entrances}.
 */
final class UpstreamWebhooks {

    private final TimelinesComponent component;
    private final String path;
    private TimelinesConfiguration registeredWith;
    private String url;
    private WebhookReconciler reconciler;
    private ScheduledExecutorService executor;
    private HealthCheck healthCheck;

    UpstreamWebhooks(TimelinesComponent component, String path) {
        this.component = component;
        this.path = path;
    }

    /** Whether a route with these options has its webhooks registered by us. */
    static boolean isActive(TimelinesConfiguration configuration, String publicUrl) {
        return configuration.getRegistration() == Registration.AUTO
                && configuration.getApiToken() != null
                && publicUrl != null;
    }

    /**
     * A route started. TimelinesAI is told once all of the application has started.
     *
     * @param routeUrl where TimelinesAI is to call; null where nothing is to be registered
     * @throws IllegalArgumentException if another route of the entrance registers elsewhere
     */
    void register(ServedRoute route, String routeUrl) {
        if (!isActive(route.configuration(), routeUrl)) {
            return;
        }
        if (reconciler == null) {
            open(route.configuration(), routeUrl);
        } else if (!isSame(route.configuration(), routeUrl)) {
            throw new IllegalArgumentException(
                    "Two consumers share the path "
                            + path
                            + " with different apiToken, baseUrl or publicUrl; give them the same, or another path");
        }
        WebhookReconciler target = reconciler;
        component.whenStarted(() -> target.register(route.name(), route.needs()));
    }

    private void open(TimelinesConfiguration configuration, String routeUrl) {
        RegistrationSettings settings =
                new RegistrationSettings(
                        routeUrl,
                        configuration.getWebhookLimit(),
                        Duration.ofMillis(configuration.getRegistrationInterval()));
        // The reconciler has its own schedule, and a route that stops must not wait for retries.
        TimelinesConfiguration once = configuration.copy();
        once.setMaxAttempts(1);
        WebhookCalls calls = component.api(once).webhooks();
        registeredWith = configuration;
        url = routeUrl;
        executor =
                component
                        .getCamelContext()
                        .getExecutorServiceManager()
                        .newSingleThreadScheduledExecutor(component, "timelines-registration");
        reconciler = new WebhookReconciler(calls, settings, executor, Clock.systemUTC());
        healthCheck = new TimelinesHealthCheck("timelines-webhooks" + suffix(), reconciler::state);
        HealthChecks.add(component.getCamelContext(), healthCheck);
    }

    /** The usual path needs no mention. */
    private String suffix() {
        return path.equals(TimelinesConfiguration.DEFAULT_PATH) ? "" : path.replace('/', '-');
    }

    private boolean isSame(TimelinesConfiguration other, String otherUrl) {
        return url.equals(otherUrl)
                && registeredWith.getApiToken().equals(other.getApiToken())
                && Objects.equals(registeredWith.getBaseUrl(), other.getBaseUrl());
    }

    /** A route stopped: unless told otherwise its events are still wanted, they wait for it. */
    void stopped(ServedRoute route) {
        OnStop onStop = route.configuration().getOnStop();
        if (reconciler != null && onStop != OnStop.KEEP && route.name() != null) {
            reconciler.release(route.name(), onStop);
        }
    }

    void left(ServedRoute route) {
        if (reconciler != null && route.name() != null) {
            reconciler.release(route.name(), route.configuration().getOnStop());
        }
    }

    void close() {
        if (reconciler != null) {
            HealthChecks.remove(component.getCamelContext(), healthCheck);
            reconciler.close();
            component.getCamelContext().getExecutorServiceManager().shutdownNow(executor);
            reconciler = null;
        }
    }
}
