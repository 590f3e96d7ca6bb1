package io.github.cameltimelines.outbox;

import io.github.cameltimelines.subscription.Subscription;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * The subscriptions of a queue that have deliveries in memory or wait for some. Those that have a
 * ready one and may begin it stand in a ring and begin one at a time, so that one with many does
 * not hold up the others, and nothing is looked through. Guarded by its queue.
 */
final class Channels {

    private final IntFunction<Subscription> subscriptions;
    private final Function<Subscription, Pace> pace;
    private final BiConsumer<Channel, Long> pacer;
    private final Map<Integer, Channel> byId = new HashMap<>();
    private final Deque<Channel> ring = new ArrayDeque<>();
    private int nodes = 1;

    /**
     * @param subscriptions as they are now, by id; null for none
     * @param pacer calls {@link #paced} after as many nanoseconds
     */
    Channels(
            IntFunction<Subscription> subscriptions,
            Function<Subscription, Pace> pace,
            BiConsumer<Channel, Long> pacer) {
        this.subscriptions = subscriptions;
        this.pace = pace;
        this.pacer = pacer;
    }

    /** How many nodes share the queue, this one included; answers whether that is new. */
    boolean sharedBy(int count) {
        boolean isNew = nodes != count;
        nodes = count;
        return isNew;
    }

    Channel of(int subscriptionId) {
        Channel channel = byId.get(subscriptionId);
        if (channel == null) {
            channel = new Channel(subscriptionId);
            byId.put(subscriptionId, channel);
            look(channel);
        }
        return channel;
    }

    /** The one with that pool; null when it is not known. */
    Channel ofPool(long pool) {
        return byId.get((int) -pool);
    }

    boolean has(Channel channel) {
        return byId.get(channel.subscriptionId) == channel;
    }

    List<Channel> all() {
        return new ArrayList<>(byId.values());
    }

    /** Looks how its subscription is now. */
    void look(Channel channel) {
        Subscription now = subscriptions.apply(channel.subscriptionId);
        if (now == null) {
            channel.seeDeleted();
        } else if (!channel.hasSeen(now, nodes)) {
            channel.see(now, pace.apply(now), nodes);
        }
    }

    void addReady(Delivery delivery) {
        Channel channel = delivery.channel();
        channel.addReady(delivery);
        offer(channel);
    }

    /** Into the ring, if it may begin. */
    void offer(Channel channel) {
        if (!channel.inRing && channel.mayBegin()) {
            channel.inRing = true;
            ring.add(channel);
        }
    }

    /** The rate limit lets it begin another. */
    void paced(Channel channel) {
        channel.paced = false;
        offer(channel);
    }

    /**
     * The next to begin; null when none may. It counts as under way from now on.
     *
     * @param disabled called for a channel that is in the ring and disabled
     */
    Delivery next(Consumer<Channel> disabled) {
        Channel channel;
        while ((channel = ring.poll()) != null) {
            channel.inRing = false;
            look(channel);
            if (channel.isDisabled()) {
                disabled.accept(channel);
            } else if (channel.mayBegin()) {
                long wait = channel.nextIsErased() ? 0 : channel.waitNanos(System.nanoTime());
                if (wait == 0) {
                    Delivery next = channel.takeReady();
                    channel.inFlight++;
                    offer(channel);
                    return next;
                }
                channel.paced = true;
                pacer.accept(channel, wait);
            }
        }
        return null;
    }

    /** It could not begin after all. */
    void notBegun(Delivery delivery) {
        delivery.channel().inFlight--;
        delivery.channel().putBack(delivery);
    }

    void ended(Delivery delivery) {
        delivery.channel().inFlight--;
        offer(delivery.channel());
    }

    void forgetIfIdle(Channel channel) {
        if (channel.isForgettable() && has(channel)) {
            byId.remove(channel.subscriptionId);
        }
    }

    Collection<Channel> forgetAll() {
        List<Channel> all = all();
        byId.clear();
        ring.clear();
        return all;
    }
}
