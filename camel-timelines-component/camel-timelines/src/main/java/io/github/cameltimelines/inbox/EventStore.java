package io.github.cameltimelines.inbox;

import io.github.cameltimelines.ledger.TimeOrderedIds;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/**
 * Puts events and their deliveries on the disk, a batch at a time, each event key once. For one
 * thread.
 */
interface EventStore extends AutoCloseable {

    /**
     * Stores those that are not there. All that is stored is on the disk on return.
     *
     * @param arrivals with different keys
     * @return those that are there already, within their window
     */
    List<Arrival> store(List<Arrival> arrivals, Instant now) throws SQLException;

    /** Whether an event of that id still keeps the key of this arrival from being stored again. */
    static boolean inWindow(long earlierEventId, Arrival arrival, Instant now) {
        return TimeOrderedIds.timeOf(earlierEventId).plus(arrival.window).isAfter(now);
    }

    @Override
    void close() throws InterruptedException;
}
