package io.github.cameltimelines.benchmarks;

import io.github.cameltimelines.ledger.TimeOrderedIds;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * A hub that has delivered a million times, for ten thousand subscriptions, against one that is
 * new: both run, and take turns.
 */
final class BigBenchmark {

    private static final int CONNECTIONS = 64;
    private static final int SUBSCRIPTIONS = 10_000;
    private static final int ATTEMPTS = 1_000_000;

    private final Bench bench;

    BigBenchmark(Bench bench) {
        this.bench = bench;
    }

    void run() throws Exception {
        for (String ledger : Bench.LEDGERS) {
            DataSource large = bench.database(ledger);
            try (Sink sink = new Sink(true);
                    HubServer fresh = new HubServer(bench.database(ledger), Bench.folder());
                    HubServer old = new HubServer(large, Bench.folder())) {
                fresh.subscribe(HubServer.EVENT_TYPE, sink.url("/fresh"));
                old.subscribe(HubServer.EVENT_TYPE, sink.url("/old"));
                fill(old, sink, large, ledger.equals("H2"));
                for (int round = 0; round < bench.warmUps(); round++) {
                    rate(fresh, sink);
                    rate(old, sink);
                }
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

    /** As if each of the subscriptions had been delivered to a hundred times, an hour ago. */
    private static void fill(HubServer hub, Sink sink, DataSource database, boolean h2)
            throws SQLException {
        hub.pipeline
                .subscriptions()
                .edit(
                        null,
                        edits -> {
                            for (int number = 1; number < SUBSCRIPTIONS; number++) {
                                edits.create(
                                        HubServer.subscription(
                                                "other:" + number, sink.url("/" + number)));
                            }
                            return null;
                        });
        long first = TimeOrderedIds.firstOf(Instant.now().minus(Duration.ofHours(1)));
        String numbers =
                h2
                        ? " FROM SYSTEM_RANGE(0, %d) AS s(n)"
                        : " FROM generate_series(0::BIGINT, %d) AS s(n)";
        String attempts = numbers.formatted(ATTEMPTS - 1);
        String subscriptions = numbers.formatted(SUBSCRIPTIONS - 1);
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql :
                    Stream.of(
                                    "INSERT INTO timelines_attempt SELECT %1$d + n, %1$d + n, %1$d + n, 2 + MOD(n,"
                                            + " %2$d), 1, 0, 200, 3, NULL, '{\"status\":\"ok\"}'"
                                            + attempts,
                                    "INSERT INTO timelines_subscription_recent SELECT (2 + MOD(n, %2$d)) * 1000 + n / %2$d,"
                                            + " %1$d + n, FALSE"
                                            + attempts,
                                    "INSERT INTO timelines_subscription_figures SELECT 2 + n, 100, 0, %1$d + %3$d - %2$d + n, 0,"
                                            + " 200, NULL, FALSE"
                                            + subscriptions,
                                    h2 ? "ANALYZE" : "ANALYZE timelines_attempt")
                            .map(text -> text.formatted(first, SUBSCRIPTIONS, ATTEMPTS))
                            .toList()) {
                statement.execute(sql);
            }
        }
    }
}
