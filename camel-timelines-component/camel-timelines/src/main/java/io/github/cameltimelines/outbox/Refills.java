package io.github.cameltimelines.outbox;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The lanes and pools that want their waiting rows from the ledger, one refill of each at a time
 * (see {@link Lineup}). Guarded by its queue.
 */
final class Refills {

    /** A refill as it began, to be compared with afterwards. */
    record Refill(Lane lane, int parking, long epoch, long toId) {
        boolean isOfPool() {
            return Channel.isPool(lane.number);
        }
    }

    private final Set<Long> wanted = new LinkedHashSet<>();
    private final KnownLanes lanes;
    private final Channels channels;
    private final Crowding crowding;
    private final Runnable wake;

    /**
     * @param wake called when one wants its waiting rows
     */
    Refills(KnownLanes lanes, Channels channels, Crowding crowding, Runnable wake) {
        this.lanes = lanes;
        this.channels = channels;
        this.crowding = crowding;
        this.wake = wake;
    }

    void want(Lane lane) {
        lane.refilling = true;
        wanted.add(lane.number);
        wake.run();
    }

    int wanted() {
        return wanted.size();
    }

    /** Takes the next lane or pool that wants its waiting rows off the list; or only a pool. */
    Optional<Refill> next(boolean onlyPools) {
        Iterator<Long> each = wanted.iterator();
        while (each.hasNext()) {
            long number = each.next();
            if (onlyPools && !Channel.isPool(number)) {
                continue;
            }
            Lane lane = lanes.numbered(number);
            each.remove();
            if (lane != null && lane.refilling) {
                return Optional.of(
                        new Refill(lane, lane.parking(), lane.epoch, crowding.refillTo(lane)));
            }
        }
        return Optional.empty();
    }

    /** How much of a pool a refill may bring; not bounded for a lane. */
    Room max(Lane lane) {
        boolean isPool = Channel.isPool(lane.number);
        return isPool ? crowding.refillMax(channels.ofPool(lane.number)) : Room.ANY;
    }

    /** It has brought rows; {@code all} when it found no more of them. */
    void done(Refill refill, boolean all) {
        Lane lane = refill.lane();
        lane.refilling = false;
        // A row that was on its way when the refill began may have come too late for its claim.
        boolean upToDate = all && refill.parking() == 0 && lane.epoch == refill.epoch();
        if (upToDate && refill.toId() == Long.MAX_VALUE) {
            lane.waiting = false;
        } else if (upToDate) {
            channels.ofPool(lane.number).poolEmptyTo = refill.toId();
        }
    }

    void forgetAll() {
        wanted.clear();
    }
}
