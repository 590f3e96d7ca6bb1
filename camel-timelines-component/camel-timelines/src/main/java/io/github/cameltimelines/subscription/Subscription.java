package io.github.cameltimelines.subscription;

import io.github.cameltimelines.model.Direction;
import io.github.cameltimelines.model.Event;
import io.github.cameltimelines.wire.EventFilter;
import io.github.cameltimelines.wire.EventTypePattern;
import io.github.cameltimelines.wire.FilteredBody;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A wish to get events from us. Kept in the ledger, so that events wait for it while its
 * destination is away. Made by {@link #toRoute}, {@link #overHttp} or, as another that differs a
 * little, by {@link #but()}.
 *
 * @param id its number in the ledger; 0 before it was saved
 * @param workspaceId whose events
 * @param name stable and unique in the workspace
 * @param eventTypes the types it wants, as a comma list with wildcards
 * @param destination where to: {@code route:<name>}, or a URL
 * @param ordering which of its events run one after the other; default {@code CHAT}
 * @param skipOwnMessages drop echoes of what was sent through the API; default false
 * @param enabled whether it gets events; default true. While it does not, what it is owed already
 *     waits
 * @param filter what else an event must fulfil; null for nothing
 * @param http how it is delivered to a URL; null for a route. Its secrets are those without an end
 * @param retiring secrets that sign for some time beside those of {@code http}
 * @param description for people; null where there is none
 * @param lastEditedBy the member who did, or null: a route, or the program
 * @param updatedAt when that was; null before it was saved
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
        EventFilter filter,
        HttpSettings http,
        List<RetiringSecret> retiring,
        String description,
        String lastEditedBy,
        Instant updatedAt) {

    /** The queue that all subscriptions with HTTP destinations share: every hub serves them. */
    public static final int HTTP_QUEUE = 0;

    /** The origin that TimelinesAI gives to a message that was sent through its API. */
    private static final String SENT_BY_API = "Public API";

    /** Which of its events run one after the other. */
    public enum Ordering {
        /** Those of one chat. */
        CHAT,
        /** None. */
        NONE,
        /** All: one that is tried again holds up all that come after it. */
        STRICT
    }

    public Subscription {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(eventTypes, "eventTypes");
        Objects.requireNonNull(destination, "destination");
        Objects.requireNonNull(ordering, "ordering");
        retiring = List.copyOf(retiring);
    }

    /** Of events to a Camel route. */
    public Subscription(
            int id,
            int workspaceId,
            String name,
            EventTypePattern eventTypes,
            String destination,
            Ordering ordering,
            boolean skipOwnMessages) {
        this(
                id,
                workspaceId,
                name,
                eventTypes,
                destination,
                ordering,
                skipOwnMessages,
                true,
                null,
                null,
                List.of(),
                null,
                null,
                null);
    }

    /** A wish for events to the Camel route of that name. */
    public static SubscriptionBuilder toRoute(int workspaceId, String name, String eventTypes) {
        return new SubscriptionBuilder(
                new Subscription(
                        0,
                        workspaceId,
                        name,
                        EventTypePattern.parse(eventTypes),
                        "route:" + name,
                        Ordering.CHAT,
                        false));
    }

    /** A wish for events of one type to a URL; its name follows from both. */
    public static SubscriptionBuilder overHttp(
            int workspaceId, String eventType, HttpSettings http) {
        return new SubscriptionBuilder(
                        new Subscription(
                                0,
                                workspaceId,
                                HttpName.of(eventType, http.url()),
                                EventTypePattern.parse(eventType),
                                http.url().toString(),
                                Ordering.CHAT,
                                false))
                .http(http);
    }

    /** Another subscription like this one, but for what is then set. */
    public SubscriptionBuilder but() {
        return new SubscriptionBuilder(this);
    }

    /** The type under which this subscription wants the event; empty when it does not. */
    public Optional<String> wants(Event event) {
        return wants(event, new FilteredBody(event.body()));
    }

    /**
     * The same, for one of several subscriptions.
     *
     * @param body of the event
     */
    public Optional<String> wants(Event event, FilteredBody body) {
        if (!enabled
                || skipOwnMessages
                        && event.direction() == Direction.SENT
                        && SENT_BY_API.equalsIgnoreCase(event.origin())) {
            return Optional.empty();
        }
        Optional<String> type = eventTypes.match(event);
        return type.isPresent() && filter != null && !filter.matches(body)
                ? Optional.empty()
                : type;
    }

    /** Whether it is delivered to a URL. */
    public boolean isHttp() {
        return http != null;
    }

    /** How it is delivered to its URL at that time: with all secrets that sign then. */
    public HttpSettings httpAt(Instant now) {
        if (retiring.isEmpty()) {
            return http;
        }
        return http.withSecrets(
                Stream.concat(
                                http.secrets().stream(),
                                retiring.stream()
                                        .filter(old -> now.isBefore(old.until()))
                                        .map(RetiringSecret::secret))
                        .toList());
    }

    /**
     * The queue that its deliveries wait in: for a route one of its own, because not every node
     * runs the route.
     */
    public int queue() {
        return http == null ? id : HTTP_QUEUE;
    }

    /** Without the URL, the secrets and the headers' values. */
    @Override
    public String toString() {
        return "Subscription[id=%d, workspace=%d, types=%s, to=%s, ordering=%s, enabled=%s]"
                .formatted(id, workspaceId, eventTypes, isHttp() ? http : name, ordering, enabled);
    }
}
