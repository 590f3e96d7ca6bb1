package io.github.cameltimelines.subscription;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameltimelines.model.TimelinesJson;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * An entry of the change log.
 *
 * @param id sorts by time
 * @param at when
 * @param subscriptionId of the subscription that was changed; may be gone
 * @param member who changed it
 * @param before the subscription before, as JSON without secrets and headers' values; null when it
 *     was created
 * @param after the same afterwards; null when it was deleted
 */
public record Change(
        long id,
        Instant at,
        int subscriptionId,
        String member,
        Action action,
        String before,
        String after) {

    /** What was done. */
    public enum Action {
        CREATED,
        EDITED,
        /** Its secret is another; which, the log does not tell. */
        ROTATED,
        ENABLED,
        DISABLED,
        DELETED;

        /** Enabled, disabled or rotated also where more was changed with it. */
        static Action of(Subscription before, Subscription after) {
            if (before.enabled() != after.enabled()) {
                return after.enabled() ? ENABLED : DISABLED;
            }
            return secrets(before).equals(secrets(after)) ? EDITED : ROTATED;
        }

        private static List<String> secrets(Subscription subscription) {
            return subscription.isHttp() ? subscription.http().secrets() : List.of();
        }
    }

    /** What the log keeps of a subscription; null for none. */
    static String json(Subscription subscription) {
        if (subscription == null) {
            return null;
        }
        ObjectNode json = TimelinesJson.mapper().createObjectNode();
        json.put("id", subscription.id());
        json.put("event_type", subscription.eventTypes().toString());
        json.put("url", subscription.destination());
        json.put("enabled", subscription.enabled());
        json.put("ordering", lower(subscription.ordering()));
        if (subscription.filter() != null) {
            json.put("filter", subscription.filter().toString());
        }
        if (subscription.description() != null) {
            json.put("description", subscription.description());
        }
        HttpSettings http = subscription.http();
        if (http != null) {
            json.put("format", lower(http.format()));
            json.put("timeout_ms", http.timeout().toMillis());
            json.put("retry_schedule", http.retrySchedule().toString());
            json.put("concurrency", http.concurrency());
            json.put("rate_per_second", http.ratePerSecond());
            if (http.deletedWhenGone()) {
                json.put("delete_when_gone", true);
            }
            http.headers().keySet().stream().sorted().forEach(json.withArray("headers")::add);
            json.put("secrets", http.secrets().size() + subscription.retiring().size());
        }
        return json.toString();
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
