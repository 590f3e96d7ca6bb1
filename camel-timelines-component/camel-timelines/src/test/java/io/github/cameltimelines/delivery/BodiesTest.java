package io.github.cameltimelines.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltimelines.model.Event;
import io.github.cameltimelines.wire.EventBody;
import io.github.cameltimelines.wire.EventBody.Format;
import io.github.cameltimelines.wire.EventReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BodiesTest {

    private static final Event EVENT = event("evt_1", "Hi");

    private final Bodies bodies = new Bodies();

    @Test
    void subscriptions_that_want_the_same_share_one_body() {
        byte[] made = bodies.of(EVENT, Format.TIMELINES);

        assertThat(made).isEqualTo(EventBody.of(EVENT, Format.TIMELINES));
        assertThat(bodies.of(EVENT, Format.TIMELINES)).isSameAs(made);
    }

    @Test
    void each_type_and_format_has_its_own() {
        Event underOther = EVENT.withType("message:new");
        for (int round = 0; round < 2; round++) {
            for (Event event : new Event[] {EVENT, underOther}) {
                for (Format format : Format.values()) {
                    assertThat(bodies.of(event, format)).isEqualTo(EventBody.of(event, format));
                }
            }
        }
    }

    @Test
    void events_that_take_the_same_place_are_kept_apart() {
        bodies.of(EVENT, Format.TIMELINES);
        for (int number = 0; number < 2_000; number++) {
            Event other = event("evt_" + number, "text " + number);
            assertThat(bodies.of(other, Format.TIMELINES))
                    .isEqualTo(EventBody.of(other, Format.TIMELINES));
        }
    }

    @Test
    void nothing_is_kept_of_what_is_forgotten_or_large() {
        byte[] made = bodies.of(EVENT, Format.TIMELINES);
        bodies.forget();
        assertThat(bodies.of(EVENT, Format.TIMELINES)).isNotSameAs(made).isEqualTo(made);

        Event large = event("evt_2", "x".repeat(20_000));
        assertThat(bodies.of(large, Format.TIMELINES))
                .isNotSameAs(bodies.of(large, Format.TIMELINES));
    }

    private static Event event(String id, String text) {
        String body =
                "{\"event_type\":\"message:received:new\",\"chat\":{\"chat_id\":7},\"message\":{\"text\":\""
                        + text
                        + "\",\"message_uid\":\"m1\"}}";
        return EventReader.read(body.getBytes(StandardCharsets.UTF_8))
                .toEvent("default", Instant.EPOCH)
                .withId(id);
    }
}
