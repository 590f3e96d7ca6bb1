package io.github.cameltimelines.subscription;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameltimelines.model.TimelinesJson;
import io.github.cameltimelines.subscription.Subscription.Ordering;
import io.github.cameltimelines.wire.EventBody;
import io.github.cameltimelines.wire.EventFilter;
import io.github.cameltimelines.wire.EventTypePattern;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A subscription as a row of {@code timelines_subscription}. */
final class SubscriptionRows {

    /** All that a subscription has but its number and its times, in the order of the values. */
    static final List<String> COLUMNS =
            List.of(
                    "workspace_id",
                    "name",
                    "event_types",
                    "destination",
                    "ordering",
                    "skip_own_messages",
                    "enabled",
                    "filter",
                    "format",
                    "headers",
                    "secrets",
                    "timeout_ms",
                    "retry_schedule",
                    "concurrency",
                    "rate_per_second",
                    "deleted_when_gone",
                    "description",
                    "last_edited_by");

    private static final ObjectMapper JSON = TimelinesJson.mapper();

    /** In the column; without a time it signs until it is replaced. */
    private record SecretColumn(String secret, Long untilMs) {}

    private SubscriptionRows() {}

    static Object[] values(Subscription subscription, Object... more) {
        HttpSettings http = subscription.http();
        List<Object> values = new ArrayList<>(COLUMNS.size() + more.length);
        values.add(subscription.workspaceId());
        values.add(subscription.name());
        values.add(subscription.eventTypes().toString());
        values.add(subscription.destination());
        values.add(subscription.ordering().name());
        values.add(subscription.skipOwnMessages());
        values.add(subscription.enabled());
        values.add(subscription.filter() == null ? null : subscription.filter().toString());
        values.add(http == null ? null : http.format().name());
        values.add(http == null ? null : json(http.headers()));
        values.add(http == null ? null : json(secrets(subscription)));
        values.add(http == null ? null : Math.toIntExact(http.timeout().toMillis()));
        values.add(http == null ? null : http.retrySchedule().toString());
        values.add(http == null ? null : http.concurrency());
        values.add(http == null ? null : http.ratePerSecond());
        values.add(http == null ? null : http.deletedWhenGone());
        values.add(subscription.description());
        values.add(subscription.lastEditedBy());
        values.addAll(List.of(more));
        return values.toArray();
    }

    private static List<SecretColumn> secrets(Subscription subscription) {
        List<SecretColumn> secrets = new ArrayList<>();
        subscription.http().secrets().forEach(one -> secrets.add(new SecretColumn(one, null)));
        subscription
                .retiring()
                .forEach(
                        old ->
                                secrets.add(
                                        new SecretColumn(
                                                old.secret(), old.until().toEpochMilli())));
        return secrets;
    }

    static Subscription read(ResultSet row, int number) throws SQLException {
        String format = row.getString("format");
        String filter = row.getString("filter");
        List<SecretColumn> secrets = format == null ? List.of() : secrets(row.getString("secrets"));
        return new Subscription(
                row.getInt("subscription_id"),
                row.getInt("workspace_id"),
                row.getString("name"),
                EventTypePattern.parse(row.getString("event_types")),
                row.getString("destination"),
                Ordering.valueOf(row.getString("ordering")),
                row.getBoolean("skip_own_messages"),
                row.getBoolean("enabled"),
                filter == null ? null : EventFilter.parse(filter),
                format == null ? null : http(row, format, secrets),
                secrets.stream()
                        .filter(one -> one.untilMs() != null)
                        .map(
                                one ->
                                        new RetiringSecret(
                                                one.secret(), Instant.ofEpochMilli(one.untilMs())))
                        .toList(),
                row.getString("description"),
                row.getString("last_edited_by"),
                Instant.ofEpochMilli(row.getLong("updated_at_ms")));
    }

    private static HttpSettings http(ResultSet row, String format, List<SecretColumn> secrets)
            throws SQLException {
        return new HttpSettings(
                URI.create(row.getString("destination")),
                EventBody.Format.valueOf(format),
                headers(row.getString("headers")),
                secrets.stream()
                        .filter(one -> one.untilMs() == null)
                        .map(SecretColumn::secret)
                        .toList(),
                Duration.ofMillis(row.getInt("timeout_ms")),
                RetrySchedule.parse(row.getString("retry_schedule")),
                row.getInt("concurrency"),
                row.getInt("rate_per_second"),
                row.getBoolean("deleted_when_gone"));
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException cannotHappen) {
            throw new IllegalStateException(cannotHappen);
        }
    }

    private static List<SecretColumn> secrets(String json) throws SQLException {
        try {
            return JSON.readValue(json, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new SQLException("timelines_subscription.secrets is not what we wrote");
        }
    }

    private static Map<String, String> headers(String json) throws SQLException {
        try {
            return JSON.readValue(json, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new SQLException("timelines_subscription.headers is not what we wrote");
        }
    }
}
