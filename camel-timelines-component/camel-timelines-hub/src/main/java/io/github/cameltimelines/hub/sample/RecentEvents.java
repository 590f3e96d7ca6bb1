package io.github.cameltimelines.hub.sample;

import io.github.cameltimelines.TimelinesComponent;
import io.github.cameltimelines.log.DeliveryHistory;
import io.github.cameltimelines.log.EventView;
import io.github.cameltimelines.log.HistoryEntries;
import io.github.cameltimelines.log.HistoryEntries.StoredEvent;
import io.github.cameltimelines.log.HistoryFilter;
import io.github.cameltimelines.log.Slice;
import io.github.cameltimelines.model.Event;
import io.github.cameltimelines.model.EventType;
import io.github.cameltimelines.wire.EventReader;
import io.github.cameltimelines.wire.EventTypePattern;
import io.github.cameltimelines.workspace.Workspace;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a webhook of some type would have got of late. Thread-safe. */
final class RecentEvents {

    /** Of each name that an event can have come under; more are not looked at. */
    private static final int LOOKED_AT = 50;

    private final TimelinesComponent component;

    RecentEvents(TimelinesComponent component) {
        this.component = component;
    }

    /**
     * The newest first, under the type that is asked for.
     *
     * @param limit how many at the most
     */
    List<Event> of(Workspace workspace, String eventType, int limit) {
        EventTypePattern wanted = EventTypePattern.parse(eventType);
        HistoryEntries entries = new HistoryEntries(component.pipeline().ledger());
        return namesOf(eventType).stream()
                .flatMap(name -> views(workspace, name).stream())
                .sorted(Comparator.comparingLong(EventView::id).reversed())
                .flatMap(view -> entries.event(view.id()).stream())
                .filter(event -> event.payload().length > 0)
                .flatMap(event -> asDelivered(event, workspace, wanted).stream())
                .limit(limit)
                .toList();
    }

    private List<EventView> views(Workspace workspace, String receivedType) {
        DeliveryHistory history = component.pipeline().history();
        HistoryFilter filter =
                new HistoryFilter(workspace.id(), null, null, receivedType, null, null, null);
        Slice<EventView> newest = history.events(filter, null, LOOKED_AT);
        return newest.items();
    }

    /** Under which TimelinesAI can have sent it: a message comes as message:new, too. */
    private static Set<String> namesOf(String eventType) {
        Set<String> names = new LinkedHashSet<>();
        names.add(eventType);
        EventType.of(eventType)
                .ifPresent(
                        wanted -> {
                            for (EventType type : EventType.values()) {
                                if (type == wanted || isMessage(type) && isMessage(wanted)) {
                                    names.add(type.wireName());
                                    names.addAll(type.aliases());
                                }
                            }
                        });
        return names;
    }

    private static boolean isMessage(EventType type) {
        return type.payload() == EventType.Payload.MESSAGE;
    }

    private static Optional<Event> asDelivered(
            StoredEvent stored, Workspace workspace, EventTypePattern wanted) {
        Event event =
                EventReader.read(stored.payload())
                        .toEvent(workspace.name(), stored.view().receivedAt())
                        .withId(stored.view().eventId());
        return wanted.match(event).map(event::withType);
    }
}
