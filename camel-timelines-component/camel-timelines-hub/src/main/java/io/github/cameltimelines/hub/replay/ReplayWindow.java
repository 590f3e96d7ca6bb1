package io.github.cameltimelines.hub.replay;

import io.github.cameltimelines.ledger.HeldConnection;
import io.github.cameltimelines.outbox.Resends;
import io.github.cameltimelines.outbox.Resends.Owed;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * What a replay has made due and is still owed: it adds to that only while it is little, so that
 * live deliveries never stand behind more of it. In memory only: a node that takes a replay over
 * begins with none. For one thread.
 */
final class ReplayWindow {

    /** Due or under way; enough for the destinations to have work between two looks. */
    static final int NOW_MAX = 128;

    /** Waiting for a retry: a destination that is down stops the replay here. */
    static final int LATER_MAX = 5_000;

    private static final long LATER_LOOK_NS = TimeUnit.SECONDS.toNanos(2);

    private final Set<Long> now = new HashSet<>();
    private final Set<Long> later = new HashSet<>();
    private long laterLooked = System.nanoTime();

    /** Looks what became of them. */
    void look(Resends resends, HeldConnection connection) throws SQLException {
        if (!now.isEmpty()) {
            Owed owed = owed(resends, connection, now);
            now.retainAll(owed.now());
            later.addAll(owed.later());
        }
        if (!later.isEmpty() && System.nanoTime() - laterLooked > LATER_LOOK_NS) {
            laterLooked = System.nanoTime();
            Owed owed = owed(resends, connection, later);
            later.removeIf(id -> !owed.later().contains(id));
            now.addAll(owed.now());
        }
    }

    private static Owed owed(Resends resends, HeldConnection connection, Collection<Long> ids)
            throws SQLException {
        return connection.transact(open -> resends.owed(open, ids));
    }

    void add(Collection<Long> ids) {
        now.addAll(ids);
    }

    int room() {
        return later.size() >= LATER_MAX ? 0 : Math.max(0, NOW_MAX - now.size());
    }
}
