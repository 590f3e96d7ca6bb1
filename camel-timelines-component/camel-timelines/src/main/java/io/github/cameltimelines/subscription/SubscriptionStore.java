package io.github.cameltimelines.subscription;

import io.github.cameltimelines.ledger.Dialect;
import io.github.cameltimelines.ledger.Ledger;
import io.github.cameltimelines.ledger.Turn;
import io.github.cameltimelines.subscription.Subscription.Ordering;
import io.github.cameltimelines.wire.EventBody;
import io.github.cameltimelines.wire.EventTypePattern;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;

/** The subscriptions in the ledger, row by row. Thread-safe. */
final class SubscriptionStore {

    private static final String COLUMNS =
            "subscription_id, workspace_id, name, event_types, destination, ordering, skip_own_messages,"
                    + " enabled, retry_schedule, concurrency, rate_per_second";

    private final Ledger ledger;
    private final JdbcTemplate jdbc;
    private final Clock clock;
    private final String nextRevision;

    SubscriptionStore(Ledger ledger, Clock clock) {
        this.ledger = ledger;
        jdbc = new JdbcTemplate(ledger.dataSource());
        this.clock = clock;
        nextRevision =
                ledger.dialect() == Dialect.H2
                        ? "NEXT VALUE FOR timelines_revision"
                        : "nextval('timelines_revision')";
    }

    /** Creates the subscription of that name, or brings the one there is up to date. */
    Subscription save(Subscription wish) {
        try (Turn turn = ledger.turn()) {
            if (update(wish) == 0) {
                insert(wish);
            }
        } catch (DuplicateKeyException e) {
            update(wish); // another node was faster
        }
        return jdbc.queryForObject(
                "SELECT "
                        + COLUMNS
                        + " FROM timelines_subscription WHERE workspace_id = ? AND name = ?",
                SubscriptionStore::read,
                wish.workspaceId(),
                wish.name());
    }

    private int update(Subscription wish) {
        return jdbc.update(
                "UPDATE timelines_subscription SET event_types = ?, destination = ?, ordering = ?,"
                        + " skip_own_messages = ?, enabled = ?, retry_schedule = ?, concurrency = ?,"
                        + " rate_per_second = ?, updated_at_ms = ?, revision = "
                        + nextRevision
                        + " WHERE workspace_id = ? AND name = ?",
                wish.eventTypes().toString(),
                wish.destination(),
                wish.ordering().name(),
                wish.skipOwnMessages(),
                wish.enabled(),
                wish.http() == null ? null : wish.http().retrySchedule().toString(),
                wish.http() == null ? null : wish.http().concurrency(),
                wish.http() == null ? null : wish.http().ratePerSecond(),
                clock.millis(),
                wish.workspaceId(),
                wish.name());
    }

    private void insert(Subscription wish) {
        long now = clock.millis();
        jdbc.update(
                "INSERT INTO timelines_subscription (event_types, destination, ordering, skip_own_messages,"
                        + " enabled, retry_schedule, concurrency, rate_per_second, created_at_ms, updated_at_ms,"
                        + " workspace_id, name, revision) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
                        + nextRevision
                        + ")",
                wish.eventTypes().toString(),
                wish.destination(),
                wish.ordering().name(),
                wish.skipOwnMessages(),
                wish.enabled(),
                wish.http() == null ? null : wish.http().retrySchedule().toString(),
                wish.http() == null ? null : wish.http().concurrency(),
                wish.http() == null ? null : wish.http().ratePerSecond(),
                now,
                now,
                wish.workspaceId(),
                wish.name());
    }

    List<Subscription> all() {
        return jdbc.query(
                "SELECT " + COLUMNS + " FROM timelines_subscription ORDER BY subscription_id",
                SubscriptionStore::read);
    }

    /** Grows with every change, so that a node sees cheaply that there was one. */
    long revision() {
        Long revision =
                jdbc.queryForObject(
                        "SELECT COALESCE(MAX(revision), 0) + COUNT(*) FROM timelines_subscription",
                        Long.class);
        return revision == null ? 0 : revision;
    }

    private static Subscription read(ResultSet row, int number) throws SQLException {
        return new Subscription(
                row.getInt(1),
                row.getInt(2),
                row.getString(3),
                EventTypePattern.parse(row.getString(4)),
                row.getString(5),
                Ordering.valueOf(row.getString(6)),
                row.getBoolean(7),
                row.getBoolean(8),
                http(row));
    }

    private static HttpSettings http(ResultSet row) throws SQLException {
        String schedule = row.getString(9);
        return row.getString(5).startsWith("http")
                ? new HttpSettings(
                        URI.create(row.getString(5)),
                        EventBody.Format.TIMELINES,
                        Map.of(),
                        List.of(),
                        HttpSettings.DEFAULT_TIMEOUT,
                        RetrySchedule.parse(schedule),
                        row.getInt(10),
                        row.getInt(11))
                : null;
    }
}
