package io.github.cameltimelines.benchmarks;

import java.util.Locale;

/**
 * A backlog in the ledger, delivered as fast as it goes, against the bare client that posts to the
 * same sink. The route that delivers is suspended while the backlog is made.
 */
final class DrainBenchmark {

    private static final int CONNECTIONS = 64;

    private final Bench bench;

    DrainBenchmark(Bench bench) {
        this.bench = bench;
    }

    void run() throws Exception {
        for (String ledger : Bench.LEDGERS) {
            try (Sink sink = new Sink(true);
                    BareClient bare = new BareClient(sink.url("/bare"));
                    HubServer hub = new HubServer(bench.ledger(ledger), Folders.make())) {
                hub.subscribe(HubServer.EVENT_TYPE, sink.url("/backlog"));
                new WarmUp()
                        .repeat(
                                () -> {
                                    bare.post(bench.millis());
                                    drain(hub, sink);
                                });
                double[] ratios = new double[bench.repetitions()];
                double[] cpuRatios = new double[bench.repetitions()];
                for (int repetition = 0; repetition < ratios.length; repetition++) {
                    long begin = bench.cpu().nanos();
                    BareClient.Result posted = bare.post(bench.millis());
                    double bareNs = (double) (bench.cpu().nanos() - begin) / posted.calls();
                    Drained drained = drain(hub, sink);
                    ratios[repetition] = drained.perSecond() / posted.perSecond();
                    cpuRatios[repetition] = bareNs / drained.cpuNs();
                    System.out.printf(
                            Locale.ROOT,
                            "  %s: bare %.0f/s at %.1f µs, drained %d at %.0f/s and %.1f µs of CPU%n",
                            ledger,
                            posted.perSecond(),
                            bareNs / 1e3,
                            drained.deliveries(),
                            drained.perSecond(),
                            drained.cpuNs() / 1e3);
                }
                String what = "draining a backlog in " + ledger + " ÷ bare client";
                bench.report().ratio(what, ratios, "≥ 0.4");
                bench.report().ratio(what + ", by CPU time", cpuRatios, "–");
            }
        }
    }

    private record Drained(int deliveries, double perSecond, double cpuNs) {}

    private Drained drain(HubServer hub, Sink sink) throws Exception {
        hub.suspendDelivery();
        Load.Result accepted =
                bench.load().post(hub.port, hub.hook(), CONNECTIONS, bench.millis(), 0);
        AcceptBenchmark.requireAllAnswered(accepted);
        long taken = sink.taken();
        long cpu = bench.cpu().nanos();
        long began = System.nanoTime();
        hub.resumeDelivery();
        hub.awaitSettled(sink, taken + accepted.calls());
        double took = System.nanoTime() - began;
        return new Drained(
                accepted.calls(),
                accepted.calls() * 1e9 / took,
                (double) (bench.cpu().nanos() - cpu) / accepted.calls());
    }
}
