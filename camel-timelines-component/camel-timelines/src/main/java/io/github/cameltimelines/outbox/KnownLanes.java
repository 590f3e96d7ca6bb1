package io.github.cameltimelines.outbox;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongPredicate;

/**
 * The lanes of a queue that have deliveries in memory or wait for some, and the pools of its
 * channels, by number (see {@link Lineup}). Guarded by its queue.
 */
final class KnownLanes {

    private final Map<Long, Lane> lanes = new HashMap<>();
    private final Channels channels;

    KnownLanes(Channels channels) {
        this.channels = channels;
    }

    /** The lane of a delivery; null when it has none, or one that is not known. */
    Lane of(Delivery delivery) {
        return delivery.ordered() ? lanes.get(delivery.lane()) : null;
    }

    /** The lane with that number, a new one where none is known. */
    Lane make(long number) {
        return lanes.computeIfAbsent(number, Lane::new);
    }

    /** The lane or pool; null when it is not known. */
    Lane numbered(long number) {
        if (!Channel.isPool(number)) {
            return lanes.get(number);
        }
        Channel its = channels.ofPool(number);
        return its == null ? null : its.pool;
    }

    boolean has(Lane lane) {
        return numbered(lane.number) == lane;
    }

    void forget(Lane lane) {
        lanes.remove(lane.number);
    }

    /** Lanes that wait in the ledger for a retry, and lanes and pools that have waiting rows. */
    void block(Map<Long, Long> headByLane, Collection<Long> waiting) {
        headByLane.forEach((number, head) -> make(number).head = head);
        for (long number : waiting) {
            if (Channel.isPool(number)) {
                channels.of((int) -number).pool.waiting = true;
            } else {
                make(number).waiting = true;
            }
        }
    }

    /** Releases what has not begun in those lanes, and forgets the lanes. */
    void giveBack(LongPredicate which, Consumer<Delivery> release) {
        Set<Delivery> notBegun = new HashSet<>();
        for (Channel channel : channels.all()) {
            channel.removeReady(delivery -> which.test(delivery.lane()) && notBegun.add(delivery));
        }
        notBegun.forEach(release);
        Iterator<Lane> each = lanes.values().iterator();
        while (each.hasNext()) {
            Lane lane = each.next();
            if (which.test(lane.number)) {
                lane.line.forEach(release);
                lane.line.clear();
                lane.head = 0;
                lane.waiting = false;
                if (lane.current == null || notBegun.contains(lane.current)) {
                    each.remove();
                }
            }
        }
    }

    /** Forgets all lanes, and what stands in line in them. */
    void forgetAll(Consumer<Delivery> forgotten) {
        lanes.values().forEach(lane -> lane.line.forEach(forgotten));
        lanes.clear();
    }
}
