package io.github.cameltimelines.benchmarks;

import java.nio.file.Path;
import javax.sql.DataSource;

/**
 * The same with 3 ms added to every commit, as on a disk that takes its time: what group commit is
 * for.
 *
 * <p>Camel's platform-http runs 20 calls at once, so that the other side commits 20 times in 3 ms
 * at best, and 64 connections that each wait for a commit of 3 ms cannot come to five times that;
 * 256 can.
 */
final class SlowDiskBenchmark {

    private static final int COMMIT_MS = 3;

    private final Bench bench;

    SlowDiskBenchmark(Bench bench) {
        this.bench = bench;
    }

    void run() throws Exception {
        for (String ledger : Bench.LEDGERS) {
            Path folder = Folders.make();
            DataSource dataSource = new SlowCommits(bench.database(ledger), COMMIT_MS).proxy();
            try (Server server = new Server(dataSource, folder, AcceptBenchmark.suspendable())) {
                server.context.addRoutes(new CommitPerCall(dataSource, folder));
                server.context.getRouteController().suspendRoute("bot");
                bench.warmUp(server, Server.HOOK, CommitPerCall.PATH);
                compare(server, ledger, 64);
                compare(server, ledger, 256);
            }
        }
    }

    private void compare(Server server, String ledger, int connections) throws Exception {
        double[] ratios = new double[bench.repetitions()];
        for (int repetition = 0; repetition < ratios.length; repetition++) {
            Load.Result single =
                    bench.load()
                            .post(server.port, CommitPerCall.PATH, connections, bench.millis(), 0);
            Load.Result accept =
                    bench.load().post(server.port, Server.HOOK, connections, bench.millis(), 0);
            AcceptBenchmark.requireAllAnswered(single, accept);
            ratios[repetition] = accept.perSecond() / single.perSecond();
        }
        bench.report()
                .ratio(
                        "accept on %s ÷ one commit a call, %d connections, %d ms added to each commit"
                                .formatted(ledger, connections, COMMIT_MS),
                        ratios,
                        "≥ 5");
    }
}
