package io.github.cameltimelines.benchmarks;

import io.github.cameltimelines.ledger.TimeOrderedIds;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** A ledger that has much behind it: ten thousand subscriptions, a million events and attempts. */
final class LargeHistory {

    static final int SUBSCRIPTIONS = 10_000;
    static final int ATTEMPTS = 1_000_000;

    private static final String PAYLOAD =
            "{\"event_type\":\"message:received:new\",\"message\":{\"text\":\"Hello\"}}";

    private LargeHistory() {}

    /** As if each of the subscriptions had been delivered to a hundred times, an hour ago. */
    static void fill(HubServer hub, Sink sink, DataSource database, boolean h2)
            throws SQLException {
        hub.pipeline
                .subscriptions()
                .edit(
                        null,
                        edits -> {
                            for (int number = 1; number < SUBSCRIPTIONS; number++) {
                                edits.create(
                                        HubServer.subscription(
                                                "other:" + number, sink.url("/" + number)));
                            }
                            return null;
                        });
        long first = TimeOrderedIds.firstOf(Instant.now().minus(Duration.ofHours(1)));
        String numbers =
                h2
                        ? " FROM SYSTEM_RANGE(0, %d) AS s(n)"
                        : " FROM generate_series(0::BIGINT, %d) AS s(n)";
        String attempts = numbers.formatted(ATTEMPTS - 1);
        String subscriptions = numbers.formatted(SUBSCRIPTIONS - 1);
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql :
                    Stream.of(
                                    "INSERT INTO timelines_event SELECT %1$d + n, 1, "
                                            + (h2 ? "RANDOM_UUID()" : "gen_random_uuid()")
                                            + ", 'message:received:new', CAST(MOD(n, 1000) AS VARCHAR), "
                                            + (h2
                                                    ? "STRINGTOUTF8('" + PAYLOAD + "')"
                                                    : "convert_to('" + PAYLOAD + "', 'UTF8')")
                                            + attempts,
                                    "INSERT INTO timelines_attempt SELECT %1$d + n, %1$d + n, %1$d + n, 2 + MOD(n,"
                                            + " %2$d), 1, 0, 200, 3, NULL, '{\"status\":\"ok\"}'"
                                            + attempts,
                                    "INSERT INTO timelines_subscription_recent SELECT (2 + MOD(n, %2$d)) * 1000 + n / %2$d,"
                                            + " %1$d + n, FALSE"
                                            + attempts,
                                    "INSERT INTO timelines_subscription_figures SELECT 2 + n, 100, 0, %1$d + %3$d - %2$d + n, 0,"
                                            + " 200, NULL, FALSE"
                                            + subscriptions,
                                    h2 ? "ANALYZE" : "ANALYZE timelines_attempt")
                            .map(text -> text.formatted(first, SUBSCRIPTIONS, ATTEMPTS))
                            .toList()) {
                statement.execute(sql);
            }
        }
    }
}
