package io.github.cameltimelines.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltimelines.ledger.Ledger;
import io.github.cameltimelines.ledger.LedgerSettings;
import java.time.Clock;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * How many rows H2 reads for a statement: all that match, to sort them, if no index is in order.
 */
public final class ReadRows {

    private static final int ROWS = 5_000;
    private static final int LIMIT = 50;
    private static final Pattern READ = Pattern.compile("scanCount: (\\d+)");

    private ReadRows() {}

    /**
     * That a statement on deliveries reads about as many as its limit, of many of that kind.
     *
     * @param parameters of the statement but for the limit, which is its last
     */
    public static void assertFew(
            String sql, int queue, int holder, long turn, Object... parameters) {
        try (Ledger ledger = Ledger.open(LedgerSettings.memory(), Clock.systemUTC())) {
            JdbcTemplate jdbc = new JdbcTemplate(ledger.dataSource());
            jdbc.update(
                    "INSERT INTO timelines_event (event_id, workspace_id, event_key, event_type, payload)"
                            + " SELECT x, 1, RANDOM_UUID(), 'any', X'00' FROM SYSTEM_RANGE(1, ?)",
                    ROWS);
            jdbc.update(
                    "INSERT INTO timelines_delivery (delivery_id, event_id, subscription_id, queue, lane, attempts,"
                            + " holder, turn) SELECT x, x, 0, ?, x, 0, ?, ? FROM SYSTEM_RANGE(1, ?)",
                    queue,
                    holder,
                    turn,
                    ROWS);

            String plan =
                    jdbc.queryForObject(
                            "EXPLAIN ANALYZE " + sql,
                            String.class,
                            Stream.concat(Arrays.stream(parameters), Stream.of(LIMIT)).toArray());

            assertThat(READ.matcher(plan).results().map(read -> Integer.valueOf(read.group(1))))
                    .as(plan)
                    .isNotEmpty()
                    .allMatch(count -> count <= 2 * LIMIT); // two for each of a join
        }
    }
}
