package io.github.cameltimelines.ledger;

import java.time.Clock;
import java.time.Instant;

/**
 * Makes 63-bit ids that sort by time: 41 bits of milliseconds since 2026 (69 years), 10 bits of
 * node, 12 bits of counter. Needs no round trip to the database, and an age is a range of ids. When
 * the clock steps back, or more than 4096 ids are asked for in a millisecond, it counts on from the
 * last id instead of repeating one. Thread-safe.
 */
public final class TimeOrderedIds {

    private static final long EPOCH_MS = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
    private static final int NODE_BITS = 10;
    private static final int COUNTER_BITS = 12;
    private static final int NODE_MASK = (1 << NODE_BITS) - 1;
    private static final long COUNTERS = 1L << COUNTER_BITS;

    private final Clock clock;
    private final long node;
    private long lastTick;
    private long counter;

    public TimeOrderedIds(Clock clock, int node) {
        this(clock, node, 0);
    }

    /**
     * @param newest an id that all new ones must sort behind
     */
    public TimeOrderedIds(Clock clock, int node, long newest) {
        this.clock = clock;
        this.node = node & NODE_MASK;
        this.lastTick = (newest >> (NODE_BITS + COUNTER_BITS)) + 1;
    }

    public synchronized long next() {
        long tick = clock.millis() - EPOCH_MS;
        if (tick > lastTick) {
            lastTick = tick;
            counter = 0;
        } else if (++counter == COUNTERS) {
            lastTick++;
            counter = 0;
        }
        return lastTick << (NODE_BITS + COUNTER_BITS) | node << COUNTER_BITS | counter;
    }

    /** The id that was made last. */
    public synchronized long last() {
        return lastTick << (NODE_BITS + COUNTER_BITS) | node << COUNTER_BITS | counter;
    }

    /** The smallest id that can be made at that time: all ids below it are older. */
    public static long firstOf(Instant time) {
        return Math.max(0, time.toEpochMilli() - EPOCH_MS) << (NODE_BITS + COUNTER_BITS);
    }

    /** The SQL of when the id in that column was made, in milliseconds since 1970. */
    public static String millisOf(String column) {
        return "(%s / %d + %d)".formatted(column, 1L << (NODE_BITS + COUNTER_BITS), EPOCH_MS);
    }

    /** Whether the node of that number may have made the id. */
    public static boolean madeBy(int node, long id) {
        return (id >> COUNTER_BITS & NODE_MASK) == (node & NODE_MASK);
    }

    /** When an id was made, to the millisecond. */
    public static Instant timeOf(long id) {
        return Instant.ofEpochMilli((id >> (NODE_BITS + COUNTER_BITS)) + EPOCH_MS);
    }
}
