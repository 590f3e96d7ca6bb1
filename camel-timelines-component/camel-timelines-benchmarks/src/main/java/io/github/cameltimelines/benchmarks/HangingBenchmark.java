package io.github.cameltimelines.benchmarks;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.DoubleStream;

/**
 * A thousand destinations, each with events of its own, at a rate that the hub keeps up with: the
 * wait from the caller's 200 to the first byte at those that answer, while ten never do, against
 * the wait while all answer.
 */
final class HangingBenchmark {

    private static final int DESTINATIONS = 1_000;
    private static final int HANGING_EACH = 100; // every hundredth
    private static final int CONNECTIONS = 64;
    private static final double CALLS_PER_SECOND = 1_000;

    /** Of each kind in a repetition, in turn: what else the machine does falls on both. */
    private static final int SLICES = 4;

    private static final String CALM = "calm";
    private static final String TROUBLED = "troubled";

    private final Bench bench;

    HangingBenchmark(Bench bench) {
        this.bench = bench;
    }

    void run() throws Exception {
        List<ServerSocket> hanging = new ArrayList<>();
        for (int number = 0; number < DESTINATIONS; number += HANGING_EACH) {
            // Connections are made and bytes taken by the system; nobody ever answers.
            hanging.add(new ServerSocket(0, 64, InetAddress.getByName("127.0.0.1")));
        }
        for (String ledger : Bench.LEDGERS) {
            try (Sink sink = new Sink(true);
                    HubServer hub = new HubServer(bench.ledger(ledger), Folders.make())) {
                subscribe(hub, sink, hanging);
                new WarmUp().repeat(() -> waits(hub, sink, CALM));
                double[] ratios = new double[bench.repetitions()];
                for (int repetition = 0; repetition < ratios.length; repetition++) {
                    Map<String, DoubleStream.Builder> waits =
                            Map.of(CALM, DoubleStream.builder(), TROUBLED, DoubleStream.builder());
                    for (int slice = 0; slice < 2 * SLICES; slice++) {
                        // calm, troubled, troubled, calm: neither is always the first
                        String kind = (slice + 1) / 2 % 2 == 0 ? CALM : TROUBLED;
                        for (double wait : waits(hub, sink, kind)) {
                            waits.get(kind).add(wait);
                        }
                        awaitNobodyHangs(hub);
                    }
                    double calm = p99(waits.get(CALM));
                    double troubled = p99(waits.get(TROUBLED));
                    ratios[repetition] = troubled / calm;
                    System.out.printf(
                            Locale.ROOT,
                            "  %s: p99 %.2f ms, with 1%% hanging %.2f ms%n",
                            ledger,
                            calm,
                            troubled);
                }
                bench.report()
                        .ratio(
                                "p99 of the others while 1 % of 1,000 destinations hang ÷ while none"
                                        + " does, "
                                        + ledger,
                                ratios,
                                "≤ 1.1");
            }
        }
        for (ServerSocket socket : hanging) {
            socket.close();
        }
    }

    private static void subscribe(HubServer hub, Sink sink, List<ServerSocket> hanging) {
        hub.pipeline
                .subscriptions()
                .edit(
                        null,
                        edits -> {
                            for (int number = 0; number < DESTINATIONS; number++) {
                                URI url = sink.url("/" + number);
                                edits.create(HubServer.subscription(CALM + ':' + number, url));
                                boolean hangs = number % HANGING_EACH == 0;
                                URI other = hangs ? url(hanging, number) : url;
                                edits.create(
                                        HubServer.subscription(TROUBLED + ':' + number, other));
                            }
                            return null;
                        });
    }

    private static URI url(List<ServerSocket> hanging, int number) {
        int port = hanging.get(number / HANGING_EACH).getLocalPort();
        return URI.create("http://127.0.0.1:" + port + "/" + number);
    }

    private static double p99(DoubleStream.Builder waits) {
        return Waits.quantile(waits.build().sorted().toArray(), .99);
    }

    /** In milliseconds. */
    private double[] waits(HubServer hub, Sink sink, String kind) throws Exception {
        long before = sink.taken();
        Waits waits = new Waits(sink);
        Load.Result result =
                bench.load()
                        .post(
                                hub.port,
                                hub.hook(),
                                CONNECTIONS,
                                bench.millis(),
                                CALLS_PER_SECOND,
                                waits.answered,
                                number -> Load.event(kind + ':' + number % DESTINATIONS, number));
        AcceptBenchmark.requireAllAnswered(result);
        awaitAtLeast(sink, before + result.calls() * 98L / 100);
        return waits.end();
    }

    private static void awaitAtLeast(Sink sink, long taken) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        long last = System.nanoTime();
        for (long seen = 0; System.nanoTime() < deadline; ) {
            if (sink.taken() != seen) {
                seen = sink.taken();
                last = System.nanoTime();
            }
            boolean quiet = System.nanoTime() - last > TimeUnit.MILLISECONDS.toNanos(300);
            if (seen >= taken && quiet) {
                return;
            }
            LockSupport.parkNanos(1_000_000);
        }
        throw new IllegalStateException("Deliveries are missing at the sink");
    }

    /** Those that hung have timed out: what is measured next is free of them. */
    private static void awaitNobodyHangs(HubServer hub) {
        while (hub.pipeline.outbox().inFlight() > 0) {
            LockSupport.parkNanos(10_000_000);
        }
    }
}
