package io.github.cameltimelines.benchmarks;

import java.nio.file.Path;
import java.util.Locale;
import javax.sql.DataSource;
import org.apache.camel.builder.RouteBuilder;

/**
 * Durable accept against a platform-http route that does nothing, and against a commit for each
 * call, on the same server. The consumer's route is suspended, so that accepting alone is measured:
 * event and delivery rows on the disk.
 */
final class AcceptBenchmark {

    private final Bench bench;

    AcceptBenchmark(Bench bench) {
        this.bench = bench;
    }

    void run() throws Exception {
        for (String ledger : Bench.LEDGERS) {
            Path folder = Folders.make();
            DataSource dataSource = bench.ledger(ledger);
            try (Server server = new Server(dataSource, folder, suspendable())) {
                server.context.addRoutes(new CommitPerCall(dataSource, folder));
                server.context.getRouteController().suspendRoute("bot");
                bench.warmUp(server, Server.NOTHING, Server.HOOK, CommitPerCall.PATH);
                boolean h2 = ledger.equals("H2");
                againstNothing(server, ledger, 64, h2 ? "≥ 0.45" : "≥ 0.8");
                againstNothing(server, ledger, 256, h2 ? "≥ 0.5" : "≥ 0.65");
                againstCommitPerCall(server, ledger, 64, h2 ? "≥ 7" : "≥ 3");
                againstCommitPerCall(server, ledger, 1, "≥ 1");
            }
        }
    }

    private void againstNothing(Server server, String ledger, int connections, String bound)
            throws Exception {
        double[] ratios = new double[bench.repetitions()];
        double[] cpuRatios = new double[bench.repetitions()];
        for (int repetition = 0; repetition < ratios.length; repetition++) {
            long begin = bench.cpu().nanos();
            Load.Result nothing =
                    bench.load().post(server.port, Server.NOTHING, connections, bench.millis(), 0);
            long middle = bench.cpu().nanos();
            Load.Result accept =
                    bench.load().post(server.port, Server.HOOK, connections, bench.millis(), 0);
            long end = bench.cpu().nanos();
            requireAllAnswered(nothing, accept);
            ratios[repetition] = accept.perSecond() / nothing.perSecond();
            cpuRatios[repetition] =
                    (double) (middle - begin)
                            / nothing.calls()
                            / ((double) (end - middle) / accept.calls());
            System.out.printf(
                    Locale.ROOT,
                    "  %s, %d connections: nothing %.0f/s, accept %.0f/s p50 %.2f ms p99 %.1f ms%n",
                    ledger,
                    connections,
                    nothing.perSecond(),
                    accept.perSecond(),
                    accept.percentileMs(.5),
                    accept.percentileMs(.99));
        }
        String what =
                "accept on " + ledger + " ÷ do-nothing route, " + connections + " connections";
        bench.report().ratio(what, ratios, bound);
        bench.report().ratio(what + ", by CPU time", cpuRatios, "–");
    }

    private void againstCommitPerCall(Server server, String ledger, int connections, String bound)
            throws Exception {
        double[] ratios = new double[bench.repetitions()];
        for (int repetition = 0; repetition < ratios.length; repetition++) {
            Load.Result single =
                    bench.load()
                            .post(server.port, CommitPerCall.PATH, connections, bench.millis(), 0);
            Load.Result accept =
                    bench.load().post(server.port, Server.HOOK, connections, bench.millis(), 0);
            requireAllAnswered(single, accept);
            ratios[repetition] = accept.perSecond() / single.perSecond();
        }
        bench.report()
                .ratio(
                        "accept on "
                                + ledger
                                + " ÷ one commit a call, "
                                + connections
                                + (connections == 1 ? " connection" : " connections"),
                        ratios,
                        bound);
    }

    static void requireAllAnswered(Load.Result... results) {
        for (Load.Result result : results) {
            if (result.failed() > 0 || result.calls() == 0) {
                throw new IllegalStateException(
                        result.failed() + " calls failed: the figures would be worthless");
            }
        }
    }

    /** A consumer whose route can be suspended. */
    static RouteBuilder suspendable() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("timelines:message:received:new").routeId("bot").process(exchange -> {});
            }
        };
    }
}
