package io.github.cameltimelines.subscription;

import io.github.cameltimelines.subscription.Subscription.Ordering;
import io.github.cameltimelines.wire.EventFilter;
import io.github.cameltimelines.wire.EventTypePattern;
import java.time.Instant;
import java.util.List;

/** Makes a {@link Subscription} that differs from another. For one thread. */
public final class SubscriptionBuilder {

    private int id;
    private final int workspaceId;
    private String name;
    private EventTypePattern eventTypes;
    private String destination;
    private Ordering ordering;
    private boolean skipOwnMessages;
    private boolean enabled;
    private EventFilter filter;
    private HttpSettings http;
    private List<RetiringSecret> retiring;
    private String description;
    private String lastEditedBy;
    private Instant updatedAt;

    SubscriptionBuilder(Subscription like) {
        id = like.id();
        workspaceId = like.workspaceId();
        name = like.name();
        eventTypes = like.eventTypes();
        destination = like.destination();
        ordering = like.ordering();
        skipOwnMessages = like.skipOwnMessages();
        enabled = like.enabled();
        filter = like.filter();
        http = like.http();
        retiring = like.retiring();
        description = like.description();
        lastEditedBy = like.lastEditedBy();
        updatedAt = like.updatedAt();
    }

    public SubscriptionBuilder id(int newId) {
        id = newId;
        return this;
    }

    /**
     * @throws IllegalArgumentException naming the element that is not a type
     */
    public SubscriptionBuilder eventTypes(String newTypes) {
        eventTypes = EventTypePattern.parse(newTypes);
        return renamed();
    }

    public SubscriptionBuilder ordering(Ordering newOrdering) {
        ordering = newOrdering;
        return this;
    }

    public SubscriptionBuilder skipOwnMessages(boolean skip) {
        skipOwnMessages = skip;
        return this;
    }

    public SubscriptionBuilder enabled(boolean isEnabled) {
        enabled = isEnabled;
        return this;
    }

    /**
     * @param newFilter null for none
     */
    public SubscriptionBuilder filter(EventFilter newFilter) {
        filter = newFilter;
        return this;
    }

    public SubscriptionBuilder http(HttpSettings newHttp) {
        http = newHttp;
        return renamed();
    }

    /** The name and the destination follow from type and URL. */
    private SubscriptionBuilder renamed() {
        if (http != null) {
            name = HttpName.of(eventTypes.toString(), http.url());
            destination = http.url().toString();
        }
        return this;
    }

    public SubscriptionBuilder retiring(List<RetiringSecret> newRetiring) {
        retiring = newRetiring;
        return this;
    }

    public SubscriptionBuilder description(String newDescription) {
        description = newDescription;
        return this;
    }

    SubscriptionBuilder edited(String by, Instant at) {
        lastEditedBy = by;
        updatedAt = at;
        return this;
    }

    public Subscription build() {
        return new Subscription(
                id,
                workspaceId,
                name,
                eventTypes,
                destination,
                ordering,
                skipOwnMessages,
                enabled,
                filter,
                http,
                retiring,
                description,
                lastEditedBy,
                updatedAt);
    }
}
