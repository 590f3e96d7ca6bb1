package io.github.cameltimelines.benchmarks;

import java.util.Locale;
import javax.sql.DataSource;

/** The hub against a route that a Camel user writes by hand, on the same database and server. */
final class ByHandBenchmark {

    private static final int CONNECTIONS = 64;

    private final Bench bench;

    ByHandBenchmark(Bench bench) {
        this.bench = bench;
    }

    void run() throws Exception {
        for (String ledger : Bench.LEDGERS) {
            DataSource database = bench.database(ledger);
            try (Sink sink = new Sink(true);
                    HubServer hub = new HubServer(database, Folders.make())) {
                hub.subscribe(HubServer.EVENT_TYPE, sink.url("/hub"));
                hub.addRoutes(new ByHand(database, sink.url("/hand")));
                String what = "hub ÷ route written by hand, on " + ledger;
                measure(hub, sink, ByHand.PATH, what, "≥ 10");
                if (ledger.equals("H2")) {
                    measure(hub, sink, ByHand.NOT_SYNCED, what + " without sync", "–");
                }
            }
        }
    }

    private void measure(HubServer hub, Sink sink, String path, String what, String bound)
            throws Exception {
        new WarmUp()
                .repeat(
                        () -> {
                            rate(hub, sink, path);
                            rate(hub, sink, hub.hook());
                        });
        double[] ratios = new double[bench.repetitions()];
        for (int repetition = 0; repetition < ratios.length; repetition++) {
            double byHand = rate(hub, sink, path);
            double ours = rate(hub, sink, hub.hook());
            ratios[repetition] = ours / byHand;
            System.out.printf(
                    Locale.ROOT, "  %s: by hand %.0f/s, hub %.0f/s%n", what, byHand, ours);
        }
        bench.report().ratio(what, ratios, bound);
    }

    /** Events accepted and delivered in a second. */
    private double rate(HubServer hub, Sink sink, String path) throws Exception {
        long before = sink.taken();
        long began = System.nanoTime();
        Load.Result accepted = bench.load().post(hub.port, path, CONNECTIONS, bench.millis(), 0);
        AcceptBenchmark.requireAllAnswered(accepted);
        hub.awaitSettled(sink, before + accepted.calls());
        return accepted.calls() * 1e9 / (System.nanoTime() - began);
    }
}
