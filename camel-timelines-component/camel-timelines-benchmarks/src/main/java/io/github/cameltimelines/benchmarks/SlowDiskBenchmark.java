package io.github.cameltimelines.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.SQLException;
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
            Path folder = Bench.folder();
            DataSource dataSource = new SlowCommits(database(ledger, folder), COMMIT_MS).proxy();
            try (Server server = new Server(dataSource, folder, AcceptBenchmark.suspendable())) {
                server.context.addRoutes(new CommitPerCall(dataSource, folder));
                server.context.getRouteController().suspendRoute("bot");
                bench.warmUp(server, Server.HOOK, CommitPerCall.PATH);
                compare(server, ledger, 64);
                compare(server, ledger, 256);
            }
        }
    }

    private DataSource database(String ledger, Path folder) throws SQLException {
        if (!ledger.equals("H2")) {
            return bench.databases().empty();
        }
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:h2:file:" + folder.resolve("slow").toAbsolutePath());
        config.setUsername("sa");
        config.setMaximumPoolSize(24);
        return new HikariDataSource(config);
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
