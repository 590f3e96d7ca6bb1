package io.github.cameltimelines.wire;

import io.github.cameltimelines.model.Direction;
import io.github.cameltimelines.model.Event;
import io.github.cameltimelines.model.EventType;
import io.github.cameltimelines.model.HubEvents;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The event types that a consumer or subscription asks for: names, aliases and wildcards, separated
 * by commas, e.g. {@code message:received:new,chat:*}. Immutable, thread-safe.
 *
 * <p>A message event serves {@code message:new} and its directional type alike, whichever of them
 * upstream sent. Each event is matched once, under the most specific type: a type asked for by name
 * before a wildcard, the directional one before {@code message:new}. It is delivered under the name
 * that was asked for, so that a receiver written for {@code chat:created} sees {@code
 * chat:created}. {@code chat:new} and its directional types are matched as they come: which way a
 * chat went does not stand in the payload. {@code *} leaves out what a hub tells of itself, see
 * {@link HubEvents}.
 */
public final class EventTypePattern {

    private static final EventType[] TYPES = EventType.values();
    private static final int NO_DIRECTION = Direction.values().length;

    private final String text;
    private final Map<String, String> askedByCanonical = new LinkedHashMap<>();
    private final List<String> wildcardPrefixes = new ArrayList<>();

    /** [type][direction, or none]: what to deliver each of the known types under. */
    private final List<List<Optional<String>>> known;

    private EventTypePattern(String text) {
        this.text = text;
        for (String element : text.split(",", -1)) {
            add(element.trim());
        }
        this.known = new ArrayList<>(TYPES.length);
        for (EventType type : TYPES) {
            known.add(
                    List.of(
                            resolve(type, Direction.SENT),
                            resolve(type, Direction.RECEIVED),
                            resolve(type, null)));
        }
    }

    /**
     * Reads a list. A well-formed type that we do not know is accepted, since TimelinesAI adds some
     * without notice.
     *
     * @throws IllegalArgumentException naming the element that is not a type, an alias or a
     *     wildcard ({@code *} alone, or at the end after a colon)
     */
    public static EventTypePattern parse(String eventTypes) {
        if (eventTypes == null || eventTypes.isBlank()) {
            throw new IllegalArgumentException(
                    "eventTypes is empty: name event types, e.g. message:received:new, or * for all");
        }
        return new EventTypePattern(eventTypes.trim());
    }

    /** The type to deliver the event under; empty if it was not asked for. */
    public Optional<String> match(Event event) {
        Optional<EventType> type = EventType.of(event.type());
        if (type.isEmpty()) {
            return deliveredAs(event.type());
        }
        int direction = event.direction() == null ? NO_DIRECTION : event.direction().ordinal();
        return known.get(type.get().ordinal()).get(direction);
    }

    /**
     * The known types that upstream should send for this. A wildcard leaves out a type whose {@link
     * EventType#broader()} it matches too: {@code chat:*} needs {@code chat:new}, which reports
     * every new chat; to have {@code chat:incoming:new} besides, name it.
     */
    public Set<EventType> needed() {
        EnumSet<EventType> needed = EnumSet.noneOf(EventType.class);
        for (EventType type : TYPES) {
            boolean byBroader =
                    type.broader() != type && wildcardMatches(type.broader().wireName());
            if (askedByCanonical.containsKey(type.wireName())
                    || wildcardMatches(type.wireName()) && !byBroader) {
                needed.add(type);
            }
        }
        return Collections.unmodifiableSet(needed);
    }

    /** The types asked for by name or alias, under their canonical names, unknown ones included. */
    public Set<String> named() {
        return Collections.unmodifiableSet(askedByCanonical.keySet());
    }

    /** Whether it asks for events that a hub tells of itself. */
    public boolean isAboutHub() {
        return askedByCanonical.keySet().stream().anyMatch(HubEvents::isOne)
                || wildcardPrefixes.stream().anyMatch(HubEvents::isOne);
    }

    /** Whether it asks for nothing else. */
    public boolean isAboutHubAlone() {
        return askedByCanonical.keySet().stream().allMatch(HubEvents::isOne)
                && wildcardPrefixes.stream().allMatch(HubEvents::isOne);
    }

    private void add(String element) {
        if (element.equals("*")) {
            wildcardPrefixes.add("");
        } else if (element.endsWith(":*")
                && EventReader.isEventType(element.substring(0, element.length() - 2))) {
            wildcardPrefixes.add(element.substring(0, element.length() - 1));
        } else if (EventReader.isEventType(element)) {
            requireUsualCase(element);
            askedByCanonical.putIfAbsent(EventType.canonical(element), element);
        } else {
            throw new IllegalArgumentException(
                    element.isEmpty()
                            ? "eventTypes has an empty element: '" + text + "'"
                            : ("eventTypes: '%s' is neither an event type (letters, digits, : _ . -)"
                                            + " nor a wildcard (* alone, or at the end as in chat:*)")
                                    .formatted(element));
        }
    }

    private static void requireUsualCase(String element) {
        String lower = element.toLowerCase(Locale.ROOT);
        if (!lower.equals(element) && EventType.of(lower).isPresent()) {
            throw new IllegalArgumentException(
                    "eventTypes: '%s' must be written '%s'".formatted(element, lower));
        }
    }

    private Optional<String> resolve(EventType type, Direction direction) {
        if (type.payload() != EventType.Payload.MESSAGE) {
            return deliveredAs(type.wireName());
        }
        Direction way = type.direction() != null ? type.direction() : direction;
        if (way == null) {
            return deliveredAs(EventType.MESSAGE_NEW.wireName());
        }
        return deliveredAs(
                (way == Direction.SENT
                                ? EventType.MESSAGE_SENT_NEW
                                : EventType.MESSAGE_RECEIVED_NEW)
                        .wireName(),
                EventType.MESSAGE_NEW.wireName());
    }

    /** The names under which an event can go out, the most specific first. */
    private Optional<String> deliveredAs(String... canonicalNames) {
        for (String name : canonicalNames) {
            if (askedByCanonical.containsKey(name)) {
                return Optional.of(askedByCanonical.get(name));
            }
        }
        for (String name : canonicalNames) {
            if (wildcardMatches(name)) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }

    private boolean wildcardMatches(String name) {
        for (String prefix : wildcardPrefixes) {
            boolean isAll = prefix.isEmpty();
            if (isAll ? !HubEvents.isOne(name) : name.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EventTypePattern pattern && pattern.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The list as it was written. */
    @Override
    public String toString() {
        return text;
    }
}
