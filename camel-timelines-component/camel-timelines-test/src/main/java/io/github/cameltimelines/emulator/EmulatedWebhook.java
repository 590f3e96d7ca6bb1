package io.github.cameltimelines.emulator;

/**
 * A webhook as it is registered.
 *
 * @param errorsCounter consecutive failed deliveries; a success resets it (fact sheet §4)
 */
public record EmulatedWebhook(
        long id, String eventType, String url, boolean enabled, int errorsCounter) {

    /** Leaves out the URL, which may hold a secret. */
    @Override
    public String toString() {
        return "EmulatedWebhook[id=%d, eventType=%s, enabled=%s, errorsCounter=%d]"
                .formatted(id, eventType, enabled, errorsCounter);
    }

    static EmulatedWebhook of(Webhook webhook) {
        return new EmulatedWebhook(
                webhook.id, webhook.eventType, webhook.url, webhook.enabled, webhook.errorsCounter);
    }
}
