package io.github.cameltimelines.outbox;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongPredicate;

/**
 * The lanes of a queue: who stands behind whom, and which lanes and pools want their waiting rows
 * from the ledger (see {@link DeliveryQueue}). Guarded by its queue.
 */
final class Lineup {

    /** A refill as it began, to be compared with afterwards. */
    record Refill(Lane lane, int parking, long epoch, long toId) {
        boolean isOfPool() {
            return Channel.isPool(lane.number);
        }
    }

    private final Map<Long, Lane> lanes = new HashMap<>();
    private final Set<Long> refills = new LinkedHashSet<>();
    private final Channels channels;
    private final Crowding crowding;
    private final BiConsumer<Delivery, Lane> park;
    private final Runnable wantRefill;

    /**
     * @param park sends a delivery to the waiting rows of its lane or pool
     * @param wantRefill called when one wants its waiting rows
     */
    Lineup(
            Channels channels,
            Crowding crowding,
            BiConsumer<Delivery, Lane> park,
            Runnable wantRefill) {
        this.channels = channels;
        this.crowding = crowding;
        this.park = park;
        this.wantRefill = wantRefill;
    }

    /** The lane or pool, if a new delivery must join its waiting rows. */
    Optional<Lane> blocked(Delivery delivery) {
        Channel channel = channels.of(delivery.subscriptionId());
        if (channel.pool.waiting || channel.isDisabled()) {
            return Optional.of(channel.pool);
        }
        Lane lane = delivery.ordered() ? lanes.get(delivery.lane()) : null;
        if (lane != null && lane.blocked()) {
            return Optional.of(lane);
        }
        return crowding.mayHoldOneMore(channel) ? Optional.empty() : Optional.of(channel.pool);
    }

    /** The pool, if a new delivery must wait there though the backlog may have older ones. */
    Optional<Lane> crowded(Delivery delivery) {
        Channel channel = channels.of(delivery.subscriptionId());
        boolean toPool =
                channel.pool.waiting || channel.isDisabled() || !crowding.mayHoldOneMore(channel);
        return toPool ? Optional.of(channel.pool) : Optional.empty();
    }

    /** Puts a delivery behind the others of its lane, or to the waiting rows. */
    void add(Delivery delivery) {
        if (!delivery.ordered()) {
            channels.addReady(delivery);
            return;
        }
        Lane lane = lanes.computeIfAbsent(delivery.lane(), Lane::new);
        if (lane.blocked()) {
            park(delivery, lane);
        } else {
            lane.line.add(delivery);
            advance(lane);
        }
    }

    /** The same, but to the pool if older ones are there. */
    void addBehindPool(Delivery delivery) {
        Channel channel = delivery.channel();
        if (channel.pool.waiting || channel.isDisabled()) {
            park(delivery, channel.pool);
        } else {
            add(delivery);
        }
    }

    /** One that a claim brought: first in its lane, if that waits for it; by hand beside it. */
    void addClaimed(Delivery delivery) {
        Channel channel = delivery.channel();
        if (channel.isDisabled() || crowding.isOneTooMany(channel)) {
            park(delivery, channel.pool);
        } else if (!addHead(delivery)) {
            if (delivery.isByHand()) {
                channels.addReady(delivery);
            } else {
                addBehindPool(delivery);
            }
        }
    }

    /** Puts a delivery first if its lane waits for it; answers whether it does. */
    private boolean addHead(Delivery delivery) {
        Lane lane = delivery.ordered() ? lanes.get(delivery.lane()) : null;
        if (lane == null || lane.head != delivery.id()) {
            return false;
        }
        lane.head = 0;
        lane.line.addFirst(delivery);
        advance(lane);
        return true;
    }

    /**
     * How many of the backlog may be claimed without sending some back, if the next are of that
     * channel, too; not bounded where its rows go to its pool in any case.
     */
    int claimMax(Channel channel) {
        return channel.pool.waiting || channel.isDisabled() || !channels.has(channel)
                ? Integer.MAX_VALUE
                : crowding.claimMax(channel);
    }

    Delivery nextReady() {
        return channels.next(this::parkReady);
    }

    /** What is ready waits in the pool; its lane waits for it. */
    private void parkReady(Channel channel) {
        channel.takeAllReady(
                delivery -> {
                    Lane lane = delivery.ordered() ? lanes.get(delivery.lane()) : null;
                    if (lane != null && lane.current == delivery) {
                        waitForHead(lane, delivery);
                    }
                    park(delivery, channel.pool);
                });
    }

    private void waitForHead(Lane lane, Delivery head) {
        lane.current = null;
        lane.head = head.id();
        lane.line.forEach(behind -> park(behind, lane));
        lane.line.clear();
    }

    /** The current one of a lane is through, or, where it is to be tried again, heads its lane. */
    void finished(Delivery delivery, boolean again) {
        Lane lane = delivery.ordered() ? lanes.get(delivery.lane()) : null;
        if (lane == null || lane.current != delivery) {
            return; // it was taken from this node
        } else if (again) {
            waitForHead(lane, delivery);
        } else {
            lane.current = null;
            advance(lane);
        }
    }

