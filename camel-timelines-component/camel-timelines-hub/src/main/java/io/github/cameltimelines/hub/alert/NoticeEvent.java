package io.github.cameltimelines.hub.alert;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameltimelines.log.LoggedAttempt;
import io.github.cameltimelines.model.TimelinesJson;
import java.nio.charset.StandardCharsets;

/** A notice as the body of an event. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record NoticeEvent(@JsonProperty("event_type") String eventType, Data data) {

    private static final ObjectMapper JSON = TimelinesJson.builder().build();

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Data(
            @JsonProperty("webhook_id") int webhookId,
            @JsonProperty("webhook_event_type") String webhookEventType,
            @JsonProperty("webhook_url") String webhookUrl,
            String description,
            @JsonProperty("errors_counter") int errorsCounter,
            @JsonProperty("failing_since") String failingSince,
            @JsonProperty("recovered_at") String recoveredAt,
            @JsonProperty("last_failure") Failure lastFailure,
            Integer waiting,
            @JsonProperty("given_up") Integer givenUp,
            @JsonProperty("next_attempt_at") String nextAttemptAt) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Failure(String at, Integer status, String error) {}

    static byte[] bytes(Notice notice) {
        Streak streak = notice.streak();
        LoggedAttempt end = streak == null ? null : streak.end();
        NoticeEvent event =
                new NoticeEvent(
                        notice.type(),
                        new Data(
                                notice.webhook().id(),
                                notice.webhookType(),
                                notice.url(),
                                notice.description(),
                                notice.failures(),
                                streak == null ? null : text(streak.since()),
                                notice.alert().recovered() && end != null ? text(end.at()) : null,
                                streak == null ? null : failure(notice),
                                notice.owed() == null ? null : notice.owed().waiting(),
                                notice.owed() == null ? null : notice.owed().givenUp(),
                                notice.owed() == null ? null : text(notice.owed().nextTry())));
        try {
            return JSON.writeValueAsString(event).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers are always JSON", e);
        }
    }

    private static Failure failure(Notice notice) {
        LoggedAttempt last = notice.streak().last();
        return new Failure(text(last.at()), last.status(), notice.error());
    }

    private static String text(Object value) {
        return value == null ? null : value.toString();
    }
}
