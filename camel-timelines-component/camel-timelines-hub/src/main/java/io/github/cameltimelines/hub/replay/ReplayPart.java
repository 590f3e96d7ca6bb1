package io.github.cameltimelines.hub.replay;

import io.github.cameltimelines.outbox.Resends.Again;
import java.util.ArrayList;
import java.util.List;

/**
 * The next part of a replay, as far as it fits.
 *
 * @param again what is to be owed
 * @param skipped what was passed over
 * @param place up to which it goes
 */
record ReplayPart(List<Again> again, long skipped, long place) {

    /** Payloads of a part: so that a replay of large ones does not take the memory of live ones. */
    private static final long BYTES_MAX = 2L << 20;

    /**
     * What stands at a place.
     *
     * @param again null to pass it over
     * @param bytes of its payload
     */
    record Candidate(long place, Again again, int bytes) {}

    /** This one, in which nothing was found, and the one behind it. */
    ReplayPart and(ReplayPart next) {
        return new ReplayPart(next.again(), skipped + next.skipped(), next.place());
    }

    /**
     * @param from where it begins
     * @param candidates in the order of their places
     * @param to up to where they were looked for
     */
    static ReplayPart of(long from, List<Candidate> candidates, long to, int room) {
        List<Again> again = new ArrayList<>();
        long skipped = 0;
        long bytes = 0;
        long place = from;
        for (Candidate candidate : candidates) {
            if (candidate.again() == null) {
                skipped++;
            } else {
                bytes += candidate.bytes();
                if (again.size() == room || bytes > BYTES_MAX && !again.isEmpty()) {
                    return new ReplayPart(again, skipped, place);
                }
                again.add(candidate.again());
            }
            place = candidate.place();
        }
        return new ReplayPart(again, skipped, to);
    }
}
