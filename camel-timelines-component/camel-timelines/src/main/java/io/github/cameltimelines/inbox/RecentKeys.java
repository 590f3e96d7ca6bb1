package io.github.cameltimelines.inbox;

/**
 * The keys of the events that were stored last, so that a repetition within seconds, the usual one,
 * costs no statement. The ledger decides about all others, and about those whose place another key
 * has taken. Arrays of numbers: as objects these keys would live just long enough for the collector
 * to copy each of them several times. For one thread.
 */
final class RecentKeys {

    private static final int PLACES = 1 << 15; // 768 KB

    private final long[] high = new long[PLACES];
    private final long[] low = new long[PLACES];
    private final long[] storedAtMs = new long[PLACES]; // 0: never

    boolean contains(Arrival arrival, long nowMs) {
        int place = place(arrival);
        return storedAtMs[place] != 0
                && high[place] == arrival.key.getMostSignificantBits()
                && low[place] == arrival.key.getLeastSignificantBits()
                && nowMs - storedAtMs[place] < arrival.window.toMillis();
    }

    void add(Arrival arrival, long nowMs) {
        int place = place(arrival);
        high[place] = arrival.key.getMostSignificantBits();
        low[place] = arrival.key.getLeastSignificantBits();
        storedAtMs[place] = nowMs;
    }

    /** Keys are hashes: any of their bits will do. */
    private static int place(Arrival arrival) {
        return (int) arrival.key.getLeastSignificantBits() & PLACES - 1;
    }
}
