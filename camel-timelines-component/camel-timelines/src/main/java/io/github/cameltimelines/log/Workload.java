package io.github.cameltimelines.log;

import io.github.cameltimelines.ledger.Ledger;
import io.github.cameltimelines.ledger.TimeOrderedIds;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/**
 * What stands in the ledger, of all nodes that share it, at one moment.
 *
 * @param due deliveries whose time has come, and that no node has in its memory
 * @param scheduled deliveries that wait for their next attempt
 * @param held deliveries in the memory of a node
 * @param waiting deliveries behind another of their lane, or for room in memory
 * @param givenUp deliveries kept for a resend: not owed
 * @param fanOut events whose deliveries are still to be made
 * @param oldestDue for how long the oldest delivery that should have been tried has waited; zero
 *     where none has
 * @param nodes that share the ledger
 * @param replaysRunning replays that make deliveries due
 * @param replaysPaused replays that somebody halted
 * @param replayRemaining events that those that run have still to look at, up to a million
 */
public record Workload(
        long due,
        long scheduled,
        long held,
        long waiting,
        long givenUp,
        long fanOut,
        Duration oldestDue,
        int nodes,
        int replaysRunning,
        int replaysPaused,
        long replayRemaining) {

    /** Of deliveries, and what tells how long the oldest has waited; bind now three times. */
    static final String COUNTS =
            """
            COUNT(CASE WHEN queue >= 0 AND holder = 0 AND turn <= ? THEN 1 END) AS due,
                   COUNT(CASE WHEN queue >= 0 AND holder = 0 AND turn > ? THEN 1 END) AS scheduled,
                   COUNT(CASE WHEN queue >= 0 AND holder > 0 THEN 1 END) AS held,
                   COUNT(CASE WHEN queue >= 0 AND holder = -2 THEN 1 END) AS waiting,
                   COUNT(CASE WHEN queue >= 0 AND holder = -1 THEN 1 END) AS given_up,
                   COUNT(CASE WHEN queue < 0 THEN 1 END) AS fan_out,
                   MIN(CASE WHEN queue >= 0 AND holder = 0 AND turn > 1 AND turn <= ? THEN turn END) AS oldest_turn,
                   MIN(CASE WHEN queue >= 0 AND (holder = 0 AND turn = 0 OR holder > 0 AND attempts = 0)
                            THEN delivery_id END) AS oldest_id\
            """;

    /** Places of a replay that are no ids are those of a list: ids begin at 2^22. */
    private static final String SELECT =
            "SELECT "
                    + COUNTS
                    + """
            ,
                   (SELECT COUNT(*) FROM timelines_node),
                   (SELECT COUNT(*) FROM timelines_replay WHERE state = 'RUNNING'),
                   (SELECT COUNT(*) FROM timelines_replay WHERE state = 'PAUSED'),
                   (SELECT COALESCE(SUM(end_place - place), 0) FROM timelines_replay
                     WHERE state = 'RUNNING' AND end_place < 4194304),
                   (SELECT COUNT(*) FROM (SELECT 1 AS one FROM timelines_replay r JOIN timelines_event e
                                              ON e.event_id > r.place AND e.event_id <= r.end_place
                                             AND e.workspace_id = r.workspace_id
                                           WHERE r.state = 'RUNNING' AND r.end_place >= 4194304
                                           LIMIT 1000000) looked_at)
              FROM timelines_delivery""";

    /** Looks at all that is owed: a second for a million deliveries, so not too often. */
    public static Workload read(Ledger ledger, Instant now) throws SQLException {
        try (Connection connection = ledger.dataSource().getConnection();
                PreparedStatement select = connection.prepareStatement(SELECT)) {
            for (int bound = 1; bound <= 3; bound++) {
                select.setLong(bound, now.toEpochMilli());
            }
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return new Workload(
                        row.getLong(1),
                        row.getLong(2),
                        row.getLong(3),
                        row.getLong(4),
                        row.getLong(5),
                        row.getLong(6),
                        oldest(row, 7, now),
                        row.getInt(9),
                        row.getInt(10),
                        row.getInt(11),
                        row.getLong(12) + row.getLong(13));
            }
        }
    }

    /** Of the last two of the counts, the first of them in that column. */
    static Duration oldest(ResultSet row, int column, Instant now) throws SQLException {
        Instant oldest = now;
        long turn = row.getLong(column);
        if (!row.wasNull() && turn < oldest.toEpochMilli()) {
            oldest = Instant.ofEpochMilli(turn);
        }
        long id = row.getLong(column + 1);
        if (!row.wasNull() && TimeOrderedIds.timeOf(id).isBefore(oldest)) {
            oldest = TimeOrderedIds.timeOf(id);
        }
        return Duration.between(oldest, now);
    }
}
