package io.github.cameltimelines.fanout;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The fan-out rows of this node that are not expanded yet: in memory, in the order in which they
 * were admitted, or, past a bound and after a start, only in the ledger. What is in memory is older
 * than what is in the ledger alone, and new rows go to the ledger until nothing is left there.
 * Thread-safe.
 */
final class FanOutBacklog {

    /** What is left in the ledger, as a look at it began. */
    record Look(int arriving, long epoch) {}

    private final int rowsMax;
    private final long bytesMax;
    private final Deque<FanOutRow> line = new ArrayDeque<>();
    private final Map<Long, Integer> keptByLane = new HashMap<>();
    private int kept;
    private long keptBytes;

    /** There are, or may be, rows in the ledger that are not in memory. */
    private boolean inLedger = true;

    /** Of them, those of which the writer has not said what became, and a count of all. */
    private int arriving;

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
            arriving++;
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
            arriving--;
        }
    }

    synchronized void withdrawn(Owed owed) {
        if (owed.isRowKept()) {
            forget(owed.row());
        } else {
            arriving--;
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
        return new Look(arriving, epoch);
    }

    /** A look that began so found nothing in the ledger. */
    synchronized void foundNothing(Look look) {
        if (look.arriving() == 0 && look.epoch() == epoch) {
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
