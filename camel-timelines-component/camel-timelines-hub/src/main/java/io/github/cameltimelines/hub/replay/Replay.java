package io.github.cameltimelines.hub.replay;

import java.time.Instant;
import java.util.Locale;

/**
 * A replay as it stands in the ledger.
 *
 * @param member who began it
 * @param wish what is to be replayed, as it is kept
 * @param place of a list how many are done, else the id up to which all are
 * @param end the last place
 * @param resent deliveries that it made due
 * @param skipped what it passed over: owed anyway, or its webhook is deleted or disabled
 * @param error why it failed; null else
 * @param endedAt null before
 */
record Replay(
        long id,
        int workspaceId,
        String member,
        String wish,
        State state,
        long place,
        long end,
        long resent,
        long skipped,
        String error,
        Instant endedAt) {

    /** Where it is in its life. */
    enum State {
        RUNNING,
        PAUSED,
        CANCELLED,
        DONE,
        FAILED;

        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether its places are those of a list: ids of a time are larger. */
    boolean isListed() {
        return end > 0 && end <= ReplayWish.LISTED_MAX;
    }

    /** After a part of it. */
    Replay advanced(long to, long moreResent, long moreSkipped) {
        return new Replay(
                id,
                workspaceId,
                member,
                wish,
                state,
                to,
                end,
                resent + moreResent,
                skipped + moreSkipped,
                error,
                endedAt);
    }
}
