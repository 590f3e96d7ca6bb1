package io.github.cameltimelines.fanout;

import io.github.cameltimelines.model.Direction;
import io.github.cameltimelines.model.Event;
import io.github.cameltimelines.subscription.Subscription;
import io.github.cameltimelines.subscription.Subscriptions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The subscriptions that ask for an event's type, by their ids: looked through once for each type
 * and direction after a change of the subscriptions, and then only looked up. Thread-safe.
 */
final class Interests {

    /** TimelinesAI has 32 types; a sender that makes up more is answered without the cache. */
    private static final int TYPES_MAX = 1_000;

    private record Type(int workspaceId, String name, Direction direction) {}

    private record Index(
            List<Subscription> all,
            Map<Integer, List<Subscription>> byWorkspace,
            Map<Type, List<Subscription>> byType) {

        Index(List<Subscription> all) {
            this(
                    all,
                    all.stream().collect(Collectors.groupingBy(Subscription::workspaceId)),
                    new ConcurrentHashMap<>());
        }

        List<Subscription> of(Type type, Event event) {
            List<Subscription> found = byType.get(type);
            if (found == null) {
                found =
                        byWorkspace.getOrDefault(type.workspaceId(), List.of()).stream()
                                .filter(
                                        one ->
                                                one.enabled()
                                                        && one.eventTypes()
                                                                .match(event)
                                                                .isPresent())
                                .toList();
                if (byType.size() < TYPES_MAX) {
                    byType.put(type, found);
                }
            }
            return found;
        }
    }

    private final Subscriptions subscriptions;
    private volatile Index index = new Index(List.of());

    Interests(Subscriptions subscriptions) {
        this.subscriptions = subscriptions;
    }

    /** Those who ask for events of that type; not all may want this one. */
    List<Subscription> of(Event event, int workspaceId) {
        List<Subscription> all = subscriptions.all();
        Index now = index;
        if (now.all() != all) {
            now = new Index(all);
            index = now;
        }
        return now.of(new Type(workspaceId, event.type(), event.direction()), event);
    }

    /** Those of them whose id is above that one. */
    List<Subscription> of(Event event, int workspaceId, int above) {
        List<Subscription> all = of(event, workspaceId);
        if (above == 0) {
            return all;
        }
        int from = 0;
        int to = all.size();
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (all.get(middle).id() <= above) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return all.subList(from, all.size());
    }
}
