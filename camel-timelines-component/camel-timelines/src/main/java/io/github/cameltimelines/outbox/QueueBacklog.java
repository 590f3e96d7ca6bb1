package io.github.cameltimelines.outbox;

import java.util.function.BooleanSupplier;

/**
 * What is known of the rows of a queue that are in the ledger and not in memory: the mode that
 * follows from it (see {@link DeliveryQueue}), and what is on its way there. Guarded by its queue.
 */
final class QueueBacklog {

    enum Mode {
        MEMORY,
        DRAINING,
        SPILL
    }

    /** As it was when a claim began, to be compared with afterwards. */
    record View(Mode mode, long epoch, int unheld, long releases) {}

    private Mode mode = Mode.SPILL;

    /** Since partitions were taken over, not everything that was there has been claimed. */
    private boolean recovering = true;

    /** The inserts that were under way then, which this queue does not count, have ended. */
    private BooleanSupplier insertsEnded = () -> true;

    /** Rows on their way into the ledger that are not held, and a count of them all. */
    private int unheld;

    private long epoch;

    /**
     * Of them, rows on their way back: until they are there, a claim could find only younger ones.
     */
    private int releasing;

    /** Counts what makes a claim that is under way miss older rows. */
    private long releases;

    /** Rows admitted as held or staged of which the writer has not said what became. */
    private int unresolved;

    /** All rows up to that id have been claimed, as far as it is known. */
    private long claimedTo;

    /** The oldest that was staged since the draining began. */
    private long stagedFrom = Long.MAX_VALUE;

    Mode mode() {
        return mode;
    }

    /** A claim brought the oldest rows, up to that one, of those that were there. */
    void claimedTo(long deliveryId) {
        claimedTo = deliveryId;
    }

    /** Rows that wait, up to that id, have no older ones in the backlog, nor among the staged. */
    long noneOlderTo() {
        return mode == Mode.MEMORY ? Long.MAX_VALUE : Math.min(claimedTo, stagedFrom - 1);
    }

    boolean isRecovering() {
        return recovering;
    }

    void spill() {
        mode = Mode.SPILL;
        releases++;
        claimedTo = 0;
        stagedFrom = Long.MAX_VALUE; // they are given back
    }

    /**
     * Begins anew with what is in the ledger.
     *
     * @param inserts true once those that are under way now have ended
     */
    void recover(BooleanSupplier inserts) {
        spill();
        recovering = true;
        insertsEnded = inserts;
    }

    void spillBegins() {
        unheld++;
        epoch++;
    }

    void spillEnded() {
        unheld--;
    }

    void releaseBegins() {
        unheld++;
        epoch++;
        releasing++;
        releases++;
        claimedTo = 0;
    }

    void releaseEnded() {
        unheld--;
        releasing--;
    }

    void admitted() {
        unresolved++;
    }

    /** It is to wait until the draining ends. */
    void staged(long deliveryId) {
        stagedFrom = Math.min(stagedFrom, deliveryId);
    }

    /** Answers whether a claim was waiting for that. */
    boolean resolved() {
        unresolved--;
        return unresolved == 0 && mode == Mode.SPILL;
    }

    /** Whether a claim would now find the oldest rows, and overtake none. */
    boolean mayClaim() {
        return releasing == 0 && (mode != Mode.SPILL || unresolved == 0);
    }

    /** Whether rows that were admitted, or are being given back, are not in the ledger as free. */
    boolean hasRowsOnTheirWay() {
        return unresolved > 0 || releasing > 0;
    }

    View view() {
        return new View(mode, epoch, unheld, releases);
    }

    /** Whether a claim that began then may have missed older rows. */
    boolean mayHaveMissed(View then) {
        return then.releases() != releases;
    }

    /** Whether there may be a backlog, and nothing but claims is needed to know. */
    boolean isOpenEnded() {
        return mode != Mode.MEMORY && insertsEnded.getAsBoolean();
    }

    /** A claim that began then found everything; answers whether nothing is left now. */
    boolean foundAll(View then) {
        if (mode == Mode.SPILL) {
            if (!mayHaveMissed(then) && insertsEnded.getAsBoolean()) {
                mode = Mode.DRAINING;
            }
            return false;
        }
        if (mode == Mode.DRAINING
                && then.mode() == Mode.DRAINING
                && then.unheld() == 0
                && then.epoch() == epoch) {
            mode = Mode.MEMORY;
            stagedFrom = Long.MAX_VALUE;
            recovering = false;
            return true;
        }
        return false;
    }
}
