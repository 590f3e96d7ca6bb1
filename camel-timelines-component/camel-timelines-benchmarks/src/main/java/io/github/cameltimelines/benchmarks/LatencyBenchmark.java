package io.github.cameltimelines.benchmarks;

import io.github.cameltimelines.model.Event;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import javax.sql.DataSource;
import org.apache.camel.builder.RouteBuilder;

/**
 * At half of the greatest rate: how long accepting takes, counted from when a call was due, and how
 * long it is from the caller's 200 to the first line of the route.
 */
final class LatencyBenchmark {

    private static final int CONNECTIONS = 64;

    private final Bench bench;

    LatencyBenchmark(Bench bench) {
        this.bench = bench;
    }

    void run() throws Exception {
        for (String ledger : Bench.LEDGERS) {
            Path folder = Folders.make();
            DataSource dataSource = bench.ledger(ledger);
            ConcurrentMap<String, Long> begun = new ConcurrentHashMap<>();
            try (Server server = new Server(dataSource, folder, noting(begun))) {
                bench.warmUp(server, Server.HOOK);
                double greatest =
                        bench.load()
                                .post(server.port, Server.HOOK, CONNECTIONS, bench.millis(), 0)
                                .perSecond();
                double[] accept99 = new double[bench.repetitions()];
                double[] route50 = new double[bench.repetitions()];
                double[] route99 = new double[bench.repetitions()];
                for (int repetition = 0; repetition < bench.repetitions(); repetition++) {
                    drain(begun);
                    ConcurrentMap<String, Long> answered = new ConcurrentHashMap<>();
                    Load.Result half =
                            bench.load()
                                    .post(
                                            server.port,
                                            Server.HOOK,
                                            CONNECTIONS,
                                            bench.millis(),
                                            greatest / 2,
                                            answered);
                    AcceptBenchmark.requireAllAnswered(half);
                    drain(begun);
                    accept99[repetition] = half.percentileMs(.99);
                    double[] waits = waits(answered, begun);
                    route50[repetition] = waits[(int) (waits.length * .5)];
                    route99[repetition] = waits[(int) (waits.length * .99)];
                    begun.clear();
                }
                String at =
                        String.format(
                                Locale.ROOT,
                                " on %s at %.0f/s, half of the greatest rate",
                                ledger,
                                greatest / 2);
                bench.report().ratio("p99 of accept, ms," + at, accept99, "≤ 15");
                bench.report().ratio("p50 from the 200 to the route, ms," + at, route50, "≤ 5");
                bench.report().ratio("p99 from the 200 to the route, ms," + at, route99, "≤ 50");
            }
        }
    }

    private static RouteBuilder noting(ConcurrentMap<String, Long> begun) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("timelines:message:received:new")
                        .routeId("bot")
                        .process(
                                exchange ->
                                        begun.put(
                                                exchange.getMessage()
                                                        .getBody(Event.class)
                                                        .messageUid(),
                                                System.nanoTime()));
            }
        };
    }

    /** Waits until the route has been quiet for half a second. */
    private static void drain(ConcurrentMap<String, Long> begun) throws InterruptedException {
        int before;
        do {
            before = begun.size();
            Thread.sleep(500); // a benchmark may
        } while (begun.size() != before);
    }

    /** Milliseconds, sorted; the route may begin before the caller has read its 200: then zero. */
    private static double[] waits(
            ConcurrentMap<String, Long> answered, ConcurrentMap<String, Long> begun) {
        double[] waits =
                answered.entrySet().stream()
                        .mapToDouble(
                                entry ->
                                        Math.max(
                                                0,
                                                (begun.getOrDefault(entry.getKey(), Long.MAX_VALUE)
                                                                - entry.getValue())
                                                        / 1e6))
                        .toArray();
        Arrays.sort(waits);
        return waits;
    }
}
