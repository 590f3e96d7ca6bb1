package io.github.cameltimelines.benchmarks;

import java.util.Locale;

/**
 * Accepting, delivering over HTTP and settling, against the bare client that posts to the same
 * sink.
 */
final class DeliverBenchmark {

    private static final int CONNECTIONS = 64;

    private final Bench bench;

    DeliverBenchmark(Bench bench) {
        this.bench = bench;
    }

    void run() throws Exception {
        for (String ledger : Bench.LEDGERS) {
            measure(ledger, 1, "≥ 0.2");
            measure(ledger, 10, "≥ 0.4");
        }
    }

    private void measure(String ledger, int subscriptions, String bound) throws Exception {
        StatementCount statements = new StatementCount();
        try (Sink sink = new Sink(true);
                BareClient bare = new BareClient(sink.url("/bare"));
                HubServer hub =
                        new HubServer(statements.around(bench.database(ledger)), Folders.make())) {
            if (subscriptions == 1) {
                hub.subscribe(HubServer.EVENT_TYPE, sink.url("/0"));
            }
            for (int number = 0; subscriptions > 1 && number < subscriptions; number++) {
                hub.pipeline
                        .subscriptions()
                        .save(HubServer.subscription(HubServer.EVENT_TYPE, sink.url("/" + number)));
            }
            new WarmUp()
                    .repeat(
                            () -> {
                                bare.post(bench.millis());
                                deliver(hub, sink, subscriptions);
                            });
            double[] ratios = new double[bench.repetitions()];
            double[] cpuRatios = new double[bench.repetitions()];
            double[] each = new double[bench.repetitions()];
            for (int repetition = 0; repetition < ratios.length; repetition++) {
                long begin = bench.cpu().nanos();
                BareClient.Result posted = bare.post(bench.millis());
                long middle = bench.cpu().nanos();
                long before = statements.count();
                Delivered delivered = deliver(hub, sink, subscriptions);
                long end = bench.cpu().nanos();
                ratios[repetition] = delivered.perSecond() / posted.perSecond();
                each[repetition] = (double) (statements.count() - before) / delivered.deliveries();
                double bareNs = (double) (middle - begin) / posted.calls();
                double ourNs = (double) (end - middle) / delivered.deliveries();
                cpuRatios[repetition] = bareNs / ourNs;
                System.out.printf(
                        Locale.ROOT,
                        "  %s, %d subscriptions: bare %.0f/s at %.1f µs, delivered %.0f/s at %.1f µs of CPU,"
                                + " accept p50 %.2f ms, %.2f statements%n",
                        ledger,
                        subscriptions,
                        posted.perSecond(),
                        bareNs / 1e3,
                        delivered.perSecond(),
                        ourNs / 1e3,
                        delivered.acceptMs(),
                        each[repetition]);
            }
            String what =
                    subscriptions == 1
                            ? "accept, deliver, settle on " + ledger + " ÷ bare client"
                            : "the same for %d subscriptions on %s, deliveries ÷ bare client"
                                    .formatted(subscriptions, ledger);
            bench.report().ratio(what, ratios, bound);
            bench.report().ratio(what + ", by CPU time", cpuRatios, "–");
            bench.report()
                    .ratio(
                            "SQL statements for each of these deliveries, %d subscriptions, %s"
                                    .formatted(subscriptions, ledger),
                            each,
                            "≤ 0.5");
        }
    }

    private record Delivered(long deliveries, double perSecond, double acceptMs) {}

    /** Calls for a while, and waits until all of it is delivered and the ledger knows. */
    private Delivered deliver(HubServer hub, Sink sink, int subscriptions) throws Exception {
        long before = sink.taken();
        long began = System.nanoTime();
        Load.Result accepted =
                bench.load().post(hub.port, hub.hook(), CONNECTIONS, bench.millis(), 0);
        AcceptBenchmark.requireAllAnswered(accepted);
        long deliveries = (long) accepted.calls() * subscriptions;
        hub.awaitSettled(sink, before + deliveries);
        return new Delivered(
                deliveries,
                deliveries * 1e9 / (System.nanoTime() - began),
                accepted.percentileMs(.5));
    }
}
