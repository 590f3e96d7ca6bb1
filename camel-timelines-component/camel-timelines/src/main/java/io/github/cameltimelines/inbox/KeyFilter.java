package io.github.cameltimelines.inbox;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Says of most keys that are not in the index that they are not, without looking: a Bloom filter
 * (Bloom, CACM 1970). A look costs a page of the index, which is read from the file once the index
 * has outgrown H2's cache; an event that was not seen before, the usual one, needs none.
 *
 * <p>Sixteen bits and five probes for each key: one of 2,000 unknown keys is looked up in vain.
 * Thread-safe.
 */
final class KeyFilter {

    private static final int BITS_PER_KEY = 16;
    private static final int PROBES = 5;

    private final AtomicLongArray words;
    private final int capacity;
    private final AtomicInteger count = new AtomicInteger();

    /**
     * @param capacity keys at the most; beyond it more and more are looked up in vain
     */
    KeyFilter(int capacity) {
        this.capacity = capacity;
        long bits = Math.max(1L << 10, Long.highestOneBit((long) capacity * BITS_PER_KEY - 1) << 1);
        words = new AtomicLongArray((int) (bits >>> 6));
    }

    void add(long key) {
        long step = step(key);
        for (int probe = 0; probe < PROBES; probe++) {
            long bit = key + probe * step;
            int word = (int) (bit >>> 6) & words.length() - 1;
            long mask = 1L << bit;
            if ((words.get(word) & mask) == 0) {
                words.accumulateAndGet(word, mask, (had, more) -> had | more);
            }
        }
        count.incrementAndGet();
    }

    /** False only if the key was never added. */
    boolean mayContain(long key) {
        long step = step(key);
        for (int probe = 0; probe < PROBES; probe++) {
            long bit = key + probe * step;
            if ((words.get((int) (bit >>> 6) & words.length() - 1) & 1L << bit) == 0) {
                return false;
            }
        }
        return true;
    }

    int capacity() {
        return capacity;
    }

    boolean isFull() {
        return count.get() >= capacity;
    }

    /** Keys are random already (hashes): their upper half serves as the second hash. */
    private static long step(long key) {
        return key >>> 32 | 1;
    }
}
