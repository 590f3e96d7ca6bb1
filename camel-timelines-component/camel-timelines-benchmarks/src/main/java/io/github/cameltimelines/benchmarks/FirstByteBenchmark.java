package io.github.cameltimelines.benchmarks;

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
                    HubServer hub = new HubServer(bench.ledger(ledger), Folders.make())) {
                hub.subscribe(HubServer.EVENT_TYPE, sink.url("/idle"));
                new WarmUp()
                        .repeat(
                                () -> {
                                    long before = sink.taken();
                                    Load.Result busy =
                                            bench.load()
                                                    .post(
                                                            hub.port,
                                                            hub.hook(),
                                                            64,
                                                            bench.millis(),
                                                            0);
                                    hub.awaitSettled(sink, before + busy.calls());
                                });
                double[] p50 = new double[bench.repetitions()];
                double[] p99 = new double[bench.repetitions()];
                for (int repetition = 0; repetition < p50.length; repetition++) {
                    double[] waits = waits(hub, sink);
                    p50[repetition] = Waits.quantile(waits, .5);
                    p99[repetition] = Waits.quantile(waits, .99);
                }
                String what = " from the 200 to the first byte out of an idle hub, ms, " + ledger;
                bench.report().ratio("p50" + what, p50, "≤ 3");
                bench.report().ratio("p99" + what, p99, "≤ 10");
            }
        }
    }

    private double[] waits(HubServer hub, Sink sink) throws Exception {
        long before = sink.taken();
        Waits waits = new Waits(sink);
        Load.Result few =
                bench.load()
                        .post(
                                hub.port,
                                hub.hook(),
                                1,
                                3 * bench.millis(),
                                CALLS_PER_SECOND,
                                waits.answered);
        AcceptBenchmark.requireAllAnswered(few);
        hub.awaitSettled(sink, before + few.calls());
        return waits.end();
    }
}
