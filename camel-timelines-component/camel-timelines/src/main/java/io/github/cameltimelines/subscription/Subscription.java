package io.github.cameltimelines.subscription;

import io.github.cameltimelines.model.Direction;
import io.github.cameltimelines.model.Event;
import io.github.cameltimelines.wire.EventTypePattern;
import java.util.Optional;

/**
 * A wish to get events from us. Kept in the ledger, so that events wait for it while its
 * destination is away.
 *
 * @param id its number in the ledger
 * @param workspaceId whose events
 * @param name stable and unique in the workspace
 * @param eventTypes the types it wants, as a comma list with wildcards
 * @param destination where to: {@code route:<name>}, or an http or https URL
 * @param ordering what runs one after the other
 * @param skipOwnMessages drop echoes of what was sent through the API
 * @param enabled whether it gets anything now; while it does not, what it is owed waits
 * @param http how it is delivered over HTTP; null for a route
 */
public record Subscription(
        int id,
        int workspaceId,
        String name,
        EventTypePattern eventTypes,
        String destination,
        Ordering ordering,
        boolean skipOwnMessages,
        boolean enabled,
        HttpSettings http) {

    /** The queue that all subscriptions with HTTP destinations share: every hub serves them. */
    public static final int HTTP_QUEUE = 0;

    /** The origin that TimelinesAI gives to a message that was sent through its API. */
    private static final String SENT_BY_API = "Public API";

    /** What runs one after the other. */
    public enum Ordering {
        /** The events of one chat. */
        CHAT,
        /** Nothing: all run side by side. */
        NONE,
        /** All events of the subscription. */
        STRICT
    }

    /** One that delivers to a route, and is enabled. */
    public Subscription(
            int id,
            int workspaceId,
            String name,
            EventTypePattern eventTypes,
            String destination,
            Ordering ordering,
            boolean skipOwnMessages) {
        this(id, workspaceId, name, eventTypes, destination, ordering, skipOwnMessages, true, null);
    }

    /** The type under which this subscription wants the event; empty when it does not. */
    public Optional<String> wants(Event event) {
        if (!enabled) {
            return Optional.empty();
        }
        if (skipOwnMessages
                && event.direction() == Direction.SENT
                && SENT_BY_API.equalsIgnoreCase(event.origin())) {
            return Optional.empty();
        }
        return eventTypes.match(event);
    }

    /**
     * The queue that its deliveries wait in: for a route one of its own, because not every node
     * runs the route.
     */
    public int queue() {
        return http == null ? id : HTTP_QUEUE;
    }
}
