package io.github.cameltimelines.registration;

import io.github.cameltimelines.model.EventType;
import io.github.cameltimelines.model.HubEvents;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The event types that consumers need from upstream, under their canonical names. Immutable.
 *
 * @param named asked for by name or alias; may hold types that we do not know
 * @param byWildcard known types that only a wildcard asks for; they give way when webhooks are
 *     scarce
 */
public record Needs(Set<String> named, Set<String> byWildcard) {

    /** Of nobody. */
    public static final Needs NONE = new Needs(Set.of(), Set.of());

    public Needs {
        named = canonical(named);
        Set<String> others = new LinkedHashSet<>(canonical(byWildcard));
        others.removeAll(named);
        byWildcard = Set.copyOf(others);
    }

    /**
     * Of one consumer: its {@code named()} and {@code needed()} types, less what no upstream has.
     */
    public static Needs of(Collection<String> named, Collection<EventType> needed) {
        Set<String> upstream = new LinkedHashSet<>(named);
        upstream.removeIf(HubEvents::isOne);
        Set<String> wildcard = new LinkedHashSet<>();
        needed.forEach(type -> wildcard.add(type.wireName()));
        return new Needs(upstream, wildcard);
    }

    /** Of both. */
    public Needs plus(Needs other) {
        Set<String> allNamed = new LinkedHashSet<>(named);
        allNamed.addAll(other.named);
        Set<String> allByWildcard = new LinkedHashSet<>(byWildcard);
        allByWildcard.addAll(other.byWildcard);
        return new Needs(allNamed, allByWildcard);
    }

    public boolean isEmpty() {
        return named.isEmpty() && byWildcard.isEmpty();
    }

    private static Set<String> canonical(Set<String> names) {
        Set<String> canonical = new LinkedHashSet<>();
        names.forEach(name -> canonical.add(EventType.canonical(name)));
        return Set.copyOf(canonical);
    }
}
