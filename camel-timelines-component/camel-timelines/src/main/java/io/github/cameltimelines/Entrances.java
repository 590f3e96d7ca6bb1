package io.github.cameltimelines;

import io.github.cameltimelines.inbox.Door;
import io.github.cameltimelines.inbox.Doors;
import io.github.cameltimelines.inbox.Reception;
import io.github.cameltimelines.wire.SecretPath;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.apache.camel.component.webhook.WebhookConfiguration;
import org.apache.camel.component.webhook.WebhookUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The entrances of one component, by path: opened for the first route that names the path, closed
 * after the last one left. Also sees to it that no two routes have the same subscriptionName.
 * Thread-safe.
 */
final class Entrances {

    private static final Logger LOG = LoggerFactory.getLogger(Entrances.class);

    /** One path; alone when it is for one route and no other. */
    private record Opened(
            TimelinesEntrance entrance,
            String secret,
            Door door,
            UpstreamWebhooks upstream,
            boolean alone) {

        void close() throws Exception {
            door.close();
            upstream.close();
        }
    }

    /** Opens the door that a reception stands behind. */
    @FunctionalInterface
    private interface Opening {
        Door open(Reception reception) throws Exception;
    }

    private final TimelinesComponent component;
    private final Map<String, Opened> byPath = new HashMap<>();
    private final Map<String, ServedRoute> byName = new HashMap<>();

    Entrances(TimelinesComponent component) {
        this.component = component;
    }

    /**
     * Reserves the subscriptionName until the route leaves.
     *
     * @throws IllegalArgumentException if another route of this component has it
     */
    synchronized void claim(String name, ServedRoute route) {
        ServedRoute other = byName.get(name);
        if (other != null && other != route && !route.succeeds(other)) {
            throw new IllegalArgumentException(
                    "Two consumers have the subscriptionName '"
                            + name
                            + "'; give one of them another");
        }
        byName.put(name, route);
    }

    /** Lets a route in at the path that its options name, next to others. */
    synchronized void enterShared(ServedRoute route) throws Exception {
        TimelinesConfiguration configuration = route.configuration();
        String path = path(configuration.getPath());
        String publicUrl = configuration.getPublicUrl();
        Opened opened = byPath.get(path);
        if (opened == null) {
            Opening door = reception -> Doors.open(component.getCamelContext(), path, reception);
            opened = open(route, path, publicUrl, door, false);
        } else if (opened.alone()) {
            throw taken(path);
        } else if (configuration.getWebhookSecret() != null
                && !configuration.getWebhookSecret().equals(opened.secret())) {
            throw new IllegalArgumentException(
                    "Two consumers share the path "
                            + path
                            + " with different webhookSecret; give them the same, or"
                            + " another path");
        }
        opened.entrance().enter(route);
        opened.upstream().register(route, Secrets.url(publicUrl, path, opened.secret()));
    }

    /**
     * Lets a route in at a path of its own, on the server that camel-webhook was told to use.
     *
     * @param publicUrl null where nothing is to be registered
     */
    synchronized void enterAlone(ServedRoute route, WebhookConfiguration webhook, String publicUrl)
            throws Exception {
        // With the context path of the Rest DSL, which TimelinesAI has to call too.
        String path = path(webhook.computeFullPath(true));
        Opened opened = byPath.get(path);
        if (opened == null) {
            opened =
                    open(
                            route,
                            path,
                            publicUrl,
                            reception -> webhookDoor(webhook, reception),
                            true);
        } else if (!opened.alone() || !opened.entrance().isLeftTo(route)) {
            throw taken(path);
        }
        opened.entrance().enter(route);
        opened.upstream().register(route, Secrets.url(publicUrl, path, opened.secret()));
    }

    private Door webhookDoor(WebhookConfiguration webhook, Reception reception) throws Exception {
        return Doors.openAt(
                component.getCamelContext(),
                WebhookUtils.locateRestConsumerFactory(component.getCamelContext(), webhook),
                webhook.retrieveRestConfiguration(),
                path(webhook.computeFullPath(false)),
                reception);
    }

    private Opened open(
            ServedRoute route, String path, String publicUrl, Opening opening, boolean alone)
            throws Exception {
        String secret = Secrets.of(component, route.configuration(), publicUrl);
        TimelinesEntrance entrance = new TimelinesEntrance(component);
        entrance.enter(route);
        Door door = opening.open(new Reception(SecretPath.of(secret), entrance::take));
        Opened opened =
                new Opened(entrance, secret, door, new UpstreamWebhooks(component, path), alone);
        byPath.put(path, opened);
        LOG.info("Webhook calls are taken at {}/<webhookSecret> ({})", path, door.server());
        return opened;
    }

    private static IllegalArgumentException taken(String path) {
        return new IllegalArgumentException(
                "The path "
                        + path
                        + " is taken by another route: set webhookPath, or path, to another one");
    }

    /** The route stopped, and may start again; its door stays open. */
    synchronized void stopped(ServedRoute route) {
        for (Opened opened : byPath.values()) {
            opened.upstream().stopped(route);
        }
    }

    /** The route will not start again; after the last one the door is closed. */
    synchronized void leave(ServedRoute route) throws Exception {
        byName.values().removeIf(named -> named == route);
        for (Iterator<Opened> all = byPath.values().iterator(); all.hasNext(); ) {
            Opened opened = all.next();
            if (opened.entrance().leave(route)) {
                opened.upstream().left(route);
                if (opened.entrance().isEmpty()) {
                    all.remove();
                    opened.close();
                }
            }
        }
    }

    synchronized void close() throws Exception {
        for (Opened opened : Map.copyOf(byPath).values()) {
            opened.close();
        }
        byPath.clear();
        byName.clear();
    }

    private static String path(String path) {
        String trimmed = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return trimmed.startsWith("/") ? trimmed : "/" + trimmed;
    }
}
