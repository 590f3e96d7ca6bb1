package io.github.cameltimelines.hub.replay;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;

/** Counts what a replay would send, without sending it. */
final class DryRun {

    /** The caller waits for it. */
    private static final Duration TIME_MAX = Duration.ofSeconds(5);

    private static final int ROOM = 10_000;

    /**
     * What it came to.
     *
     * @param complete false when the time was up: then it is more
     */
    record Count(
            @JsonProperty("dry_run") boolean dryRun,
            long deliveries,
            long skipped,
            boolean complete) {}

    private DryRun() {}

    static Count of(ReplayReader reader, ReplayWish wish, Replay replay) {
        long until = System.nanoTime() + TIME_MAX.toNanos();
        long place = replay.place();
        long deliveries = 0;
        long skipped = 0;
        while (place < replay.end() && System.nanoTime() - until < 0) {
            ReplayPart part = reader.next(wish, place, replay.end(), ROOM);
            deliveries += part.again().size();
            skipped += part.skipped();
            place = part.place();
        }
        return new Count(true, deliveries, skipped, place >= replay.end());
    }
}
