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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Events in H2, where this is the only writer, so that it can look for a key before it inserts.
 *
 * <p>H2 copies each page that a commit touches. A random key in every commit touches as many pages
 * as there are events, and cost three quarters of the commit when measured; so that the keys go to
 * their index later and many at a time, and are kept in memory until then (see {@link H2KeyIndex}).
 * The commit itself only appends.
 */
final class H2EventStore implements EventStore {

    private static final String INSERT_DELIVERIES = Outbox.insert(Dialect.H2);
    private static final String INSERT = EventColumns.insert(Dialect.H2);

    private final HeldConnection connection;
    private final H2KeyIndex index;

    H2EventStore(Ledger ledger) throws SQLException {
        connection = ledger.holdSynced();
        index = new H2KeyIndex(ledger);
    }

    @Override
    public List<Arrival> store(List<Arrival> arrivals, Instant now) throws SQLException {
        List<Arrival> known = new ArrayList<>(0);
        List<Arrival> fresh = new ArrayList<>(arrivals.size());
        connection.transact(
                open -> {
                    Map<UUID, Long> indexed = indexed(arrivals);
                    for (Arrival arrival : arrivals) {
                        Long earlier = index.pending(arrival.key);
                        earlier = earlier == null ? indexed.get(arrival.key) : earlier;
                        boolean isKnown =
                                earlier != null && EventStore.inWindow(earlier, arrival, now);
                        (isKnown ? known : fresh).add(arrival);
                    }
                    if (!fresh.isEmpty()) {
                        PreparedStatement events = connection.prepare(INSERT);
                        EventColumns.bind(events, fresh);
                        events.executeUpdate();
                        PreparedStatement deliveries = connection.prepare(INSERT_DELIVERIES);
                        Outbox.bind(deliveries, 1, EventColumns.deliveries(fresh));
                        deliveries.executeUpdate();
                    }
                    return null;
                });
        index.add(fresh);
        return known;
    }

    /** What the index says; asked before the pending ones, which only then leave the memory. */
    private Map<UUID, Long> indexed(List<Arrival> all) throws SQLException {
        List<Arrival> arrivals =
                all.stream().filter(arrival -> index.mayContain(arrival.key)).toList();
        if (arrivals.isEmpty()) {
            return Map.of();
        }
        List<Long> events = new ArrayList<>(0);
        PreparedStatement select =
                connection.prepare(
                        "SELECT event_id FROM timelines_event_key WHERE key_start = ANY(?)");
        SqlArrays.bigints(select, 1, arrivals, arrival -> arrival.key.getMostSignificantBits());
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                events.add(rows.getLong(1));
            }
        }
        return events.isEmpty() ? Map.of() : keys(events);
    }

    /** The index knows half of each key: the events know all of it. */
    private Map<UUID, Long> keys(List<Long> events) throws SQLException {
        Map<UUID, Long> found = new HashMap<>();
        PreparedStatement select =
                connection.prepare(
                        "SELECT event_key, event_id FROM timelines_event WHERE event_id = ANY(?)");
        SqlArrays.bigints(select, 1, events, id -> id);
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                found.put(rows.getObject(1, UUID.class), rows.getLong(2));
            }
        }
        return found;
    }

    @Override
    public void close() throws InterruptedException {
        index.close();
        connection.close();
    }
}
