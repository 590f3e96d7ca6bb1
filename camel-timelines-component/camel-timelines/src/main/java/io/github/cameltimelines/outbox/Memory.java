package io.github.cameltimelines.outbox;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which deliveries of a queue this node holds, and how much more it may. A delivery counts until
 * the ledger has been told what became of it. Guarded by its {@link DeliveryQueue}.
 */
final class Memory {

    private final int capacity;
    private final long capacityBytes;
    private final Map<Long, Delivery> held = new HashMap<>();

    /** How many deliveries have a payload, which counts once. */
    private final Map<byte[], Integer> sharing = new IdentityHashMap<>();

    private long bytes;

    Memory(int capacity, long capacityBytes) {
        this.capacity = capacity;
        this.capacityBytes = capacityBytes;
    }

    /** A row may be claimed again before its settlement was noted here: the later one counts. */
    void hold(Delivery delivery, Channel channel) {
        Delivery before = held.put(delivery.id(), delivery);
        if (before != null) {
            uncount(before);
        }
        delivery.channel(channel);
        count(delivery);
    }

    void unhold(Delivery delivery) {
        if (held.remove(delivery.id(), delivery)) {
            uncount(delivery);
        }
    }

    private void count(Delivery delivery) {
        byte[] payload = delivery.event().body();
        if (sharing.merge(payload, 1, Integer::sum) == 1) {
            bytes += payload.length;
        }
        delivery.channel().held++;
        delivery.channel().heldBytes += payload.length;
    }

    private void uncount(Delivery delivery) {
        byte[] payload = delivery.event().body();
        if (sharing.computeIfPresent(payload, (same, by) -> by == 1 ? null : by - 1) == null) {
            bytes -= payload.length;
        }
        delivery.channel().held--;
        delivery.channel().heldBytes -= payload.length;
    }

    int capacity() {
        return capacity;
    }

    long capacityBytes() {
        return capacityBytes;
    }

    boolean isFull() {
        return held.size() >= capacity || bytes >= capacityBytes;
    }

    boolean isHalfEmpty() {
        return held.size() <= capacity / 2;
    }

    boolean isEmpty() {
        return held.isEmpty();
    }

    int room() {
        return isFull() ? 0 : capacity - held.size();
    }

    long roomBytes() {
        return capacityBytes - bytes;
    }

    Room free() {
        return new Room(room(), roomBytes());
    }

    List<Long> notHeld(List<Long> deliveryIds) {
        return deliveryIds.stream().filter(id -> !held.containsKey(id)).toList();
    }

    /** Marks those of them that are held. */
    void erased(List<Long> deliveryIds) {
        for (long id : deliveryIds) {
            Delivery delivery = held.get(id);
            if (delivery != null) {
                delivery.erased();
            }
        }
    }

    int size() {
        return held.size();
    }

    long bytes() {
        return bytes;
    }
}
