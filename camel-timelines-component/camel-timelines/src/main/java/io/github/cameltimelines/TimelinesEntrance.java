package io.github.cameltimelines;

import io.github.cameltimelines.inbox.Acceptance;
import io.github.cameltimelines.inbox.HttpAnswer;
import io.github.cameltimelines.model.Event;
import io.github.cameltimelines.wire.EventKey;
import io.github.cameltimelines.wire.EventReader;
import io.github.cameltimelines.wire.MalformedEventException;
import io.github.cameltimelines.wire.ParsedEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What stands behind one URL that TimelinesAI calls: the routes that share it. An event is stored
 * once, for all that want it stored; routes with {@code ack=processed} run inside the call, after
 * that. Thread-safe.
 */
final class TimelinesEntrance {

    private final TimelinesComponent component;
    private final List<ServedRoute> stored = new CopyOnWriteArrayList<>();
    private final List<ServedRoute> inCall = new CopyOnWriteArrayList<>();

    TimelinesEntrance(TimelinesComponent component) {
        this.component = component;
    }

    /** Takes the place of the one that it succeeds, with no moment between. */
    void enter(ServedRoute route) {
        List<ServedRoute> kind = route.isStored() ? stored : inCall;
        if (!kind.contains(route)) {
            kind.add(route);
        }
        stored.removeIf(route::succeeds);
        inCall.removeIf(route::succeeds);
    }

    /** Whether it was in. */
    boolean leave(ServedRoute route) {
        return stored.remove(route) | inCall.remove(route);
    }

    /** Whether nobody is in but the one whose place it takes. */
    boolean isLeftTo(ServedRoute route) {
        return Stream.concat(stored.stream(), inCall.stream())
                .allMatch(other -> other == route || route.succeeds(other));
    }

    boolean isEmpty() {
        return stored.isEmpty() && inCall.isEmpty();
    }

    void take(byte[] body, Consumer<HttpAnswer> answer) {
        if (!component.takesCalls()) {
            // Some of the routes are not here yet, or not any more: they would miss the event.
            answer.accept(HttpAnswer.unavailable("the application is starting or stopping"));
        } else if (inCall.isEmpty()) {
            store(body, acceptance -> answer.accept(HttpAnswer.of(acceptance)));
        } else if (stored.isEmpty()) {
            process(body, answer);
        } else {
            store(
                    body,
                    acceptance -> {
                        HttpAnswer soFar = HttpAnswer.of(acceptance);
                        if (soFar.status() == HttpAnswer.OK.status()) {
                            process(body, answer);
                        } else {
                            answer.accept(soFar);
                        }
                    });
        }
    }

    private void store(byte[] body, Consumer<Acceptance> answer) {
        component.pipeline().inbox().accept(body, 1, Event.DEFAULT_WORKSPACE, answer);
    }

    private void process(byte[] body, Consumer<HttpAnswer> answer) {
        Event event;
        try {
            ParsedEvent parsed = EventReader.read(body);
            // The same event has the same id, also when TimelinesAI calls again.
            String id = EventKey.of(parsed).fingerprint(Event.DEFAULT_WORKSPACE).toString();
            event = parsed.toEvent(Event.DEFAULT_WORKSPACE, Instant.now()).withId(id);
        } catch (MalformedEventException e) {
            answer.accept(HttpAnswer.badRequest(e.getMessage()));
            return;
        }
        InCall call = new InCall(component.inCallLimit(), component.timer(), answer);
        for (ServedRoute route : inCall) {
            Optional<String> type = route.wants(event);
            if (type.isPresent()) {
                call.run(route, event.withType(type.get()));
            }
        }
        call.allBegun();
    }
}
