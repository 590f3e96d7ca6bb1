package io.github.cameltimelines.hub.metrics;

import io.github.cameltimelines.log.Timings;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/** Histograms of how long things take; their buckets are what the guarantees are about. */
final class MeteredTimings implements Timings {

    /** Of accepting: its limit is 3 s. */
    private static final long[] ACCEPT_MS = {1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 3_000};

    private static final double[] EVENTS = {1, 2, 4, 8, 16, 32, 64, 128, 256};

    private static final long[] DELAY_MS = {
        1, 2, 5, 10, 25, 50, 100, 500, 1_000, 5_000, 30_000, 300_000, 3_600_000
    };

    /** Of an attempt: 5 s unless its webhook has another timeout. */
    private static final long[] ATTEMPT_MS = {
        5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000
    };

    private final Timer accept;
    private final Timer commit;
    private final DistributionSummary batch;
    private final Timer begin;
    private final Timer attempt;

    MeteredTimings(MeterBook meters) {
        accept =
                meters.timer(
                        "timelines.accept.duration",
                        "From the body of an event to its answer",
                        ACCEPT_MS);
        commit =
                meters.timer(
                        "timelines.accept.commit.duration",
                        "A transaction of accepting, to the disk",
                        ACCEPT_MS);
        batch =
                meters.summary(
                        "timelines.accept.commit.events",
                        "Events in one transaction of accepting",
                        EVENTS);
        begin =
                meters.timer(
                        "timelines.first.attempt.delay",
                        "From an event's coming in to the first attempt at a delivery",
                        DELAY_MS);
        attempt =
                meters.timer("timelines.attempt.duration", "An attempt at a delivery", ATTEMPT_MS);
    }

    @Override
    public void accepted(long nanos) {
        accept.record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void committed(int events, long nanos) {
        commit.record(nanos, TimeUnit.NANOSECONDS);
        batch.record(events);
    }

    @Override
    public void begun(long nanos) {
        begin.record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void attempted(long nanos) {
        attempt.record(nanos, TimeUnit.NANOSECONDS);
    }
}
