package io.github.cameltimelines.log;

import io.github.cameltimelines.ledger.Dialect;
import io.github.cameltimelines.ledger.SqlArrays;
import io.github.cameltimelines.log.Tally.Count;
import io.github.cameltimelines.log.Tally.Counted;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Adds to what happened in workspaces minute by minute, in rows that all nodes add to. */
final class MinuteRows {

    /** What is to be added to a minute of a workspace. */
    record Sum(int events, Count attempts) {
        static Sum of(int events) {
            return new Sum(events, Count.NONE);
        }

        Sum plus(Sum other) {
            return new Sum(events + other.events, attempts.plus(other.attempts));
        }

        private int delivered() {
            return attempts.attempts() - attempts.failures();
        }
    }

    private final String add;

    MinuteRows(Dialect dialect) {
        add =
                Upsert.sql(
                        dialect,
                        "timelines_workspace_minute",
                        "events = there.events + new.events, delivered = there.delivered + new.delivered,"
                                + " failures = there.failures + new.failures,"
                                + " duration_ms = there.duration_ms + new.duration_ms",
                        "minute_id BIGINT",
                        "events INTEGER",
                        "delivered INTEGER",
                        "failures INTEGER",
                        "duration_ms BIGINT");
    }

    /**
     * What attempts make of the minutes they ended in.
     *
     * @param workspaces of their subscriptions; one that is not among them was deleted
     */
    static SortedMap<Long, Sum> of(
            Collection<List<Counted>> attempts, Map<Integer, Integer> workspaces) {
        SortedMap<Long, Sum> minutes = new TreeMap<>();
        for (List<Counted> some : attempts) {
            for (Counted attempt : some) {
                Integer workspace = workspaces.get(attempt.subscriptionId());
                if (workspace != null) {
                    minutes.merge(
                            Tally.minuteId(Tally.minuteOf(attempt.id()), workspace),
                            new Sum(0, Count.of(attempt)),
                            Sum::plus);
                }
            }
        }
        return minutes;
    }

    /** The last thing that a transaction locks; sorted, so that no two wait for each other. */
    void add(Connection connection, SortedMap<Long, Sum> minutes) throws SQLException {
        if (minutes.isEmpty()) {
            return;
        }
        List<Map.Entry<Long, Sum>> rows = List.copyOf(minutes.entrySet());
        try (PreparedStatement write = connection.prepareStatement(add)) {
            SqlArrays.bigints(write, 1, rows, Map.Entry::getKey);
            SqlArrays.integers(write, 2, rows, row -> row.getValue().events());
            SqlArrays.integers(write, 3, rows, row -> row.getValue().delivered());
            SqlArrays.integers(write, 4, rows, row -> row.getValue().attempts().failures());
            SqlArrays.bigints(write, 5, rows, row -> row.getValue().attempts().durationMs());
            write.executeUpdate();
        }
    }
}
