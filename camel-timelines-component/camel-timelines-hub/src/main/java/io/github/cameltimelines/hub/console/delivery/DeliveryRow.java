package io.github.cameltimelines.hub.console.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltimelines.hub.console.Moment;

/**
 * A delivery in the list.
 *
 * @param url of its webhook; null for one that is not there
 * @param chatId null where its event has none
 * @param ticked whether it is chosen
 */
record DeliveryRow(
        String id,
        Moment at,
        String eventType,
        int webhookId,
        String url,
        String chatId,
        boolean ticked,
        Standing standing) {

    static DeliveryRow of(JsonNode delivery, Hook hook, boolean ticked, Standing standing) {
        return new DeliveryRow(
                delivery.path("id").asText(),
                Moment.of(delivery.path("created_at").asText()),
                delivery.path("event_type").asText(null),
                delivery.path("webhook_id").asInt(),
                hook == null ? null : hook.url(),
                delivery.path("chat_id").asText(null),
                ticked,
                standing);
    }
}
