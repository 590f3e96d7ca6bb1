package io.github.cameltimelines.benchmarks;

import io.github.cameltimelines.ledger.TimeOrderedIds;
import io.github.cameltimelines.model.TimelinesJson;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/**
 * A hub that replays a hundred thousand events to a webhook: the wait from the caller's 200 to the
 * first byte of live events to the same webhook, against the wait while nothing is replayed; and
 * what the replay holds in memory near its end, against near its beginning.
 */
final class ReplayBenchmark {

    private static final int EVENTS = 100_000;
    private static final int CONNECTIONS = 16;
    private static final double CALLS_PER_SECOND = 200;
    private static final String REPLAYS = "/hub/api/v1/replays";
    private static final String RUNNING = "running";

    private final Bench bench;
    private final HttpClient http = HttpClient.newHttpClient();

    ReplayBenchmark(Bench bench) {
        this.bench = bench;
    }

    void run() throws Exception {
        for (String ledger : Bench.LEDGERS) {
            DataSource database = bench.database(ledger);
            try (Sink sink = new Sink(true);
                    HubServer hub = new HubServer(database, Folders.make())) {
                hub.subscribe(HubServer.EVENT_TYPE, sink.url("/replayed"));
                fill(hub, database, ledger.equals("H2"));
                measure(hub, sink, ledger);
            }
        }
    }

    private void measure(HubServer hub, Sink sink, String ledger) throws Exception {
        new WarmUp().repeat(() -> p99(hub, sink));
        double[] calm = new double[bench.repetitions()];
        for (int repetition = 0; repetition < calm.length; repetition++) {
            calm[repetition] = p99(hub, sink);
        }
        long began = System.nanoTime();
        String id = begin(hub);
        awaitResent(hub, id, EVENTS / 10);
        long early = heapInUse();
        double[] live = new double[bench.repetitions()];
        double[] ratios = new double[live.length];
        for (int repetition = 0; repetition < live.length; repetition++) {
            live[repetition] = p99(hub, sink);
            ratios[repetition] = live[repetition] / calm[repetition];
            if (!RUNNING.equals(text(hub, id, "state"))) {
                throw new IllegalStateException("The replay ended too early: set fewer millis");
            }
        }
        awaitResent(hub, id, EVENTS / 10 * 9);
        long late = heapInUse();
        awaitResent(hub, id, EVENTS);
        System.out.printf(
                Locale.ROOT,
                "  %s: %d replayed in %.1f s, p99 of live ones %.2f ms, before %.2f ms%n",
                ledger,
                EVENTS,
                (System.nanoTime() - began) / 1e9,
                Report.median(live),
                Report.median(calm));
        String what = " of live events while 100,000 are replayed to the same webhook";
        bench.report().ratio("p99" + what + ", ms, " + ledger, live, "≤ 10");
        bench.report().ratio("p99" + what + " ÷ while none is, " + ledger, ratios, "–");
        bench.report()
                .add(
                        "heap at nine tenths of a replay less that at one tenth, MB, " + ledger,
                        String.format(Locale.ROOT, "%.1f", (late - early) / 1e6),
                        "≤ 10");
    }

    /** Of live events only: the uids of replayed ones are others. */
    private double p99(HubServer hub, Sink sink) throws Exception {
        Waits waits = new Waits(sink);
        Load.Result few =
                bench.load()
                        .post(
                                hub.port,
                                hub.hook(),
                                CONNECTIONS,
                                bench.millis(),
                                CALLS_PER_SECOND,
                                waits.answered);
        AcceptBenchmark.requireAllAnswered(few);
        while (!waits.allArrived()) {
            LockSupport.parkNanos(1_000_000);
        }
        return Waits.quantile(waits.end(), .99);
    }

    private static long heapInUse() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private String begin(HubServer hub) throws Exception {
        int webhook = hub.pipeline.subscriptions().all().get(0).id();
        HttpRequest.Builder request = request(hub, REPLAYS);
        String answer =
                http.send(
                                request.POST(
                                                BodyPublishers.ofString(
                                                        "{\"webhook_id\":" + webhook + "}"))
                                        .build(),
                                BodyHandlers.ofString())
                        .body();
        return TimelinesJson.mapper().readTree(answer).at("/data/id").asText();
    }

    private static HttpRequest.Builder request(HubServer hub, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + hub.port + path))
                .header("Authorization", "Bearer " + HubServer.TOKEN)
                .header("Content-Type", "application/json");
    }

    private String text(HubServer hub, String id, String field) throws Exception {
        HttpRequest get = request(hub, REPLAYS + "/" + id).GET().build();
        String answer = http.send(get, BodyHandlers.ofString()).body();
        return TimelinesJson.mapper().readTree(answer).at("/data/" + field).asText();
    }

    private void awaitResent(HubServer hub, String id, int count) throws Exception {
        while (Integer.parseInt(text(hub, id, "resent")) < count) {
            LockSupport.parkNanos(50_000_000);
        }
    }

    /** As if all had been delivered to the webhook an hour ago. */
    private static void fill(HubServer hub, DataSource database, boolean h2) throws SQLException {
        int webhook = hub.pipeline.subscriptions().all().get(0).id();
        long first = TimeOrderedIds.firstOf(Instant.now().minus(Duration.ofHours(1)));
        String numbers =
                (h2
                                ? " FROM SYSTEM_RANGE(0, %d) AS s(n)"
                                : " FROM generate_series(0::BIGINT, %d) AS s(n)")
                        .formatted(EVENTS - 1);
        try (Connection connection = database.getConnection();
                PreparedStatement events =
                        connection.prepareStatement(
                                "INSERT INTO timelines_event (event_id, workspace_id, event_key, event_type, chat_id, payload)"
                                        + " SELECT ? + n, 1, %s, ?, MOD(n, 1000), ?"
                                                .formatted(
                                                        h2 ? "RANDOM_UUID()" : "gen_random_uuid()")
                                        + numbers);
                Statement attempts = connection.createStatement()) {
            events.setLong(1, first);
            events.setString(2, HubServer.EVENT_TYPE);
            events.setBytes(3, Load.message(0));
            events.executeUpdate();
            attempts.executeUpdate(
                    "INSERT INTO timelines_attempt SELECT %1$d + n, %1$d + n, %1$d + n, %2$d, 1, 0, 200, 3, NULL, NULL"
                                    .formatted(first, webhook)
                            + numbers);
        }
    }
}
