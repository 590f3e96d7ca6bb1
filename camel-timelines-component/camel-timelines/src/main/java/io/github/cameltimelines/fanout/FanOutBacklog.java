package io.github.cameltimelines.fanout;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * The fan-out rows of this node that are not expanded yet: in memory, in the order in which they
 * were admitted, or, past a bound and after a start, only in the ledger. What is in memory is older
 * than what is in the ledger alone, and new rows go to the ledger until nothing is left there.
 * Thread-safe.
 */
final class FanOutBacklog {

    /** What is left in the ledger, as a look at it began. */
    record Look(boolean arriving, long epoch) {}

    private final int rowsMax;
    private final long bytesMax;
    private final Deque<FanOutRow> line = new ArrayDeque<>();
    private final Map<Long, Integer> keptByLane = new HashMap<>();
    private int kept;
    private long keptBytes;

    /** There are, or may be, rows in the ledger that are not in memory. */
    private boolean inLedger = true;

    /** Of them, the ids of those of which the writer has not said what became. */
    private final NavigableSet<Long> arriving = new TreeSet<>();

    /** Counts what a look at the ledger may have missed. */
    private long epoch;

    FanOutBacklog(int rowsMax, long bytesMax) {
        this.rowsMax = rowsMax;
        this.bytesMax = bytesMax;
    }

    /** Whether deliveries of that lane, inserted now, would overtake those of a row. */
    synchronized boolean blocks(long lane) {
        return inLedger || keptByLane.containsKey(lane);
    }

    synchronized void admit(Owed owed) {
        FanOutRow row = owed.row();
        inLedger |= kept >= rowsMax || keptBytes >= bytesMax;
        owed.rowKept(!inLedger);
        if (inLedger) {
            arriving.add(row.id());
            epoch++;
        } else {
            kept++;
            keptBytes += row.event().body().length;
            keptByLane.merge(row.lane(), 1, Integer::sum);
        }
    }

    synchronized void committed(Owed owed) {
        if (owed.isRowKept()) {
            line.add(owed.row());
        } else {
            arriving.remove(owed.row().id());
        }
    }

    synchronized void withdrawn(Owed owed) {
        if (owed.isRowKept()) {
            forget(owed.row());
        } else {
            arriving.remove(owed.row().id());
        }
    }

    /** There may be rows that this node does not know of. */
    synchronized void lookInLedger() {
        inLedger = true;
        epoch++;
    }

    /** The oldest in memory; they count as kept until they are {@link #expanded}. */
    synchronized List<FanOutRow> next(int max) {
        List<FanOutRow> next = new ArrayList<>();
        while (next.size() < max && !line.isEmpty()) {
            next.add(line.poll());
        }
        return next;
    }

    /** Whether it is the turn of the rows that are in the ledger only. */
    synchronized boolean isLedgersTurn() {
        return inLedger && kept == 0;
    }

    synchronized Look look() {
        return new Look(!arriving.isEmpty(), epoch);
    }

    /**
     * Of rows that were read in the ledger, those that may be expanded: the ones before the first
     * that is arriving. It may be committed already, and what its batch owes directly be not in its
     * lanes yet.
     */
    synchronized List<FanOutRow> arrived(List<FanOutRow> rows) {
        return arriving.isEmpty()
                ? rows
                : rows.stream().takeWhile(row -> row.id() < arriving.first()).toList();
    }

    /** A look that began so found nothing in the ledger. */
    synchronized void foundNothing(Look look) {
        if (!look.arriving() && look.epoch() == epoch) {
            inLedger = false;
        }
    }

    /** Their deliveries are in their lanes, or others expand them. */
    synchronized void expanded(Collection<FanOutRow> rows) {
        rows.forEach(this::forget);
    }

    private void forget(FanOutRow row) {
        kept--;
        keptBytes -= row.event().body().length;
        keptByLane.computeIfPresent(row.lane(), (lane, count) -> count == 1 ? null : count - 1);
    }

    /** Whether nothing waits, in memory or in the ledger. */
    synchronized boolean isIdle() {
        return kept == 0 && !inLedger;
    }

    synchronized int size() {
        return kept;
    }
}
