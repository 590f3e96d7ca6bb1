package io.github.cameltimelines.outbox;

import io.github.cameltimelines.ledger.Dialect;
import io.github.cameltimelines.ledger.EventIds;
import io.github.cameltimelines.ledger.Ledger;
import io.github.cameltimelines.ledger.SqlArrays;
import io.github.cameltimelines.ledger.TimeOrderedIds;
import io.github.cameltimelines.model.Event;
import io.github.cameltimelines.subscription.Subscription;
import io.github.cameltimelines.subscription.Subscriptions;
import io.github.cameltimelines.wire.EventReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/** Takes delivery rows from the ledger for this node, a batch at a time, with their events. */
final class ClaimStore {

    private static final String TAKE =
            "UPDATE timelines_delivery SET holder = ?, turn = 0 WHERE delivery_id = ANY(?) AND "
                    + DeliveryRows.HOLDER_OF_NAMED
                    + " = ?";

    static final String FREE_ROWS =
            "SELECT delivery_id, turn FROM timelines_delivery WHERE queue = ? AND holder = 0 AND turn >= ?"
                    + " AND turn <= ?";
    private static final String WAITING =
            "SELECT delivery_id FROM timelines_delivery WHERE queue = ? AND holder = -2 AND turn = ?";
    static final String WAITING_ROWS_ON_H2 = WAITING + " AND delivery_id <= ?";

    /** By a bare id PostgreSQL might read all rows up to it by the primary key. */
    private static final String WAITING_ROWS = WAITING + " AND (turn, delivery_id) <= (?, ?)";

    /** All columns of the index: by less of them H2 would sort the whole backlog for each claim. */
    static final String IN_ORDER = " ORDER BY queue, holder, turn, delivery_id LIMIT ?";

    /** H2 compares each row that it finds by ANY with the whole array once more: so it joins. */
    private static final String WANTED_ON_H2 = "UNNEST(CAST(? AS BIGINT ARRAY)) AS wanted(id)";

    private static final String TAKE_ON_H2 =
            "MERGE INTO timelines_delivery AS there USING (SELECT CAST(? AS INTEGER) AS node, id FROM "
                    + WANTED_ON_H2
                    + ") AS taken ON there.delivery_id = taken.id AND there.holder = ?"
                    + " WHEN MATCHED THEN UPDATE SET holder = taken.node, turn = 0";

    private static final String READ =
            "SELECT d.delivery_id, d.event_id, d.subscription_id, d.lane, d.attempts, e.workspace_id, e.payload,"
                    + " d.resent_after FROM ";
    private static final String SIZES = "SELECT d.delivery_id, OCTET_LENGTH(e.payload) FROM ";

    private static final String WANTED =
            "timelines_delivery d JOIN timelines_event e ON e.event_id = d.event_id"
                    + " WHERE d.delivery_id = ANY(?)";
    private static final String JOINED_ON_H2 =
            WANTED_ON_H2
                    + " JOIN timelines_delivery d ON d.delivery_id = wanted.id"
                    + " JOIN timelines_event e ON e.event_id = d.event_id";

    /**
     * What a claim brought.
     *
     * @param all there is no more of it in the ledger
     */
    record Claimed(List<Delivery> deliveries, boolean all) {}

    private final Ledger ledger;
    private final Subscriptions subscriptions;
    private final IntFunction<String> workspaces;
    private final String lock;
    private final String take;
    private final String wanted;

    /** Their numbers are not given to others. For the claimer's thread. */
    private final Set<Integer> deleted = new HashSet<>();

    ClaimStore(Ledger ledger, Subscriptions subscriptions, IntFunction<String> workspaces) {
        this.ledger = ledger;
        this.subscriptions = subscriptions;
        this.workspaces = workspaces;
        // H2 sorts all of it under FOR UPDATE (100 ms for 60,000 rows), and has one node: no lock
        // there.
        boolean h2 = ledger.dialect() == Dialect.H2;
        this.lock = h2 ? "" : " FOR UPDATE SKIP LOCKED";
        this.take = h2 ? TAKE_ON_H2 : TAKE;
        this.wanted = h2 ? JOINED_ON_H2 : WANTED;
    }

