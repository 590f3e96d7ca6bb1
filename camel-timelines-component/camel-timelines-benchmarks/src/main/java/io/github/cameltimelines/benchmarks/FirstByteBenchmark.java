package io.github.cameltimelines.benchmarks;

import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * A hub that has little to do: how long it is from the caller's 200 until the first bytes of the
 * delivery are at the sink.
 */
final class FirstByteBenchmark {

    private static final double CALLS_PER_SECOND = 50;

    private final Bench bench;

    FirstByteBenchmark(Bench bench) {
        this.bench = bench;
    }

    void run() throws Exception {
        for (String ledger : Bench.LEDGERS) {
            try (Sink sink = new Sink(true);
                    HubServer hub = new HubServer(bench.ledger(ledger), Bench.folder())) {
                hub.subscribe(HubServer.EVENT_TYPE, sink.url("/idle"));
                for (int round = 0; round < bench.warmUps(); round++) {
                    long before = sink.taken();
                    Load.Result busy =
                            bench.load().post(hub.port, hub.hook(), 64, bench.millis(), 0);
                    hub.awaitSettled(sink, before + busy.calls());
                }
                double[] p50 = new double[bench.repetitions()];
                double[] p99 = new double[bench.repetitions()];
                for (int repetition = 0; repetition < p50.length; repetition++) {
                    double[] waits = waits(hub, sink);
                    p50[repetition] = waits[(int) (waits.length * .5)];
                    p99[repetition] = waits[(int) (waits.length * .99)];
                }
                String what = " from the 200 to the first byte out of an idle hub, ms, " + ledger;
                bench.report().ratio("p50" + what, p50, "≤ 3");
                bench.report().ratio("p99" + what, p99, "≤ 10");
            }
        }
    }

    /** Milliseconds, sorted; the first byte may be out before the caller has read its 200. */
    private double[] waits(HubServer hub, Sink sink) throws Exception {
        ConcurrentMap<String, Long> answered = new ConcurrentHashMap<>();
        ConcurrentMap<String, Long> out = new ConcurrentHashMap<>();
        long before = sink.taken();
        sink.listen(arrival -> out.put(Load.uidIn(arrival.body().toString()), arrival.atNs()));
        Load.Result few =
                bench.load()
                        .post(
                                hub.port,
                                hub.hook(),
                                1,
                                3 * bench.millis(),
                                CALLS_PER_SECOND,
                                answered);
        AcceptBenchmark.requireAllAnswered(few);
        hub.awaitSettled(sink, before + few.calls());
        sink.listen(null);
        double[] waits =
                answered.entrySet().stream()
                        .mapToDouble(
                                entry ->
                                        Math.max(
                                                0,
                                                (out.get(entry.getKey()) - entry.getValue()) / 1e6))
                        .toArray();
        Arrays.sort(waits);
        return waits;
    }
}
