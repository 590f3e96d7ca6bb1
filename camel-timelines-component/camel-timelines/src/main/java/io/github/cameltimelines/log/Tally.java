package io.github.cameltimelines.log;

import io.github.cameltimelines.ledger.TimeOrderedIds;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What attempts make of the figures of their subscription.
 *
 * @param before as it was
 * @param after as it is
 * @param hours what is to be added, by the key of the hour
 * @param recent what stands in the ring now, by slot
 */
record Tally(
        Standing before,
        Standing after,
        SortedMap<Long, Count> hours,
        SortedMap<Long, Recent> recent) {

    Tally {
        hours = Collections.unmodifiableSortedMap(hours);
        recent = Collections.unmodifiableSortedMap(recent);
    }

    /** Attempts that the ring of a subscription holds: those of its error rate, and of its log. */
    static final int RECENT_MAX = 1_000;

    private static final long HOUR_MS = Duration.ofHours(1).toMillis();
    private static final long MINUTE_MS = Duration.ofMinutes(1).toMillis();

    /** An attempt, as far as it counts. */
    record Counted(long id, int subscriptionId, short outcome, Integer status, int durationMs) {
        boolean failed() {
            return outcome != AttemptRecord.Outcome.DELIVERED.ordinal();
        }
    }

    /** How a subscription stands. */
    record Standing(
            int subscriptionId,
            long attempts,
            int errorsCounter,
            long lastAttemptId,
            short lastOutcome,
            Integer lastStatus) {

        Standing after(Counted attempt) {
            boolean latest = attempt.id() > lastAttemptId;
            return new Standing(
                    subscriptionId,
                    attempts + 1,
                    attempt.failed() ? errorsCounter + 1 : 0,
                    latest ? attempt.id() : lastAttemptId,
                    latest ? attempt.outcome() : lastOutcome,
                    latest ? attempt.status() : lastStatus);
        }
    }

    /** Attempts, those of them that failed, and how long they took. */
    record Count(int attempts, int failures, long durationMs) {
        static final Count NONE = new Count(0, 0, 0);

        static Count of(Counted attempt) {
            return new Count(1, attempt.failed() ? 1 : 0, attempt.durationMs());
        }

        Count plus(Count other) {
            return new Count(
                    attempts + other.attempts,
                    failures + other.failures,
                    durationMs + other.durationMs);
        }
    }

    /** One place of the ring. */
    record Recent(long attemptId, boolean failed) {}

    static Tally of(Standing before, List<Counted> attempts) {
        SortedMap<Long, Count> hours = new TreeMap<>();
        SortedMap<Long, Recent> recent = new TreeMap<>();
        Standing now = before;
        for (Counted attempt : attempts) {
            recent.put(
                    firstSlot(before.subscriptionId()) + now.attempts() % RECENT_MAX,
                    new Recent(attempt.id(), attempt.failed()));
            hours.merge(
                    hourId(hourOf(attempt.id()), before.subscriptionId()),
                    Count.of(attempt),
                    Count::plus);
            now = now.after(attempt);
        }
        return new Tally(before, now, hours, recent);
    }

    /** Whether it failed {@code limit} times one after the other now, and did not before. */
    boolean crossed(int limit) {
        return before.errorsCounter() < limit && after.errorsCounter() >= limit;
    }

    /** Whether a success ended that. */
    boolean recovered(int limit) {
        return before.errorsCounter() >= limit && after.errorsCounter() < limit;
    }

    static long firstSlot(int subscriptionId) {
        return (long) subscriptionId * RECENT_MAX;
    }

    static long hourOf(long attemptId) {
        return hourOfMillis(TimeOrderedIds.timeOf(attemptId).toEpochMilli());
    }

    static long hourOfMillis(long millis) {
        return Math.floorDiv(millis, HOUR_MS);
    }

    static long hourId(long hour, int subscriptionId) {
        return hour << Integer.SIZE | subscriptionId;
    }

    static long minuteOf(long attemptId) {
        return minuteOfMillis(TimeOrderedIds.timeOf(attemptId).toEpochMilli());
    }

    static long minuteOfMillis(long millis) {
        return Math.floorDiv(millis, MINUTE_MS);
    }

    static long minuteId(long minute, int workspaceId) {
        return minute << Integer.SIZE | workspaceId;
    }
}
