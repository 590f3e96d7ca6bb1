package io.github.cameltimelines.benchmarks;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Measures what docs/explanation/performance.md states, as ratios in one run: load, server and
 * database share the machine, and what else runs there takes from both sides. Ends by itself, after
 * about ten minutes with all parts.
 *
 * <p>Arguments name the parts to run (accept, slow-disk, latency, backlog, start); none is all.
 * {@code -Dmillis} is the length of one measurement (default 3000), {@code -Drepetitions} their
 * number (default 5; medians are reported).
 */
public final class Benchmarks {

    private static final List<String> PARTS =
            List.of("accept", "slow-disk", "latency", "backlog", "start");

    private Benchmarks() {}

    public static void main(String[] args) throws Exception {
        Set<String> wanted = new TreeSet<>(args.length == 0 ? PARTS : List.of(args));
        if (!PARTS.containsAll(wanted)) {
            System.err.println("There are the parts " + PARTS + ", not " + wanted);
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
            if (wanted.contains("accept")) {
                new AcceptBenchmark(bench).run();
            }
            if (wanted.contains("slow-disk")) {
                new SlowDiskBenchmark(bench).run();
            }
            if (wanted.contains("latency")) {
                new LatencyBenchmark(bench).run();
            }
            if (wanted.contains("backlog")) {
                new BacklogBenchmark(bench).run();
            }
            if (wanted.contains("start")) {
                new StartBenchmark(bench).run();
            }
        }
        report.print();
        System.exit(0); // pools and event loops of what was measured may still be there
    }
}
