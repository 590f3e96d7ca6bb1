package io.github.cameltimelines.benchmarks;

import java.util.Locale;
import javax.sql.DataSource;

/**
 * A hub that has delivered a million times, for ten thousand subscriptions, against one that is
 * new: both run, and take turns.
 */
final class BigBenchmark {

    private static final int CONNECTIONS = 64;

    private final Bench bench;

    BigBenchmark(Bench bench) {
        this.bench = bench;
    }

    void run() throws Exception {
        for (String ledger : Bench.LEDGERS) {
            DataSource large = bench.database(ledger);
            try (Sink sink = new Sink(true);
                    HubServer fresh = new HubServer(bench.database(ledger), Folders.make());
                    HubServer old = new HubServer(large, Folders.make())) {
                fresh.subscribe(HubServer.EVENT_TYPE, sink.url("/fresh"));
                old.subscribe(HubServer.EVENT_TYPE, sink.url("/old"));
                LargeHistory.fill(old, sink, large, ledger.equals("H2"));
                new WarmUp()
                        .repeat(
                                () -> {
                                    rate(fresh, sink);
                                    rate(old, sink);
                                });
                double[] ratios = new double[bench.repetitions()];
                for (int repetition = 0; repetition < ratios.length; repetition++) {
                    double freshRate = rate(fresh, sink);
                    double oldRate = rate(old, sink);
                    ratios[repetition] = oldRate / freshRate;
                    System.out.printf(
                            Locale.ROOT,
                            "  %s: new %.0f/s, with history %.0f/s%n",
                            ledger,
                            freshRate,
                            oldRate);
                }
                bench.report()
                        .ratio(
                                "accept, deliver, settle with 10^6 attempts in the log and 10,000"
                                        + " subscriptions ÷ without, "
                                        + ledger,
                                ratios,
                                "≥ 0.9");
            }
        }
    }

    private double rate(HubServer hub, Sink sink) throws Exception {
        long before = sink.taken();
        long began = System.nanoTime();
        Load.Result accepted =
                bench.load().post(hub.port, hub.hook(), CONNECTIONS, bench.millis(), 0);
        AcceptBenchmark.requireAllAnswered(accepted);
        hub.awaitSettled(sink, before + accepted.calls());
        return accepted.calls() * 1e9 / (System.nanoTime() - began);
    }
}
