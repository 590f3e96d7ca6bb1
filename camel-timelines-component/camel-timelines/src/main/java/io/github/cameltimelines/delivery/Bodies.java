package io.github.cameltimelines.delivery;

import io.github.cameltimelines.model.Event;
import io.github.cameltimelines.wire.EventBody;
import io.github.cameltimelines.wire.EventBody.Format;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The bodies of the last events: an event that many subscriptions want is mostly wanted in the same
 * form, by all of them at about the same time, and its body is made once. Thread-safe: who comes
 * too early, or when another has taken the place, makes it again.
 */
final class Bodies {

    private static final int PLACES = 256; // a power of two

    /** Larger ones are made each time: 4 MB of payloads and as much of bodies are kept at most. */
    private static final int SHARED_MAX = 16 * 1024;

    /**
     * @param payload the very array: an event that was read again has another
     */
    private record Made(byte[] payload, String id, String type, Format format, byte[] body) {
        boolean isOf(Event event, Format wanted) {
            return payload == event.body()
                    && format == wanted
                    && type.equals(event.type())
                    && id.equals(event.id());
        }
    }

    private final AtomicReferenceArray<Made> last = new AtomicReferenceArray<>(PLACES);

    /** As {@link EventBody#of}. */
    byte[] of(Event event, Format format) {
        if (event.id() == null || event.body().length > SHARED_MAX) {
            return EventBody.of(event, format);
        }
        int place = event.id().hashCode() & PLACES - 1;
        Made made = last.get(place);
        if (made == null || !made.isOf(event, format)) {
            made =
                    new Made(
                            event.body(),
                            event.id(),
                            event.type(),
                            format,
                            EventBody.of(event, format));
            last.set(place, made);
        }
        return made.body();
    }

    /** Nothing is kept that may be erased meanwhile. */
    void forget() {
        for (int place = 0; place < PLACES; place++) {
            last.set(place, null);
        }
    }
}
