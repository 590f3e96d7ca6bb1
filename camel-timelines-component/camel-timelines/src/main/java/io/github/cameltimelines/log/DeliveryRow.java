package io.github.cameltimelines.log;

import io.github.cameltimelines.ledger.EventIds;
import io.github.cameltimelines.ledger.TimeOrderedIds;
import io.github.cameltimelines.log.DeliveryView.Status;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/**
 * How a delivery stands, by its row or, where it has none, by its attempts. The columns begin with
 * delivery, event, type, chat, subscription and attempts; of an open one follow holder, turn, and
 * how many attempts it had when it was resent.
 */
final class DeliveryRow {

    private static final int GIVEN_UP = -1;

    private DeliveryRow() {}

    /** Selects open rows of that status; null for any. */
    static String where(Status status, String table) {
        if (status == null) {
            return "";
        }
        String sql =
                switch (status) {
                    case PENDING ->
                            " AND #.attempts = COALESCE(#.resent_after, 0) AND #.holder <> -1";
                    case RETRYING ->
                            " AND #.attempts > COALESCE(#.resent_after, 0) AND #.holder <> -1";
                    case GIVEN_UP -> " AND #.holder = -1";
                    case DELIVERED ->
                            throw new IllegalArgumentException("an open delivery is not delivered");
                };
        return sql.replace("#", table);
    }

    static DeliveryView delivered(ResultSet row, int number) throws SQLException {
        return view(row, Status.DELIVERED, null, 0);
    }

    static DeliveryView open(ResultSet row, int number) throws SQLException {
        int holder = row.getInt(7);
        long turn = row.getLong(8);
        int resentAfter = row.getInt(9);
        boolean triedSince = row.getInt(6) > resentAfter;
        Status status =
                holder == GIVEN_UP
                        ? Status.GIVEN_UP
                        : triedSince ? Status.RETRYING : Status.PENDING;
        boolean waits = status == Status.RETRYING && holder == 0 && turn > 1;
        return view(row, status, waits ? Instant.ofEpochMilli(turn) : null, resentAfter);
    }

    private static DeliveryView view(ResultSet row, Status status, Instant next, int resentAfter)
            throws SQLException {
        long id = row.getLong(1);
        return new DeliveryView(
                id,
                TimeOrderedIds.timeOf(id),
                EventIds.format(row.getLong(2)),
                row.getString(3),
                row.getString(4),
                row.getInt(5),
                status,
                row.getInt(6),
                next,
                resentAfter);
    }
}
