package io.github.cameltimelines.hub.metrics;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;

/** The meters that the hub has added to a registry, so that it can take them away again. */
final class MeterBook implements AutoCloseable {

    private final MeterRegistry registry;
    private final List<Meter> meters = new ArrayList<>();

    /** What counters count by: a meter holds it by a weak reference only. */
    private final List<DoubleSupplier> counts = new ArrayList<>();

    MeterBook(MeterRegistry registry) {
        this.registry = registry;
    }

    /**
     * @param tags name and value in turn; few values, and none that comes from outside
     */
    void counter(String name, String what, DoubleSupplier count, String... tags) {
        counts.add(count);
        meters.add(
                FunctionCounter.builder(name, count, DoubleSupplier::getAsDouble)
                        .description(what)
                        .tags(tags)
                        .register(registry));
    }

    /**
     * @param unit null for a number of things
     */
    void gauge(String name, String unit, String what, DoubleSupplier value, String... tags) {
        meters.add(
                Gauge.builder(name, value::getAsDouble)
                        .baseUnit(unit)
                        .description(what)
                        .tags(tags)
                        .register(registry));
    }

    Timer timer(String name, String what, long... bucketsMs) {
        Duration[] bounds = new Duration[bucketsMs.length];
        for (int i = 0; i < bounds.length; i++) {
            bounds[i] = Duration.ofMillis(bucketsMs[i]);
        }
        Timer timer =
                Timer.builder(name)
                        .description(what)
                        .serviceLevelObjectives(bounds)
                        .register(registry);
        meters.add(timer);
        return timer;
    }

    DistributionSummary summary(String name, String what, double... buckets) {
        DistributionSummary summary =
                DistributionSummary.builder(name)
                        .description(what)
                        .serviceLevelObjectives(buckets)
                        .register(registry);
        meters.add(summary);
        return summary;
    }

    @Override
    public void close() {
        meters.forEach(registry::remove);
        meters.clear();
        counts.clear();
    }
}
