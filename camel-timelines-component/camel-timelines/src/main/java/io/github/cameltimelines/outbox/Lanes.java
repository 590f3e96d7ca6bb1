package io.github.cameltimelines.outbox;

import io.github.cameltimelines.subscription.Subscription;

/**
 * The number of a lane: from subscription and ordering key, 63 bits, so that a row needs no text
 * for it. Two chats meet in one number with a chance of one in 10^18 and would then wait for each
 * other, nothing worse. A negative number is a lane that no other delivery shares: unordered.
 *
 * <p>The low six bits are the lane's partition, by which several nodes share a queue.
 */
public final class Lanes {

    static final int PARTITIONS = 64;

    private Lanes() {}

    /** The lane of all events of a subscription with that ordering key. */
    public static long of(int subscription, String orderingKey) {
        long hash = mix(subscription);
        for (int at = 0; at < orderingKey.length(); at++) {
            hash = mix(hash ^ orderingKey.charAt(at)) + 0x9E3779B97F4A7C15L;
        }
        return mix(hash) >>> 1;
    }

    /** A lane for this delivery alone. */
    public static long unordered(long deliveryId) {
        return ~(mix(deliveryId) >>> 1);
    }

    /**
     * The lane of a delivery that is replayed: beside that of the live ones, so that neither waits
     * for the other; one after the other as the subscription wants it. Replayed events without a
     * chat share one.
     */
    static long ofReplay(Subscription subscription, String chatId, long deliveryId) {
        return switch (subscription.ordering()) {
            case CHAT -> of(subscription.id(), "replay " + (chatId == null ? "" : chatId));
            case STRICT -> of(subscription.id(), "replay of all");
            case NONE -> unordered(deliveryId);
        };
    }

    /** Whether other deliveries may share it. */
    public static boolean isOrdered(long lane) {
        return lane >= 0;
    }

    static int partition(long lane) {
        return (int) (lane & (PARTITIONS - 1));
    }

    /** Stafford's mix 13, the finalizer of SplitMix64 (Steele, Lea, Flood, OOPSLA 2014). */
    private static long mix(long value) {
        long z = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
