package io.github.cameltimelines.log;

import io.github.cameltimelines.log.MinuteRows.Sum;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts of events that stand in the ledger and, in its figures, not yet. Thread-safe. */
final class StoredEvents {

    private SortedMap<Long, Sum> minutes = new TreeMap<>();

    synchronized void add(Instant at, int workspaceId, int events) {
        minutes.merge(
                Tally.minuteId(Tally.minuteOfMillis(at.toEpochMilli()), workspaceId),
                Sum.of(events),
                Sum::plus);
    }

    /** All of them, for who writes them. */
    synchronized SortedMap<Long, Sum> take() {
        SortedMap<Long, Sum> taken = minutes;
        minutes = new TreeMap<>();
        return taken;
    }

    /** They could not be written. */
    synchronized void giveBack(SortedMap<Long, Sum> taken) {
        taken.forEach((minute, sum) -> minutes.merge(minute, sum, Sum::plus));
    }
}
