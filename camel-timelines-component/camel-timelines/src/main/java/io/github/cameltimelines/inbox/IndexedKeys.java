package io.github.cameltimelines.inbox;

import io.github.cameltimelines.ledger.Ledger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The {@link KeyFilter} of an H2 ledger's index of event keys: read from the index at start, and
 * again with twice the room when it is full, both beside the work. Until it is read every key may
 * be there.
 */
final class IndexedKeys {

    private static final Logger LOG = LoggerFactory.getLogger(IndexedKeys.class);
    private static final int CAPACITY_MIN = 1 << 20; // 2 MB
    private static final int CAPACITY_MAX = 1 << 27; // 256 MB: 110 events a second for 14 days
    private static final int PAGE = 10_000;

    private final Ledger ledger;
    private final Supplier<Collection<UUID>> notIndexed;
    private volatile KeyFilter current;
    private volatile KeyFilter next;
    private volatile Thread reader;
    private volatile boolean closing;

    /**
     * @param notIndexed the keys that are on their way into the index
     */
    IndexedKeys(Ledger ledger, Supplier<Collection<UUID>> notIndexed) {
        this.ledger = ledger;
        this.notIndexed = notIndexed;
        read(CAPACITY_MIN);
    }

    /** False only if the key is not in the index. */
    boolean mayContain(UUID key) {
        KeyFilter filter = current;
        return filter == null || filter.mayContain(key.getMostSignificantBits());
    }

    /** For the writer's thread. Looks for the next one first: it may become the current one. */
    void add(UUID key) {
        KeyFilter coming = next;
        KeyFilter filter = current;
        if (coming != null) {
            coming.add(key.getMostSignificantBits());
        }
        if (filter != null && filter != coming) {
            filter.add(key.getMostSignificantBits());
            if (filter.isFull() && coming == null && filter.capacity() < CAPACITY_MAX) {
                read(filter.capacity() * 2);
            }
        }
    }

    private void read(int capacity) {
        KeyFilter filter = new KeyFilter(capacity);
        next = filter; // from now on it hears of new keys; older ones are in memory or in the index
        notIndexed.get().forEach(key -> filter.add(key.getMostSignificantBits()));
        Thread thread = new Thread(() -> readIndex(filter), "timelines-keys-read");
        thread.setDaemon(true);
        reader = thread;
        thread.start();
    }

    private void readIndex(KeyFilter filter) {
        try (Connection connection = ledger.connect();
                PreparedStatement select =
                        connection.prepareStatement(
                                "SELECT key_start FROM timelines_event_key WHERE key_start > ?"
                                        + " ORDER BY key_start LIMIT "
                                        + PAGE)) {
            long from = Long.MIN_VALUE;
            int rows = PAGE;
            while (rows == PAGE && !closing) {
                select.setLong(1, from);
                rows = 0;
                try (ResultSet row = select.executeQuery()) {
                    for (; row.next(); rows++) {
                        from = row.getLong(1);
                        filter.add(from);
                    }
                }
            }
            if (!closing) {
                current = filter;
            }
        } catch (SQLException e) {
            LOG.warn("Reading the index of event keys failed: {}", e.getMessage());
        } finally {
            next = null;
        }
    }

    void close(long millis) throws InterruptedException {
        closing = true;
        reader.join(millis);
    }
}
