package io.github.cameltimelines.hub.console.webhook;

import com.fasterxml.jackson.databind.JsonNode;

/** A webhook in the list. */
record WebhookRow(int id, String url, String eventType) {

    static WebhookRow of(JsonNode webhook) {
        return new WebhookRow(
                webhook.path("id").asInt(),
                webhook.path("url").asText(),
                webhook.path("event_type").asText());
    }
}
