package io.github.cameltimelines.model;

/**
 * TimelinesAI's registration that calls a URL for one type of event.
 *
 * @param url holds our secret, as the calls are not signed
 * @param errorsCounter consecutive failed deliveries; null where not told
 */
@WireRecord
public record Webhook(
        Long id, String eventType, String url, Boolean enabled, Integer errorsCounter) {

    /** Without the URL, which holds a secret. */
    @Override
    public String toString() {
        return "Webhook[id=%s, eventType=%s, enabled=%s, errorsCounter=%s]"
                .formatted(id, eventType, enabled, errorsCounter);
    }
}
