package io.github.cameltimelines.outbox;

/**
 * How much of a shared queue's memory one subscription may have: an eighth of what is free, and one
 * delivery always. The more is in use, the less each may have, so that those that are slow never
 * fill it, however many they are, and a lone one has use of a good part (the dynamic thresholds of
 * Choudhury and Hahne, IEEE/ACM Transactions on Networking 6(2), 1998). In a queue of one
 * subscription there is no such bound. Guarded by its queue.
 */
final class Crowding {

    private static final int SHARE = 8;
    private static final int WORTH_PART = 10;

    private final boolean shared;
    private final Memory memory;
    private final QueueBacklog backlog;

    Crowding(boolean shared, Memory memory, QueueBacklog backlog) {
        this.shared = shared;
        this.memory = memory;
        this.backlog = backlog;
    }

    boolean mayHoldOneMore(Channel channel) {
        return !shared || fits(channel, channel.held);
    }

    /** Whether it holds more than it may, with one that has just come. */
    boolean isOneTooMany(Channel channel) {
        return shared && !fits(channel, channel.held - 1);
    }

    private boolean fits(Channel channel, int held) {
        return held <= 0
                || held < memory.room() / SHARE && channel.heldBytes <= memory.roomBytes() / SHARE;
    }

    /**
     * How much more a claim may bring for it of which nothing has to go back; none if that is not
     * worth a claim.
     */
    Room claimMax(Channel channel) {
        if (!shared) {
            return Room.ANY;
        }
        Room more =
                new Room(
                        (memory.room() - SHARE * channel.held) / (SHARE + 1),
                        (memory.roomBytes() - SHARE * channel.heldBytes) / (SHARE + 1));
        return more.rows() > memory.capacity() / (SHARE + 1) / WORTH_PART
                        && more.bytes() > memory.capacityBytes() / (SHARE + 1) / WORTH_PART
                ? more
                : Room.NONE;
    }

    /** Whether there is room for a good part of what waits in its pool. */
    boolean mayRefill(Channel channel) {
        return channel.poolEmptyTo < backlog.noneOlderTo()
                && (!shared || fits(channel, channel.held * 2));
    }

    /** The last row that may be brought back to a lane, or from a pool, now. */
    long refillTo(Lane lane) {
        return Channel.isPool(lane.number)
                ? Math.min(lane.inOrderTo(), backlog.noneOlderTo())
                : lane.inOrderTo();
    }

    Room refillMax(Channel channel) {
        return shared
                ? new Room(
                        Math.max(1, memory.room() / SHARE - channel.held),
                        memory.roomBytes() / SHARE - channel.heldBytes)
                : Room.ANY;
    }
}