    private void park(Delivery delivery, Lane lane) {
        lane.parks(delivery);
        park.accept(delivery, lane);
    }

    /** A row has come to the waiting ones. */
    void parked(Delivery delivery) {
        Lane lane = delivery.parkedIn();
        if (has(lane)) {
            lane.parked(delivery);
            if (Channel.isPool(lane.number)) {
                Channel channel = channels.ofPool(lane.number);
                channel.poolEmptyTo = 0;
                advancePool(channel);
            } else {
                advance(lane);
            }
        }
    }

    /** Makes the first in line ready, or refills the line, or forgets the lane. */
    private void advance(Lane lane) {
        if (lane.current != null || lane.head != 0) {
            return;
        }
        Delivery next = lane.line.poll();
        if (next != null) {
            lane.current = next;
            channels.addReady(next);
        } else if (lane.waiting) {
            if (lane.parking() == 0 && !lane.refilling) {
                wantRefill(lane);
            }
        } else if (lane.idle()) {
            lanes.remove(lane.number);
        }
    }

    /** Refills the pool if there is room for some of it, or forgets the channel. */
    void advancePool(Channel channel) {
        Lane pool = channel.pool;
        if (pool.waiting) {
            if (pool.parking() == 0
                    && !pool.refilling
                    && !channel.isDisabled()
                    && crowding.mayRefill(channel)) {
                wantRefill(pool);
            }
        } else {
            channels.forgetIfIdle(channel);
        }
    }

    private void wantRefill(Lane lane) {
        lane.refilling = true;
        refills.add(lane.number);
        wantRefill.run();
    }

    /** Subscriptions may be others now, or there may be room for pools that had to wait. */
    void advanceAll() {
        for (Channel channel : channels.all()) {
            channels.look(channel);
            channels.offer(channel);
            advancePool(channel);
        }
    }

    int refillsWanted() {
        return refills.size();
    }

    /** Takes the next lane or pool that wants its waiting rows off the list; or only a pool. */
    Optional<Refill> nextRefill(boolean onlyPools) {
        Iterator<Long> wanted = refills.iterator();
        while (wanted.hasNext()) {
            long number = wanted.next();
            if (onlyPools && !Channel.isPool(number)) {
                continue;
            }
            Lane lane = lane(number);
            wanted.remove();
            if (lane != null && lane.refilling) {
                return Optional.of(
                        new Refill(lane, lane.parking(), lane.epoch, crowding.refillTo(lane)));
            }
        }
        return Optional.empty();
    }

    private Lane lane(long number) {
        if (!Channel.isPool(number)) {
            return lanes.get(number);
        }
        Channel its = channels.ofPool(number);
        return its == null ? null : its.pool;
    }

    boolean has(Lane lane) {
        return lane(lane.number) == lane;
    }

    /** How many of a pool a refill may bring; not bounded for a lane. */
    int refillMax(Lane lane) {
        boolean isPool = Channel.isPool(lane.number);
        return isPool ? crowding.refillMax(channels.ofPool(lane.number)) : Integer.MAX_VALUE;
    }

    /** Adds the waiting rows; {@code all} when the claim found no more of them. */
    void refilled(Refill refill, Collection<Delivery> deliveries, boolean all) {
        Lane lane = refill.lane();
        lane.refilling = false;
        // A row that was on its way when the refill began may have come too late for its claim.
        boolean upToDate = all && refill.parking() == 0 && lane.epoch == refill.epoch();
        if (upToDate && refill.toId() == Long.MAX_VALUE) {
            lane.waiting = false;
        } else if (upToDate) {
            channels.ofPool(lane.number).poolEmptyTo = refill.toId();
        }
        for (Delivery delivery : deliveries) {
            if (lane.isOnItsWay(delivery)) {
                park(delivery, lane); // it came while we looked: older ones may be told of later
            } else if (!refill.isOfPool()) {
                lane.line.add(delivery);
            } else if (!addHead(delivery)) {
                add(delivery);
            }
        }
        if (refill.isOfPool()) {
            advancePool(channels.ofPool(lane.number));
        } else {
            advance(lane);
        }
    }

    /** The refill did not happen: it is asked for again. */
    void refillFailed(Refill refill) {
        Lane lane = refill.lane();
        if (has(lane)) {
            lane.refilling = false;
            if (refill.isOfPool()) {
                advancePool(channels.ofPool(lane.number));
            } else {
                advance(lane);
            }
        }
    }

    /** Lanes that wait in the ledger for a retry, and lanes and pools that have waiting rows. */
    void block(Map<Long, Long> headByLane, Collection<Long> waiting) {
        headByLane.forEach((number, head) -> lanes.computeIfAbsent(number, Lane::new).head = head);
        for (long number : waiting) {
            if (Channel.isPool(number)) {
                channels.of((int) -number).pool.waiting = true;
            } else {
                lanes.computeIfAbsent(number, Lane::new).waiting = true;
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

    /** Forgets everything; what is under way goes on. */
    void forget(Consumer<Delivery> forgotten) {
        channels.forgetAll().forEach(channel -> channel.takeAllReady(forgotten));
        lanes.values().forEach(lane -> lane.line.forEach(forgotten));
        lanes.clear();
        refills.clear();
    }
}
