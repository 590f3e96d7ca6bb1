package io.github.cameltimelines.hub.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameltimelines.delivery.AddressGuard;
import io.github.cameltimelines.delivery.HttpDestination;
import io.github.cameltimelines.hub.api.ApiProblem;
import io.github.cameltimelines.hub.api.FieldReader;
import io.github.cameltimelines.model.EventType;
import io.github.cameltimelines.model.HubEvents;
import io.github.cameltimelines.subscription.HttpSettings;
import io.github.cameltimelines.subscription.RetrySchedule;
import io.github.cameltimelines.subscription.Subscription;
import io.github.cameltimelines.subscription.Subscription.Ordering;
import io.github.cameltimelines.subscription.SubscriptionBuilder;
import io.github.cameltimelines.wire.EventBody;
import io.github.cameltimelines.wire.EventFilter;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What the body of a POST or PUT wishes of a webhook, checked field by field before the ledger is
 * asked. A field that is absent changes nothing, {@code null} in one of ours is the default; fields
 * that we do not know are ignored.
 */
final class WebhookWish {

    private static final int URL_MAX = 4096;
    private static final int EVENT_TYPE_MAX = 128;
    private static final int DESCRIPTION_MAX = 1_000;
    private static final int SCHEDULE_MAX = 1_000;
    private static final int WAITS_MAX = 50;
    private static final Duration WAIT_MAX = Duration.ofDays(7);
    private static final Duration TIMEOUT_MIN = Duration.ofMillis(100);
    private static final Duration TIMEOUT_MAX = Duration.ofSeconds(60);
    private static final int CONCURRENCY_MAX = 1_000;
    private static final int RATE_MAX = 10_000;

    private final List<UnaryOperator<SubscriptionBuilder>> changes = new ArrayList<>();
    private final List<UnaryOperator<HttpPatch>> httpChanges = new ArrayList<>();
    private String eventType;
    private String url;

    private WebhookWish() {}

    /**
     * @throws ApiProblem 400 if a field has no usable value, or is missing
     */
    static WebhookWish toCreate(ObjectNode body, AddressGuard guard) {
        FieldReader fields = new FieldReader(body);
        fields.require("event_type");
        fields.require("url");
        return read(fields, guard);
    }

    /**
     * @throws ApiProblem 400 if a field has no usable value
     */
    static WebhookWish toChange(ObjectNode body, AddressGuard guard) {
        return read(new FieldReader(body), guard);
    }

    private static WebhookWish read(FieldReader fields, AddressGuard guard) {
        WebhookWish wish = new WebhookWish();
        fields.text("event_type", EVENT_TYPE_MAX, wish::eventType);
        fields.text("url", URL_MAX, text -> wish.url(text, guard));
        fields.flag("enabled", on -> wish.changes.add(to -> to.enabled(on)));
        fields.textOrNull("description", DESCRIPTION_MAX, wish::description);
        fields.textOrNull("filter", EventFilter.LENGTH_MAX, wish::filter);
        fields.textOrNull("ordering", SCHEDULE_MAX, wish::ordering);
        fields.textOrNull("format", SCHEDULE_MAX, wish::format);
        fields.textOrNull("secret", SCHEDULE_MAX, wish::secret);
        fields.textOrNull("retry_schedule", SCHEDULE_MAX, wish::retrySchedule);
        fields.textOrNull("timeout", SCHEDULE_MAX, wish::timeout);
        fields.node("headers", wish::headers);
        fields.number(
                "concurrency",
                1,
                CONCURRENCY_MAX,
                HttpSettings.DEFAULT_CONCURRENCY,
                number -> wish.http(patch -> patch.concurrency(number)));
        fields.number(
                "rate_per_second",
                0,
                RATE_MAX,
                0,
                number -> wish.http(patch -> patch.ratePerSecond(number)));
        fields.flagOrNull(
                "delete_when_gone",
                on -> wish.http(patch -> patch.deletedWhenGone(Boolean.TRUE.equals(on))));
        fields.finish();
        return wish;
    }

    String eventType() {
        return eventType;
    }

