package io.github.cameltimelines.hub.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.cameltimelines.hub.api.HistoryFields;
import io.github.cameltimelines.ledger.IdForm;
import io.github.cameltimelines.log.DeliveryView;
import io.github.cameltimelines.log.LoggedAnswer;
import io.github.cameltimelines.log.LoggedAttempt;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * A delivery, as it is shown.
 *
 * @param eventType null once the event is not kept any more
 * @param log its attempts; null in a list
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DeliveryJson(
        String id,
        @JsonProperty("event_id") String eventId,
        @JsonProperty("event_type") String eventType,
        @JsonProperty("chat_id") String chatId,
        @JsonProperty("webhook_id") int webhookId,
        String status,
        int attempts,
        @JsonProperty("created_at") String createdAt,
        @JsonProperty("next_attempt_at") String nextAttemptAt,
        List<Entry> log) {

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Entry(
            int attempt,
            String at,
            String outcome,
            Integer status,
            String error,
            @JsonProperty("duration_ms") int durationMs,
            String response) {

        static Entry of(LoggedAnswer logged) {
            LoggedAttempt attempt = logged.attempt();
            return new Entry(
                    attempt.attempt(),
                    attempt.at().toString(),
                    attempt.outcome().name().toLowerCase(Locale.ROOT),
                    attempt.status(),
                    attempt.error(),
                    attempt.durationMs(),
                    logged.response());
        }
    }

    static DeliveryJson of(DeliveryView view) {
        return of(view, null);
    }

    static DeliveryJson of(DeliveryView view, List<LoggedAnswer> attempts) {
        Instant next = view.nextAttemptAt();
        return new DeliveryJson(
                IdForm.DELIVERY.format(view.deliveryId()),
                view.eventId(),
                view.eventType(),
                view.chatId(),
                view.subscriptionId(),
                HistoryFields.wireName(view.status()),
                view.attempts(),
                view.acceptedAt().toString(),
                next == null ? null : next.toString(),
                attempts == null ? null : attempts.stream().map(Entry::of).toList());
    }
}
