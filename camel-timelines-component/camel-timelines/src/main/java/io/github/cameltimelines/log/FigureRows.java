package io.github.cameltimelines.log;

import io.github.cameltimelines.ledger.Dialect;
import io.github.cameltimelines.ledger.SqlArrays;
import io.github.cameltimelines.log.Tally.Count;
import io.github.cameltimelines.log.Tally.Recent;
import io.github.cameltimelines.log.Tally.Standing;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/**
 * Writes what folding made of a batch of attempts: one statement for each table, however many
 * attempts and subscriptions there are.
 */
final class FigureRows {

    private static final String STANDINGS =
            " FROM UNNEST(CAST(? AS INTEGER ARRAY), CAST(? AS BIGINT ARRAY), CAST(? AS INTEGER ARRAY),"
                    + " CAST(? AS BIGINT ARRAY), CAST(? AS SMALLINT ARRAY), CAST(? AS INTEGER ARRAY))"
                    + " AS new(subscription_id, attempts, errors_counter, last_attempt_id, last_outcome, last_status)";
    private static final String SET_STANDING =
            " SET attempts = new.attempts, errors_counter = new.errors_counter,"
                    + " last_attempt_id = new.last_attempt_id, last_outcome = new.last_outcome,"
                    + " last_status = new.last_status";
    private final String standings;
    private final String hours;
    private final String recent;

    FigureRows(Dialect dialect) {
        standings =
                dialect == Dialect.POSTGRESQL
                        ? "UPDATE timelines_subscription_figures AS there"
                                + SET_STANDING
                                + STANDINGS
                                + " WHERE there.subscription_id = new.subscription_id"
                        : "MERGE INTO timelines_subscription_figures AS there USING (SELECT *"
                                + STANDINGS
                                + ") AS new ON there.subscription_id = new.subscription_id"
                                + " WHEN MATCHED THEN UPDATE"
                                + SET_STANDING;
        hours =
                Upsert.sql(
                        dialect,
                        "timelines_subscription_hour",
                        "attempts = there.attempts + new.attempts, failures = there.failures + new.failures,"
                                + " duration_ms = there.duration_ms + new.duration_ms",
                        "hour_id BIGINT",
                        "attempts INTEGER",
                        "failures INTEGER",
                        "duration_ms BIGINT");
        recent =
                Upsert.sql(
                        dialect,
                        "timelines_subscription_recent",
                        "attempt_id = new.attempt_id, failed = new.failed",
                        "slot BIGINT",
                        "attempt_id BIGINT",
                        "failed BOOLEAN");
    }

    void write(Connection connection, List<Tally> tallies) throws SQLException {
        List<Standing> now = tallies.stream().map(Tally::after).toList();
        try (PreparedStatement write = connection.prepareStatement(standings)) {
            SqlArrays.integers(write, 1, now, Standing::subscriptionId);
            SqlArrays.bigints(write, 2, now, Standing::attempts);
            SqlArrays.integers(write, 3, now, Standing::errorsCounter);
            SqlArrays.bigints(write, 4, now, Standing::lastAttemptId);
            SqlArrays.smallints(write, 5, now, Standing::lastOutcome);
            SqlArrays.integers(write, 6, now, Standing::lastStatus);
            write.executeUpdate();
        }
        List<Map.Entry<Long, Count>> counts =
                tallies.stream().flatMap(tally -> tally.hours().entrySet().stream()).toList();
        try (PreparedStatement write = connection.prepareStatement(hours)) {
            SqlArrays.bigints(write, 1, counts, Map.Entry::getKey);
            SqlArrays.integers(write, 2, counts, count -> count.getValue().attempts());
            SqlArrays.integers(write, 3, counts, count -> count.getValue().failures());
            SqlArrays.bigints(write, 4, counts, count -> count.getValue().durationMs());
            write.executeUpdate();
        }
        List<Map.Entry<Long, Recent>> places =
                tallies.stream().flatMap(tally -> tally.recent().entrySet().stream()).toList();
        try (PreparedStatement write = connection.prepareStatement(recent)) {
            SqlArrays.bigints(write, 1, places, Map.Entry::getKey);
            SqlArrays.bigints(write, 2, places, place -> place.getValue().attemptId());
            SqlArrays.booleans(write, 3, places, place -> place.getValue().failed());
            write.executeUpdate();
        }
    }
}