    /** A new webhook of that workspace. */
    Subscription create(int workspaceId) {
        HttpSettings plain = HttpSettings.to(URI.create(url));
        return applyTo(Subscription.overHttp(workspaceId, eventType, plain).build());
    }

    /** That webhook, changed as wished. */
    Subscription applyTo(Subscription webhook) {
        HttpPatch patch = new HttpPatch(webhook.http());
        for (UnaryOperator<HttpPatch> change : httpChanges) {
            patch = change.apply(patch);
        }
        SubscriptionBuilder changed = webhook.but().http(patch.settings());
        if (eventType != null) {
            changed.eventTypes(eventType);
        }
        for (UnaryOperator<SubscriptionBuilder> change : changes) {
            changed = change.apply(changed);
        }
        return changed.build();
    }

    private void http(UnaryOperator<HttpPatch> change) {
        httpChanges.add(change);
    }

    private void eventType(String text) {
        if (EventType.of(text).isEmpty() && !HubEvents.TYPES.contains(text)) {
            throw new IllegalArgumentException("is not a known event type");
        }
        eventType = text;
    }

    private void url(String text, AddressGuard guard) {
        guard.refusal(text)
                .ifPresent(
                        reason -> {
                            throw new IllegalArgumentException(
                                    "must be a valid http(s) URL: " + reason);
                        });
        URI uri = URI.create(text);
        url = text;
        http(patch -> patch.url(uri));
    }

    private void description(String text) {
        changes.add(to -> to.description(text));
    }

    private void filter(String text) {
        EventFilter filter = text == null ? null : EventFilter.parse(text);
        changes.add(to -> to.filter(filter));
    }

    private void ordering(String text) {
        Ordering ordering =
                text == null
                        ? Ordering.CHAT
                        : FieldReader.choice(text, Ordering.values(), WebhookView::wireName);
        changes.add(to -> to.ordering(ordering));
    }

    private void format(String text) {
        EventBody.Format format =
                text == null
                        ? EventBody.Format.TIMELINES
                        : FieldReader.choice(
                                text, EventBody.Format.values(), WebhookView::wireName);
        http(patch -> patch.format(format));
    }

    private void secret(String text) {
        List<String> secrets = text == null ? List.of() : List.of(text);
        check(HttpSettings.to(URI.create("http://localhost/")).withSecrets(secrets));
        http(patch -> patch.secrets(secrets));
        changes.add(to -> to.retiring(List.of()));
    }

    private void retrySchedule(String text) {
        RetrySchedule schedule =
                RetrySchedule.parse(text == null ? RetrySchedule.DEFAULT_FOR_HTTP : text);
        if (schedule.waits().size() > WAITS_MAX
                || schedule.waits().stream().anyMatch(wait -> wait.compareTo(WAIT_MAX) > 0)) {
            throw new IllegalArgumentException(
                    "must have at most " + WAITS_MAX + " waits, none longer than 7d");
        }
        http(patch -> patch.retrySchedule(schedule));
    }

    private void timeout(String text) {
        List<Duration> one =
                text == null
                        ? List.of(HttpSettings.DEFAULT_TIMEOUT)
                        : RetrySchedule.parse(text).waits();
        if (one.size() != 1
                || one.get(0).compareTo(TIMEOUT_MIN) < 0
                || one.get(0).compareTo(TIMEOUT_MAX) > 0) {
            throw new IllegalArgumentException("must be a time from 100ms to 60s, as in 5s");
        }
        http(patch -> patch.timeout(one.get(0)));
    }

    private void headers(JsonNode node) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (!node.isNull()) {
            if (!node.isObject()) {
                throw new IllegalArgumentException("must be an object of strings");
            }
            for (Map.Entry<String, JsonNode> header : node.properties()) {
                if (!header.getValue().isTextual()) {
                    throw new IllegalArgumentException("must be an object of strings");
                }
                headers.put(header.getKey(), header.getValue().textValue());
            }
        }
        HttpPatch patched =
                new HttpPatch(HttpSettings.to(URI.create("http://localhost/"))).headers(headers);
        check(patched.settings());
        http(patch -> patch.headers(headers));
    }

    private static void check(HttpSettings settings) {
        HttpDestination.check(settings);
    }
}
