package io.github.cameltimelines.benchmarks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Measures what docs/explanation/performance.md states, as ratios in one run: load, server, sink
 * and database share the machine, and what else runs there takes from both sides. Ends by itself; a
 * part takes some minutes.
 *
 * <p>Arguments name the parts to run (accept, slow-disk, latency, backlog, deliver, drain, by-hand,
 * first-byte, big, hanging, replay, console, start); none is all. {@code -Dmillis} is the length of
 * one measurement (default 3000), {@code -Drepetitions} their number (default 5; medians are
 * reported), {@code -Dledgers} which to measure on (default H2,PostgreSQL).
 */
public final class Benchmarks {

    /** One that can be asked for. */
    @FunctionalInterface
    private interface Part {
        void run(Bench bench) throws Exception;
    }

    private static final Map<String, Part> PARTS = new LinkedHashMap<>();

    static {
        PARTS.put("accept", bench -> new AcceptBenchmark(bench).run());
        PARTS.put("slow-disk", bench -> new SlowDiskBenchmark(bench).run());
        PARTS.put("latency", bench -> new LatencyBenchmark(bench).run());
        PARTS.put("backlog", bench -> new BacklogBenchmark(bench).run());
        PARTS.put("deliver", bench -> new DeliverBenchmark(bench).run());
        PARTS.put("drain", bench -> new DrainBenchmark(bench).run());
        PARTS.put("by-hand", bench -> new ByHandBenchmark(bench).run());
        PARTS.put("first-byte", bench -> new FirstByteBenchmark(bench).run());
        PARTS.put("big", bench -> new BigBenchmark(bench).run());
        PARTS.put("hanging", bench -> new HangingBenchmark(bench).run());
        PARTS.put("replay", bench -> new ReplayBenchmark(bench).run());
        PARTS.put("console", bench -> new ConsoleBenchmark(bench).run());
        PARTS.put("start", bench -> new StartBenchmark(bench).run());
    }

    private Benchmarks() {}

    public static void main(String[] args) throws Exception {
        Set<String> wanted = args.length == 0 ? PARTS.keySet() : Set.copyOf(List.of(args));
        if (!PARTS.keySet().containsAll(wanted)) {
            System.err.println("There are the parts " + PARTS.keySet() + ", not " + wanted);
            System.exit(2);
        }
        Report report = new Report();
        report.machine();
        try (Databases databases = new Databases();
                Load load = new Load()) {
            Bench bench =
                    new Bench(
                            databases,
                            load,
                            new CpuClock(databases.process()),
                            report,
                            Long.getLong("millis", 3_000),
                            Integer.getInteger("repetitions", 5));
            for (Map.Entry<String, Part> part : PARTS.entrySet()) {
                if (wanted.contains(part.getKey())) {
                    part.getValue().run(bench);
                    Folders.deleteAll();
                }
            }
        }
        report.print();
        System.exit(0); // pools and event loops of what was measured may still be there
    }
}
