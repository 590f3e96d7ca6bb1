package io.github.cameltimelines.hub.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.github.cameltimelines.subscription.HttpSettings;
import io.github.cameltimelines.subscription.RetrySchedule;
import io.github.cameltimelines.subscription.Subscription;
import io.github.cameltimelines.subscription.Subscription.Ordering;
import io.github.cameltimelines.wire.EventBody;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A subscription as the API shows it: the five fields of TimelinesAI's {@code WebhookInfo}, and of
 * ours those that differ from their default. Secrets are never shown; headers only by name, because
 * their values are often tokens.
 */
@JsonPropertyOrder({"id", "event_type", "url", "enabled", "errors_counter"})
@JsonInclude(JsonInclude.Include.NON_NULL)
record WebhookView(
        int id,
        @JsonProperty("event_type") String eventType,
        String url,
        boolean enabled,
        @JsonProperty("errors_counter") int errorsCounter,
        String description,
        String filter,
        String ordering,
        String format,
        @JsonProperty("signed") Boolean isSigned,
        @JsonProperty("retry_schedule") String retrySchedule,
        String timeout,
        Map<String, String> headers,
        Integer concurrency,
        @JsonProperty("rate_per_second") Integer ratePerSecond,
        @JsonProperty("delete_when_gone") Boolean deletedWhenGone) {

    private static final String HIDDEN = "***";
    private static final RetrySchedule DEFAULT_SCHEDULE =
            RetrySchedule.parse(RetrySchedule.DEFAULT_FOR_HTTP);

    private record Unit(String name, Duration length) {}

    private static final List<Unit> UNITS =
            List.of(
                    new Unit("d", Duration.ofDays(1)),
                    new Unit("h", Duration.ofHours(1)),
                    new Unit("m", Duration.ofMinutes(1)),
                    new Unit("s", Duration.ofSeconds(1)));

    static WebhookView of(Subscription subscription, int errorsCounter) {
        HttpSettings http = subscription.http();
        return new WebhookView(
                subscription.id(),
                subscription.eventTypes().toString(),
                http.url().toString(),
                subscription.enabled(),
                errorsCounter,
                subscription.description(),
                subscription.filter() == null ? null : subscription.filter().toString(),
                unless(subscription.ordering(), Ordering.CHAT),
                unless(http.format(), EventBody.Format.TIMELINES),
                http.secrets().isEmpty() ? null : Boolean.TRUE,
                http.retrySchedule().equals(DEFAULT_SCHEDULE)
                        ? null
                        : schedule(http.retrySchedule()),
                http.timeout().equals(HttpSettings.DEFAULT_TIMEOUT) ? null : time(http.timeout()),
                http.headers().isEmpty() ? null : hidden(http.headers()),
                http.concurrency() == HttpSettings.DEFAULT_CONCURRENCY ? null : http.concurrency(),
                http.ratePerSecond() == 0 ? null : http.ratePerSecond(),
                http.deletedWhenGone() ? Boolean.TRUE : null);
    }

    private static <E extends Enum<E>> String unless(E value, E usual) {
        return value == usual ? null : wireName(value);
    }

    static String wireName(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static Map<String, String> hidden(Map<String, String> headers) {
        return headers.keySet().stream()
                .sorted()
                .collect(
                        Collectors.toMap(
                                name -> name,
                                name -> HIDDEN,
                                (one, other) -> one,
                                java.util.LinkedHashMap::new));
    }

    private static String schedule(RetrySchedule schedule) {
        return schedule.waits().isEmpty()
                ? "none"
                : schedule.waits().stream().map(WebhookView::time).collect(Collectors.joining(","));
    }

    /**
     * As it is written in a retry schedule: {@code 90s} as {@code 90s}, {@code 60s} as {@code 1m}.
     */
    private static String time(Duration time) {
        for (Unit unit : UNITS) {
            long millis = unit.length().toMillis();
            if (!time.isZero() && time.toMillis() % millis == 0) {
                return time.toMillis() / millis + unit.name();
            }
        }
        return time.toMillis() + "ms";
    }
}
