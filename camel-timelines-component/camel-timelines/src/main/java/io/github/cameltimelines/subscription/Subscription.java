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
 * @param destination where to: {@code route:<name>}
 * @param ordering whether the events of one chat run one after the other
 * @param skipOwnMessages drop echoes of what was sent through the API
 */
public record Subscription(
        int id,
        int workspaceId,
        String name,
        EventTypePattern eventTypes,
        String destination,
        Ordering ordering,
        boolean skipOwnMessages) {

    /** The origin that TimelinesAI gives to a message that was sent through its API. */
    private static final String SENT_BY_API = "Public API";

    /** Whether events of one chat run one after the other. */
    public enum Ordering {
        CHAT,
        NONE
    }

    /** The type under which this subscription wants the event; empty when it does not. */
    public Optional<String> wants(Event event) {
        if (skipOwnMessages
                && event.direction() == Direction.SENT
                && SENT_BY_API.equalsIgnoreCase(event.origin())) {
            return Optional.empty();
        }
        return eventTypes.match(event);
    }

    /**
     * The queue that its deliveries wait in: one of its own, because not every node runs its route.
     */
    public int queue() {
        return id;
    }
}
