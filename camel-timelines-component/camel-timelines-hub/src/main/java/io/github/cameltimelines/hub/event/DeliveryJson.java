package io.github.cameltimelines.hub.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.cameltimelines.hub.api.HistoryFields;
import io.github.cameltimelines.ledger.IdForm;
import io.github.cameltimelines.log.AttemptRecord.Outcome;
import io.github.cameltimelines.log.DeliveryView;
import io.github.cameltimelines.log.HistoryEntries;
import io.github.cameltimelines.log.LoggedAnswer;
import io.github.cameltimelines.log.LoggedAttempt;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A delivery, as it is shown.
 *
 * @param eventType null once the event is not kept any more
 * @param resentAfter attempts when it was last resent; null for never
 * @param lastResponse of its latest attempt; null before the first
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
        @JsonProperty("resent_after") Integer resentAfter,
        @JsonProperty("last_response") LastResponse lastResponse,
        List<Entry> log) {

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record LastResponse(String at, boolean delivered, Integer status, String error) {

        static LastResponse of(LoggedAttempt attempt) {
            return attempt == null
                    ? null
                    : new LastResponse(
                            attempt.at().toString(),
                            attempt.outcome() == Outcome.DELIVERED,
                            attempt.status(),
                            attempt.error());
        }
    }

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

    /** With their latest attempts, in their order. */
    static List<DeliveryJson> all(List<DeliveryView> views, HistoryEntries entries) {
        Map<Long, LoggedAttempt> latest =
                entries.latestAttempts(views.stream().map(DeliveryView::deliveryId).toList());
        return views.stream().map(view -> of(view, latest.get(view.deliveryId()), null)).toList();
    }

    static DeliveryJson of(DeliveryView view, HistoryEntries entries) {
        return all(List.of(view), entries).get(0);
    }

    static DeliveryJson of(DeliveryView view, List<LoggedAnswer> attempts) {
        LoggedAttempt last =
                attempts.isEmpty() ? null : attempts.get(attempts.size() - 1).attempt();
        return of(view, last, attempts.stream().map(Entry::of).toList());
    }

    private static DeliveryJson of(DeliveryView view, LoggedAttempt last, List<Entry> log) {
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
                view.resentAfter() == 0 ? null : view.resentAfter(),
                LastResponse.of(last),
                log);
    }
}
