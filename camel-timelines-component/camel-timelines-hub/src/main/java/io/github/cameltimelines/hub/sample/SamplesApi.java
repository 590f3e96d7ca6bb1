package io.github.cameltimelines.hub.sample;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameltimelines.hub.api.ApiAnswers;
import io.github.cameltimelines.hub.api.CallPath;
import io.github.cameltimelines.hub.api.Caller;
import io.github.cameltimelines.hub.api.Callers;
import io.github.cameltimelines.hub.api.FieldReader;
import io.github.cameltimelines.model.Event;
import io.github.cameltimelines.model.EventType;
import io.github.cameltimelines.model.HubEvents;
import io.github.cameltimelines.model.TimelinesJson;
import io.github.cameltimelines.wire.EventBody;
import io.github.cameltimelines.wire.EventReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import org.apache.camel.Exchange;

/**
 * Shows whoever sets up a receiver what it will get: the latest events of a type, in the form in
 * which they are delivered, or an example where there were none. Thread-safe.
 */
final class SamplesApi {

    private static final int TYPE_MAX = 128;
    private static final int LIMIT_MAX = 25;
    private static final int LIMIT_DEFAULT = 3; // as many as Zapier shows
    private static final String EXAMPLE_ID = "evt_example";
    private static final JsonMapper JSON = TimelinesJson.builder().build();

    /** What is asked for. */
    private static final class Wish {
        private String eventType;
        private int limit = LIMIT_DEFAULT;

        Wish(FieldReader query) {
            query.require("event_type");
            query.text("event_type", TYPE_MAX, this::eventType);
            query.number("limit", 1, LIMIT_MAX, LIMIT_DEFAULT, number -> limit = number);
            query.finishStrictly();
        }

        private void eventType(String text) {
            if (EventType.of(text).isEmpty() && !HubEvents.TYPES.contains(text)) {
                throw new IllegalArgumentException("is not a known event type");
            }
            eventType = text;
        }
    }

    private final Callers callers;
    private final RecentEvents recent;
    private final Clock clock;
    private final SampleEvents examples;

    SamplesApi(Callers callers, RecentEvents recent, Clock clock) {
        this.callers = callers;
        this.recent = recent;
        this.clock = clock;
        this.examples = new SampleEvents(clock);
    }

    void samples(Exchange exchange) {
        Caller caller = callers.require(exchange);
        Wish wish = new Wish(CallPath.query(exchange));
        List<Event> events = recent.of(caller.workspace(), wish.eventType, wish.limit);
        if (events.isEmpty()) {
            events = List.of(example(caller, wish.eventType));
        }
        ApiAnswers.ok(exchange, events.stream().map(SamplesApi::view).toList());
    }

    private Event example(Caller caller, String eventType) {
        byte[] body = examples.of(EventType.canonical(eventType));
        return EventReader.read(body)
                .toEvent(caller.workspace().name(), clock.instant())
                .withId(EXAMPLE_ID)
                .withType(eventType);
    }

    /** The body of a delivery, and beside it the id that its header has. */
    private static JsonNode view(Event event) {
        try {
            ObjectNode view = JSON.createObjectNode().put("id", event.id());
            view.setAll(
                    (ObjectNode) JSON.readTree(EventBody.of(event, EventBody.Format.TIMELINES)));
            return view;
        } catch (IOException e) {
            throw new UncheckedIOException("an accepted event is JSON", e);
        }
    }
}
