package io.github.cameltimelines.inbox;

import io.github.cameltimelines.ledger.GroupCommit;
import io.github.cameltimelines.ledger.HeldConnection;
import io.github.cameltimelines.ledger.Ledger;
import io.github.cameltimelines.ledger.SqlArrays;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The index of event keys of an H2 ledger, written after the events and many at a time, in the
 * order of the keys, so that each of its pages is written once for many keys. What is not in it yet
 * is in memory; after a crash that part is read from the events that came after the last one
 * indexed.
 */
final class H2KeyIndex implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(H2KeyIndex.class);
    private static final int BATCH = 16_384; // 2 MB of memory

    /** Keys in one transaction, for about 5 ms: accepting waits for it. */
    private static final int SLICE = 1_024;

    private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(250);

    private static final String DUPLICATE_KEY = "23505";
    private static final String ROWS =
            " SELECT * FROM UNNEST(CAST(? AS BIGINT ARRAY), CAST(? AS BIGINT ARRAY))";
    private static final String INSERT =
            "INSERT INTO timelines_event_key (key_start, event_id)" + ROWS;
    private static final String MERGE =
            "MERGE INTO timelines_event_key (key_start, event_id) KEY (key_start)" + ROWS;

    private static final String PROGRESS =
            "UPDATE timelines_event_key_progress SET indexed_to = GREATEST(indexed_to, ?)";

    /**
     * Ids are given a little before events are stored; this much, in ids of a minute, may be out of
     * order.
     */
    private static final long OVERLAP = 60_000L << 22;

    private record Key(UUID key, long eventId) {
        long start() {
            return key.getMostSignificantBits();
        }
    }

    private final Ledger ledger;
    private final HeldConnection connection;
    private final Map<UUID, Long> pending = new ConcurrentHashMap<>();
    private final GroupCommit<List<Key>> flushes;
    private final IndexedKeys indexed;
    private List<Key> next = new ArrayList<>(BATCH);
    private volatile boolean closing;

    H2KeyIndex(Ledger ledger) throws SQLException {
        this.ledger = ledger;
        this.connection = ledger.holdSynced(); // what is dropped from memory is on the disk
        this.flushes = new GroupCommit<>("timelines-keys", 1, this::flush);
        List<Key> left = connection.transact(open -> notIndexed());
        left.forEach(key -> pending.put(key.key(), key.eventId()));
        indexed = new IndexedKeys(ledger, pending::keySet);
        left.forEach(this::add);
        flushes.start();
    }

    private List<Key> notIndexed() throws SQLException {
        List<Key> keys = new ArrayList<>();
        PreparedStatement select =
                connection.prepare(
                        "SELECT event_key, event_id FROM timelines_event WHERE event_id >"
                                + " (SELECT MAX(indexed_to) FROM timelines_event_key_progress) - ? ORDER BY event_id");
        select.setLong(1, OVERLAP);
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                keys.add(new Key(rows.getObject(1, UUID.class), rows.getLong(2)));
            }
        }
        return keys;
    }

    /** The event of that key, if it is not in the index yet; null otherwise. */
    Long pending(UUID key) {
        return pending.get(key);
    }

    /** Whether the index has to be asked for the key, when it is not pending. */
    boolean mayContain(UUID key) {
        return indexed.mayContain(key);
    }

    /** Takes over the keys of events that were stored. */
    void add(List<Arrival> stored) {
        for (Arrival arrival : stored) {
            add(new Key(arrival.key, arrival.eventId));
        }
    }

    private void add(Key key) {
        pending.put(key.key(), key.eventId());
        indexed.add(key.key());
        next.add(key);
        if (next.size() == BATCH) {
            flushes.add(next);
            next = new ArrayList<>(BATCH);
        }
    }

    private void flush(List<List<Key>> batches) {
        List<Key> keys = new ArrayList<>(batches.get(0));
        long newest = keys.stream().mapToLong(Key::eventId).max().orElse(0);
        keys.sort(Comparator.comparingLong(Key::start).thenComparingLong(Key::eventId));
        for (int from = 0; from < keys.size(); from += SLICE) {
            List<Key> slice = keys.subList(from, Math.min(keys.size(), from + SLICE));
            if (!untilWritten(() -> write(slice))) {
                return;
            }
            slice.forEach(key -> pending.remove(key.key(), key.eventId()));
        }
        untilWritten(() -> progress(newest));
    }

    private interface Write {
        void run() throws SQLException;
    }

    /** Answers false when the ledger is closed instead. */
    private boolean untilWritten(Write write) {
        while (!closing) {
            try {
                write.run();
                return true;
            } catch (SQLException | RuntimeException e) {
                LOG.warn("Indexing event keys failed, trying again: {}", e.getMessage());
                ledger.state().failed(e);
                LockSupport.parkNanos(PAUSE_NS);
            }
        }
        return false;
    }

    /** Plain inserts first: a key that is there already is rare, and MERGE takes twice the time. */
    private void write(List<Key> keys) throws SQLException {
        try {
            connection.transact(open -> write(INSERT, keys));
        } catch (SQLException e) {
            if (!DUPLICATE_KEY.equals(e.getSQLState())) {
                throw e;
            }
            connection.transact(open -> write(MERGE, keys));
        }
    }

    private Void write(String sql, List<Key> keys) throws SQLException {
        PreparedStatement write = connection.prepare(sql);
        SqlArrays.bigints(write, 1, keys, Key::start);
        SqlArrays.bigints(write, 2, keys, Key::eventId);
        write.executeUpdate();
        return null;
    }

    private void progress(long newest) throws SQLException {
        connection.transact(
                open -> {
                    PreparedStatement progress = connection.prepare(PROGRESS);
                    progress.setLong(1, newest);
                    return progress.executeUpdate();
                });
    }

    /** What is not indexed by now is read again at the next start. */
    @Override
    public void close() throws InterruptedException {
        closing = true;
        indexed.close(TimeUnit.SECONDS.toMillis(5));
        flushes.close(TimeUnit.SECONDS.toMillis(5));
        connection.close();
    }
}