    /** Claims free rows whose turn is between the two, the earliest first, then the oldest. */
    Claimed claim(
            Connection connection,
            int queue,
            Partitions partitions,
            long from,
            long to,
            int limit,
            long bytesMax)
            throws SQLException {
        List<Long> ids = new ArrayList<>();
        Set<Long> byHand = new HashSet<>();
        try (PreparedStatement select =
                connection.prepareStatement(FREE_ROWS + among(partitions))) {
            select.setInt(1, queue);
            select.setLong(2, from);
            select.setLong(3, to);
            select.setInt(4, limit);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    ids.add(rows.getLong(1));
                    if (rows.getLong(2) == Delivery.BY_HAND) {
                        byHand.add(rows.getLong(1));
                    }
                }
            }
        }
        Claimed claimed = take(connection, ids, Delivery.FREE, limit, bytesMax);
        claimed.deliveries().stream()
                .filter(delivery -> byHand.contains(delivery.id()))
                .forEach(Delivery::resentByHand);
        return claimed;
    }

    /** Claims the rows that wait for a lane, or in a pool, the oldest first. */
    Claimed claimWaiting(
            Connection connection,
            int queue,
            Partitions partitions,
            long lane,
            long toId,
            int limit,
            long bytesMax)
            throws SQLException {
        List<Long> ids = new ArrayList<>();
        boolean h2 = ledger.dialect() == Dialect.H2;
        String sql = h2 ? WAITING_ROWS_ON_H2 : WAITING_ROWS;
        try (PreparedStatement select = connection.prepareStatement(sql + among(partitions))) {
            int index = 0;
            select.setInt(++index, queue);
            select.setLong(++index, lane);
            if (!h2) {
                select.setLong(++index, lane);
            }
            select.setLong(++index, toId);
            select.setInt(++index, limit);
            readIds(select, ids);
        }
        return take(connection, ids, Delivery.WAITING, limit, bytesMax);
    }

    private String among(Partitions partitions) {
        if (partitions.isAll()) {
            return IN_ORDER + lock;
        }
        String partition =
                ledger.dialect() == Dialect.POSTGRESQL ? "(lane & 63)" : "BITAND(lane, 63)";
        return partitions.numbers().stream()
                .map(String::valueOf)
                .collect(
                        Collectors.joining(
                                ",", " AND " + partition + " IN (", ")" + IN_ORDER + lock));
    }

    static void readIds(PreparedStatement select, List<Long> ids) throws SQLException {
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                ids.add(rows.getLong(1));
            }
        }
    }

    /**
     * Takes the rows in their order, up to that many bytes of payload, or one where it has more:
     * the sizes are asked for first, so that no claim fills the memory.
     */
    private Claimed take(Connection connection, List<Long> ids, int from, int limit, long bytesMax)
            throws SQLException {
        if (ids.isEmpty()) {
            return new Claimed(List.of(), true);
        }
        List<Long> fitting = fitting(connection, ids, bytesMax);
        try (PreparedStatement update = connection.prepareStatement(take)) {
            update.setInt(1, ledger.node());
            SqlArrays.bigints(update, 2, fitting, id -> id);
            update.setInt(3, from);
            update.executeUpdate();
        }
        Map<Long, Delivery> byId = new HashMap<>();
        Map<Long, Event> events = new HashMap<>(); // owed to several: read once, and held once
        try (PreparedStatement read = connection.prepareStatement(READ + wanted)) {
            SqlArrays.bigints(read, 1, fitting, id -> id);
            try (ResultSet row = read.executeQuery()) {
                while (row.next()) {
                    Delivery delivery = read(row, events);
                    byId.put(delivery.id(), delivery);
                }
            }
        }
        return new Claimed(
                fitting.stream().map(byId::get).filter(Objects::nonNull).toList(),
                ids.size() < limit && fitting.size() == ids.size());
    }

    private List<Long> fitting(Connection connection, List<Long> ids, long bytesMax)
            throws SQLException {
        Map<Long, Integer> sizes = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(SIZES + wanted)) {
            SqlArrays.bigints(select, 1, ids, id -> id);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    sizes.put(row.getLong(1), row.getInt(2));
                }
            }
        }
        long bytes = 0;
        for (int count = 0; count < ids.size(); count++) {
            bytes += sizes.getOrDefault(ids.get(count), 0);
            if (bytes > bytesMax && count > 0) {
                return ids.subList(0, count);
            }
        }
        return ids;
    }

    private Delivery read(ResultSet row, Map<Long, Event> events) throws SQLException {
        long eventId = row.getLong(2);
        Subscription subscription = subscription(row.getInt(3));
        byte[] payload = row.getBytes(7);
        boolean erased = payload.length == 0;
        int workspace = row.getInt(6);
        Event event =
                erased
                        ? erased(payload)
                        : events.computeIfAbsent(eventId, id -> event(id, workspace, payload));
        if (subscription != null && !erased) {
            event = event.withType(subscription.eventTypes().match(event).orElse(event.type()));
        }
        Delivery delivery =
                new Delivery(
                        row.getLong(1),
                        eventId,
                        row.getInt(3),
                        subscription,
                        row.getLong(4),
                        event,
                        row.getInt(5));
        int resentAfter = row.getInt(8);
        if (!row.wasNull()) {
            delivery.resentAfter(resentAfter);
        }
        if (erased) {
            delivery.erased();
        }
        return delivery;
    }

    private Event event(long eventId, int workspaceId, byte[] payload) {
        return EventReader.read(payload)
                .toEvent(workspaces.apply(workspaceId), TimeOrderedIds.timeOf(eventId))
                .withId(EventIds.format(eventId));
    }

    /** Stands for one that was erased, until its delivery is dropped in its lane. */
    private static Event erased(byte[] nothing) {
        return new Event(
                null,
                "erased",
                "erased",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                Instant.EPOCH,
                nothing);
    }

    /** Null when it was deleted; one that is not known may be new. */
    private Subscription subscription(int id) {
        Subscription known = subscriptions.byId(id);
        if (known == null && !deleted.contains(id)) {
            subscriptions.refresh();
            known = subscriptions.byId(id);
            if (known == null) {
                deleted.add(id);
            }
        }
        return known;
    }
}
