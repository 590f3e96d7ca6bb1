package io.github.cameltimelines.hub.console.event;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltimelines.hub.console.DeliveryLook;
import io.github.cameltimelines.hub.console.Frame;
import io.github.cameltimelines.hub.console.Moment;
import io.github.cameltimelines.hub.console.Visit;
import io.jstach.jstache.JStache;
import java.util.List;

/**
 * One event.
 *
 * @param payload as people read it; null once it was erased
 * @param error why it was not sent; null where nothing is wrong
 */
@JStache(path = "event/detail")
record EventPage(
        Frame frame,
        String id,
        String type,
        String chatId,
        Moment at,
        String payload,
        List<Row> deliveries,
        int unlisted,
        Receivers receivers,
        String error) {

    /** A delivery of it. */
    record Row(
            String id,
            String webhookId,
            String url,
            String status,
            int attempts,
            Moment next,
            Moment lastAt,
            String lastAnswer) {

        static Row of(JsonNode delivery, Receivers receivers) {
            String webhook = delivery.path("webhook_id").asText();
            JsonNode last = delivery.path("last_response");
            return new Row(
                    delivery.path("id").asText(),
                    webhook,
                    receivers.of(webhook).map(Receivers.Receiver::url).orElse(null),
                    delivery.path("status").asText(),
                    delivery.path("attempts").asInt(),
                    Moment.of(delivery.path("next_attempt_at").asText(null)),
                    Moment.of(last.path("at").asText(null)),
                    last.has("status")
                            ? last.path("status").asText()
                            : last.path("error").asText());
        }

        String statusText() {
            return status.replace('_', ' ');
        }

        String statusKind() {
            return DeliveryLook.of(status);
        }
    }

    /** The chat, as it stands in a query. */
    String chatQuery() {
        return chatId == null ? null : Visit.encoded(chatId);
    }

    /** Whether there are deliveries of it. */
    boolean delivered() {
        return !deliveries.isEmpty();
    }

    boolean unlistedAny() {
        return unlisted > 0;
    }
}
