package io.github.cameltimelines.outbox;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The partitions of a queue that one node answers for: a set of the numbers 0 to 63. A lane belongs
 * to one partition, so that the events of one chat run on one node.
 */
record Partitions(long bits) {

    static final Partitions ALL = new Partitions(-1);
    static final Partitions NONE = new Partitions(0);

    /**
     * The partitions that {@code node} gets when {@code nodes} share a queue, by rendezvous hashing
     * (Thaler and Ravishankar, 1996): when a node goes, only its partitions move.
     */
    static Partitions of(int node, Collection<Integer> nodes) {
        long bits = 0;
        for (int partition = 0; partition < Lanes.PARTITIONS; partition++) {
            int best = node;
            long bestWeight = weight(partition, node);
            for (int other : nodes) {
                long weight = weight(partition, other);
                if (weight > bestWeight || weight == bestWeight && other > best) {
                    best = other;
                    bestWeight = weight;
                }
            }
            if (best == node) {
                bits |= 1L << partition;
            }
        }
        return new Partitions(bits);
    }

    /** The partitions of those lanes. */
    static Partitions ofLanes(Collection<Long> lanes) {
        long bits = 0;
        for (long lane : lanes) {
            bits |= 1L << Lanes.partition(lane);
        }
        return new Partitions(bits);
    }

    private static long weight(int partition, int node) {
        return Lanes.of(node, Integer.toString(partition));
    }

    boolean owns(long lane) {
        return (bits >>> Lanes.partition(lane) & 1) == 1;
    }

    boolean isAll() {
        return bits == -1;
    }

    boolean isNone() {
        return bits == 0;
    }

    boolean containsAll(Partitions other) {
        return (other.bits & ~bits) == 0;
    }

    /** What is in both. */
    Partitions and(Partitions other) {
        return new Partitions(bits & other.bits);
    }

    /** What is in either. */
    Partitions or(Partitions other) {
        return new Partitions(bits | other.bits);
    }

    /** What is in this one and not in the other. */
    Partitions without(Partitions other) {
        return new Partitions(bits & ~other.bits);
    }

    List<Integer> numbers() {
        List<Integer> numbers = new ArrayList<>();
        for (int partition = 0; partition < Lanes.PARTITIONS; partition++) {
            if ((bits >>> partition & 1) == 1) {
                numbers.add(partition);
            }
        }
        return numbers;
    }
}
