package io.github.cameltimelines.inbox;

import io.github.cameltimelines.ledger.Dialect;
import io.github.cameltimelines.ledger.HeldConnection;
import io.github.cameltimelines.ledger.Ledger;
import io.github.cameltimelines.ledger.SqlArrays;
import io.github.cameltimelines.outbox.Outbox;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Events in PostgreSQL, where several nodes may store the same event: the unique key decides.
 *
 * <p>First all are inserted as if none were there: the usual case, one statement and one round trip
 * for events and deliveries together. Where the database finds a key that it has, the batch is
 * looked through: a key whose window has passed is taken from the old event, the others are
 * duplicates.
 */
final class PostgresEventStore implements EventStore {

    private static final String DUPLICATE_KEY = "23505";
    private static final String STORE =
            "WITH events AS ("
                    + EventColumns.insert(Dialect.POSTGRESQL)
                    + ") "
                    + Outbox.insert(Dialect.POSTGRESQL);

    private final HeldConnection connection;

    PostgresEventStore(Ledger ledger) {
        connection = ledger.holdSynced();
    }

    @Override
    public List<Arrival> store(List<Arrival> arrivals, Instant now) throws SQLException {
        try {
            connection.execute(() -> insert(arrivals));
            return List.of();
        } catch (SQLException e) {
            if (!DUPLICATE_KEY.equals(e.getSQLState())) {
                throw e;
            }
            return connection.transact(
                    open -> {
                        List<Arrival> known = known(arrivals, now);
                        List<Arrival> rest = new ArrayList<>(arrivals);
                        rest.removeAll(known);
                        insert(rest);
                        return known;
                    });
        }
    }

    private void insert(List<Arrival> arrivals) throws SQLException {
        // In the order of their keys, so that two nodes with the same events wait for, and never
        // block, each other.
        List<Arrival> sorted = new ArrayList<>(arrivals);
        sorted.sort(Comparator.comparing(arrival -> arrival.key));
        PreparedStatement store = connection.prepare(STORE);
        EventColumns.bind(store, sorted);
        Outbox.bind(store, EventColumns.COUNT + 1, EventColumns.deliveries(arrivals));
        store.executeUpdate();
    }

    /** Those that are there already, within their window; keys out of their window are freed. */
    private List<Arrival> known(List<Arrival> arrivals, Instant now) throws SQLException {
        Map<UUID, Long> eventByKey = new HashMap<>();
        PreparedStatement select =
                connection.prepare(
                        "SELECT event_key, event_id FROM timelines_event WHERE event_key = ANY(?)");
        SqlArrays.uuids(select, 1, arrivals, arrival -> arrival.key);
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                eventByKey.put(rows.getObject(1, UUID.class), rows.getLong(2));
            }
        }
        List<Arrival> known = new ArrayList<>();
        List<Long> expired = new ArrayList<>();
        for (Arrival arrival : arrivals) {
            Long earlier = eventByKey.get(arrival.key);
            if (earlier != null) {
                if (EventStore.inWindow(earlier, arrival, now)) {
                    known.add(arrival);
                } else {
                    expired.add(earlier);
                }
            }
        }
        if (!expired.isEmpty()) {
            PreparedStatement free =
                    connection.prepare(
                            "UPDATE timelines_event SET event_key = NULL WHERE event_id = ANY(?)");
            SqlArrays.bigints(free, 1, expired, id -> id);
            free.executeUpdate();
        }
        return known;
    }

    @Override
    public void close() {
        connection.close();
    }
}
