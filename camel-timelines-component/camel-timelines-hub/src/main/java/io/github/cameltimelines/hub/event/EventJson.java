package io.github.cameltimelines.hub.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.github.cameltimelines.log.EventView;
import io.github.cameltimelines.log.HistoryEntries.StoredEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * An event, as it is shown.
 *
 * @param payload as it was received: only JSON in UTF-8 is accepted; null in a list, and once it
 *     was erased
 * @param deliveries that were made with it; null in a list
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record EventJson(
        String id,
        @JsonProperty("event_type") String eventType,
        @JsonProperty("chat_id") String chatId,
        @JsonProperty("received_at") String receivedAt,
        @JsonRawValue String payload,
        List<DeliveryJson> deliveries) {

    static EventJson of(EventView view) {
        return of(view, null, null);
    }

    static EventJson of(StoredEvent event, List<DeliveryJson> deliveries) {
        return of(
                event.view(),
                event.payload().length == 0
                        ? null
                        : new String(event.payload(), StandardCharsets.UTF_8),
                deliveries);
    }

    private static EventJson of(EventView view, String payload, List<DeliveryJson> deliveries) {
        return new EventJson(
                view.eventId(),
                view.eventType(),
                view.chatId(),
                view.receivedAt().toString(),
                payload,
                deliveries);
    }
}
