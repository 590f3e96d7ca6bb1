package io.github.cameltimelines.hub.console.event;

import io.github.cameltimelines.model.EventType;
import io.github.cameltimelines.model.HubEvents;
import java.util.List;
import java.util.stream.Stream;

/** The types that there are: TimelinesAI's in its order, then the hub's. */
final class EventTypes {

    static final List<String> ALL =
            Stream.concat(
                            Stream.of(EventType.values()).map(EventType::wireName),
                            HubEvents.TYPES.stream().sorted())
                    .toList();

    private EventTypes() {}
}
