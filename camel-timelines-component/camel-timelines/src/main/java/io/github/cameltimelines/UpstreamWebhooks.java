package io.github.cameltimelines;

import io.github.cameltimelines.TimelinesConfiguration.Registration;
import io.github.cameltimelines.registration.OnStop;
import java.util.Objects;

/**
 * Keeps TimelinesAI's webhooks for one entrance registered, over all its routes, and shows by a
 * health check how that goes. Guarded by {@link Entrances}.
 */
final class UpstreamWebhooks {

    private final TimelinesComponent component;
    private final String path;
    private TimelinesConfiguration registeredWith;
    private String url;
    private WebhookRegistration registration;

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
        if (registration == null) {
            open(route.configuration(), routeUrl);
        } else if (!isSame(route.configuration(), routeUrl)) {
            throw new IllegalArgumentException(
                    "Two consumers share the path "
                            + path
                            + " with different apiToken, baseUrl or publicUrl; give them the same, or another path");
        }
        WebhookRegistration target = registration;
        component.whenStarted(() -> target.register(route.name(), route.needs()));
    }

    private void open(TimelinesConfiguration configuration, String routeUrl) {
        registration =
                WebhookRegistration.open(
                        component,
                        configuration,
                        routeUrl,
                        state ->
                                new TimelinesHealthCheck(
                                        "timelines-webhooks" + suffix(),
                                        "the option apiToken",
                                        state));
        registeredWith = configuration;
        url = routeUrl;
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
        if (registration != null && onStop != OnStop.KEEP && route.name() != null) {
            registration.release(route.name(), onStop);
        }
    }

    void left(ServedRoute route) {
        if (registration != null && route.name() != null) {
            registration.release(route.name(), route.configuration().getOnStop());
        }
    }

    void close() {
        if (registration != null) {
            registration.close();
            registration = null;
        }
    }
}
