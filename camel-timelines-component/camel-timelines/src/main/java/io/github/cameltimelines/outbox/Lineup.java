package io.github.cameltimelines.outbox;

import java.util.Collection;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * The lanes of a queue: who stands behind whom, and which lanes and pools want their waiting rows
 * from the ledger (see {@link DeliveryQueue}). Guarded by its queue.
 */
final class Lineup {

    final Refills refills;
    final KnownLanes lanes;
    private final Channels channels;
    private final Crowding crowding;
    private final BiConsumer<Delivery, Lane> park;

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
        lanes = new KnownLanes(channels);
        refills = new Refills(lanes, channels, crowding, wantRefill);
    }

    /** The lane or pool, if a new delivery must join its waiting rows. */
    Optional<Lane> blocked(Delivery delivery) {
        Channel channel = channels.of(delivery.subscriptionId());
        if (channel.pool.waiting || channel.isDisabled()) {
            return Optional.of(channel.pool);
        }
        Lane lane = lanes.of(delivery);
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
        Lane lane = lanes.make(delivery.lane());
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
        Lane lane = lanes.of(delivery);
        if (lane == null || lane.head != delivery.id()) {
            return false;
        }
        lane.head = 0;
        lane.line.addFirst(delivery);
        advance(lane);
        return true;
    }

    /**
     * How much of the backlog may be claimed without sending some back, if the next are of that
     * channel, too; not bounded where its rows go to its pool in any case.
     */
    Room claimMax(Channel channel) {
        return channel.pool.waiting || channel.isDisabled() || !channels.has(channel)
                ? Room.ANY
                : crowding.claimMax(channel);
    }

    Delivery nextReady() {
        return channels.next(this::parkReady);
    }

    /** What is ready waits in the pool; its lane waits for it. */
    private void parkReady(Channel channel) {
        channel.takeAllReady(
                delivery -> {
                    Lane lane = lanes.of(delivery);
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
        Lane lane = lanes.of(delivery);
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
        if (lanes.has(lane)) {
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
                refills.want(lane);
            }
        } else if (lane.idle()) {
            lanes.forget(lane);
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
                refills.want(pool);
            }
        } else {
            channels.forgetIfIdle(channel);
        }
    }

    /** Subscriptions may be others now, or there may be room for pools that had to wait. */
    void advanceAll() {
        for (Channel channel : channels.all()) {
            channels.look(channel);
            channels.offer(channel);
            advancePool(channel);
        }
    }

    /** Adds the waiting rows; {@code all} when the claim found no more of them. */
    void refilled(Refills.Refill refill, Collection<Delivery> deliveries, boolean all) {
        Lane lane = refill.lane();
        refills.done(refill, all);
        boolean late = false;
        for (Delivery delivery : deliveries) {
            late |= lane.isOnItsWay(delivery);
            if (late) { // it came while we looked: older ones, or it itself, may be told of later
                park(delivery, lane);
            } else if (!refill.isOfPool()) {
                lane.line.add(delivery);
            } else if (!addHead(delivery)) {
                add(delivery);
            }
        }
        advanceAfter(refill);
    }

    /** The refill did not happen: it is asked for again. */
    void refillFailed(Refills.Refill refill) {
        if (lanes.has(refill.lane())) {
            refill.lane().refilling = false;
            advanceAfter(refill);
        }
    }

    private void advanceAfter(Refills.Refill refill) {
        if (refill.isOfPool()) {
            advancePool(channels.ofPool(refill.lane().number));
        } else {
            advance(refill.lane());
        }
    }

    /** Forgets everything; what is under way goes on. */
    void forget(Consumer<Delivery> forgotten) {
        channels.forgetAll().forEach(channel -> channel.takeAllReady(forgotten));
        lanes.forgetAll(forgotten);
        refills.forgetAll();
    }
}
