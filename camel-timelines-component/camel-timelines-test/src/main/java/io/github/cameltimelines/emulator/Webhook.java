package io.github.cameltimelines.emulator;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A subscription to one event type. Mutable; only touched while the workspace is locked. */
final class Webhook {

    final long id;
    String eventType;
    String url;
    boolean enabled;
    int errorsCounter;

    Webhook(long id, String eventType, String url, boolean enabled) {
        this.id = id;
        this.eventType = eventType;
        this.url = url;
        this.enabled = enabled;
    }

    boolean is(String eventType, String url) {
        return this.eventType.equals(eventType) && this.url.equals(url);
    }

    ObjectNode json() {
        return Json.object()
                .put("id", id)
                .put("event_type", eventType)
                .put("enabled", enabled)
                .put("url", url)
                .put("errors_counter", errorsCounter);
    }
}
