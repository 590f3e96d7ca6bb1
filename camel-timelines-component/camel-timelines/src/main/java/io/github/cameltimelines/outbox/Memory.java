package io.github.cameltimelines.outbox;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which deliveries of a queue this node holds, and how much more it may. A delivery counts until
 * the ledger has been told what became of it. Guarded by its {@link DeliveryQueue}.
 */
final class Memory {

    private final int capacity;
    private final long capacityBytes;
    private final Set<Long> held = new HashSet<>();
    private long bytes;

    Memory(int capacity, long capacityBytes) {
        this.capacity = capacity;
        this.capacityBytes = capacityBytes;
    }

    void hold(Delivery delivery) {
        if (held.add(delivery.id())) {
            bytes += delivery.event().body().length;
        }
    }

    void unhold(Delivery delivery) {
        if (held.remove(delivery.id())) {
            bytes -= delivery.event().body().length;
        }
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
        return deliveryIds.stream().filter(id -> !held.contains(id)).toList();
    }

    int size() {
        return held.size();
    }

    long bytes() {
        return bytes;
    }
}
