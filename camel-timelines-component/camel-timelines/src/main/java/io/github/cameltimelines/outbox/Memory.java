package io.github.cameltimelines.outbox;

import java.util.HashMap;
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
    private long bytes;

    Memory(int capacity, long capacityBytes) {
        this.capacity = capacity;
        this.capacityBytes = capacityBytes;
    }

    /** A row may be claimed again before its settlement was noted here: the later one counts. */
    void hold(Delivery delivery, Channel channel) {
        Delivery before = held.put(delivery.id(), delivery);
        if (before != null) {
            count(before, -1);
        }
        delivery.channel(channel);
        count(delivery, 1);
    }

    void unhold(Delivery delivery) {
        if (held.remove(delivery.id(), delivery)) {
            count(delivery, -1);
        }
    }

    private void count(Delivery delivery, int sign) {
        int size = delivery.event().body().length * sign;
        bytes += size;
        delivery.channel().held += sign;
        delivery.channel().heldBytes += size;
    }

    int capacity() {
        return capacity;
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
