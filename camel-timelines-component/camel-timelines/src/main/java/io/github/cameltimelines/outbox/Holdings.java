package io.github.cameltimelines.outbox;

import io.github.cameltimelines.outbox.Delivery.Admission;
import io.github.cameltimelines.outbox.QueueBacklog.Mode;
import io.github.cameltimelines.outbox.Settlement.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a queue has in memory, and the moves from memory back to the ledger (see {@link
 * DeliveryQueue}). Guarded by its queue.
 */
final class Holdings {

    final Memory memory;
    final Channels channels;
    final Lineup lineup;
    final QueueBacklog backlog = new QueueBacklog();
    private final DeliveryQueue queue;
    private final Outbox outbox;
    private final List<Delivery> staged = new ArrayList<>();
    private Partitions partitions;
    private boolean serving = true;

    Holdings(DeliveryQueue queue, QueueSettings settings, Outbox outbox, Partitions partitions) {
        this.queue = queue;
        this.outbox = outbox;
        this.partitions = partitions;
        this.memory = new Memory(settings.capacity(), settings.capacityBytes());
        this.channels =
                new Channels(
                        outbox::subscription,
                        settings.pace(),
                        (channel, nanos) -> outbox.later(nanos, () -> queue.paced(channel)));
        Crowding crowding = new Crowding(queue.isShared(), memory, backlog);
        this.lineup = new Lineup(channels, crowding, this::park, outbox::wakeClaimer);
    }

    boolean isServing() {
        return serving;
    }

    /** Whether a claim would now find the oldest rows of what is ours. */
    boolean mayClaim() {
        return serving
                && backlog.mayClaim()
                && !partitions.isNone()
                && !outbox.isPreceded(queue.number());
    }

    Partitions partitions() {
        return partitions;
    }

    boolean isOurs(long lane) {
        return serving && partitions.owns(lane);
    }

    /** See {@link Outbox#insertedTo()}. */
    long insertedTo() {
        return outbox.insertedTo();
    }

    /** Deliveries that a claim brought count as held from now on. */
    void hold(List<Delivery> claimed, int node) {
        for (Delivery delivery : claimed) {
            hold(delivery);
            delivery.admitted(Admission.HELD, node, 0);
        }
    }

    void hold(Delivery delivery) {
        memory.hold(delivery, channels.of(delivery.subscriptionId()));
    }

    /** To its lane; back to the ledger where that is no longer this node's. */
    void enqueue(Delivery delivery) {
        enqueue(delivery, lineup::add);
    }

    /** The same for one that was staged: a claim may have put older ones into the pool. */
    void enqueueStaged(Delivery delivery) {
        enqueue(delivery, lineup::addBehindPool);
    }

    /** The same for one that a claim brought. */
    void enqueueClaimed(Delivery delivery) {
        enqueue(delivery, lineup::addClaimed);
    }

    private void enqueue(Delivery delivery, Consumer<Delivery> add) {
        if (isOurs(delivery.lane())) {
            add.accept(delivery);
        } else {
            release(delivery); // it was admitted just before
        }
    }

    void stage(Delivery delivery) {
        staged.add(delivery);
    }

    /** Nothing older is in the ledger any more: the staged ones go to their lanes. */
    void unstage() {
        List<Delivery> next = List.copyOf(staged);
        staged.clear();
        next.forEach(this::enqueueStaged);
    }

    void spill() {
        backlog.spill();
        staged.forEach(this::release);
        staged.clear();
    }

    private void park(Delivery delivery, Lane lane) {
        outbox.settle(new Settlement(queue, delivery, Kind.PARKED, lane.number, null));
    }

    void release(Delivery delivery) {
        backlog.releaseBegins();
        outbox.settle(new Settlement(queue, delivery, Kind.RELEASED, 0, null));
    }

    /** The ledger has been told. */
    void settled(Settlement settlement) {
        memory.unhold(settlement.delivery());
        switch (settlement.kind()) {
            case PARKED -> lineup.parked(settlement.delivery());
            case RELEASED -> backlog.releaseEnded();
            default -> {}
        }
        if (channels.has(settlement.delivery().channel())) {
            lineup.advancePool(settlement.delivery().channel());
        }
        if (backlog.mode() != Mode.MEMORY && memory.isHalfEmpty()) {
            outbox.wakeClaimer();
        }
    }

    /** Takes the partitions that this node now answers for; gives back what is no longer its. */
    void share(Partitions now) {
        boolean grew = !partitions.containsAll(now);
        partitions = now;
        if (grew) {
            spill();
            backlog.recover(outbox.inserts());
        }
        giveBack();
    }

    void stopServing() {
        serving = false;
        spill(); // also for those that are admitted as staged and not committed yet
        giveBack();
    }

    /** Releases what is not ours any more and has not begun. */
    private void giveBack() {
        for (Delivery delivery : List.copyOf(staged)) {
            if (!isOurs(delivery.lane())) {
                staged.remove(delivery);
                release(delivery);
            }
        }
        lineup.lanes.giveBack(lane -> !isOurs(lane), this::release);
    }

    void forget() {
        lineup.forget(memory::unhold);
        staged.forEach(memory::unhold);
        staged.clear();
        backlog.recover(outbox.inserts());
    }
}
