package io.github.cameltimelines.emulator;

import java.time.Instant;

/**
 * One attempt to deliver one event to one webhook.
 *
 * @param webhookId the subscription
 * @param eventType as subscribed to
 * @param url the subscription's URL at that time
 * @param status the HTTP status answered, 0 if there was no answer in time
 * @param tries 1 for the first attempt
 * @param at when the attempt ended, by the emulator's clock
 * @param error why there was no answer, {@code timeout} among others; empty if there was one
 * @param body the JSON that was sent
 */
public record WebhookAttempt(
        long webhookId,
        String eventType,
        String url,
        int status,
        int tries,
        Instant at,
        String error,
        String body) {

    /** Whether the answer was a 2xx. */
    public boolean delivered() {
        return status >= 200 && status < 300;
    }

    /** Leaves out the URL, which may hold a secret, and the body. */
    @Override
    public String toString() {
        return "WebhookAttempt[webhook=%d, eventType=%s, status=%d, tries=%d, error=%s]"
                .formatted(webhookId, eventType, status, tries, error);
    }
}
