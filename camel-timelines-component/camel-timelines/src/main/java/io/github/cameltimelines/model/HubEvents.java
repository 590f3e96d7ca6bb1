package io.github.cameltimelines.model;

import java.util.Set;

/**
 * The events that a hub makes itself, about its own work. They are no {@link EventType}:
 * TimelinesAI sends none of them and no webhook is registered for them there. The wildcard {@code
 * *} is all that TimelinesAI sends, and leaves them out; {@code hub:*} is all of these.
 */
public final class HubEvents {

    /** What the types of all of them begin with. */
    public static final String PREFIX = "hub:";

    /** Attempts at a webhook fail, five or more one after the other. */
    public static final String WEBHOOK_FAILING = "hub:webhook:failing";

    /** An attempt succeeded at a webhook that {@link #WEBHOOK_FAILING} was told of. */
    public static final String WEBHOOK_RECOVERED = "hub:webhook:recovered";

    /** Those that there are. */
    public static final Set<String> TYPES = Set.of(WEBHOOK_FAILING, WEBHOOK_RECOVERED);

    private HubEvents() {}

    /** Whether a type is one that only a hub makes. */
    public static boolean isOne(String type) {
        return type.startsWith(PREFIX);
    }
}
