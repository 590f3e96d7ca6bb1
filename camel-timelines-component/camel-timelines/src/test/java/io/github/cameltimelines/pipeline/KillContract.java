package io.github.cameltimelines.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that accepts under load is killed at random moments ({@code -Dkills=N}, default 20) and
 * started again on the same ledger. Callers do as TimelinesAI does: what was not answered 200 is
 * sent again, and the next of a chat goes out only then.
 */
abstract class KillContract {

    private static final int CALLERS = 6;
    private static final int CHATS_EACH = 4;
    private static final int ACKNOWLEDGED_MAX = 250; // between two kills

    private final AtomicInteger acknowledged = new AtomicInteger();
    private volatile boolean calling = true;

    @TempDir Path folder;

    /** JDBC URL or folder. */
    abstract String ledger();

    @Test
    void every_acknowledged_event_reaches_the_route_though_the_process_is_killed_again_and_again()
            throws Exception {
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = new Random(seed);
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        try (ChildProcess child = new ChildProcess(folder, ledger())) {
            child.start();
            List<Future<Map<String, List<String>>>> calls = new ArrayList<>();
            for (int caller = 0; caller < CALLERS; caller++) {
                int firstChat = caller * CHATS_EACH;
                calls.add(callers.submit(() -> call(child.url(), firstChat)));
            }
            for (int kill = 0; kill < Integer.getInteger("kills", 20); kill++) {
                int until = acknowledged.get() + random.nextInt(ACKNOWLEDGED_MAX);
                awaitAcknowledged(until, child);
                child.kill();
                child.start();
            }
            awaitAcknowledged(acknowledged.get() + ACKNOWLEDGED_MAX, child);
            calling = false;
            Map<String, List<String>> sent = new TreeMap<>();
            for (Future<Map<String, List<String>>> call : calls) {
                sent.putAll(call.get());
            }

            int all = sent.values().stream().mapToInt(List::size).sum();
            await("seed " + seed + ", child's log:\n" + child.log())
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(
                            () ->
                                    assertThat(idByUid(child.delivered()))
                                            .hasSizeGreaterThanOrEqualTo(all));
            assertThat(firstDeliveries(child.delivered())).as("seed %d", seed).isEqualTo(sent);
        } finally {
            calling = false;
            callers.shutdownNow();
        }
    }

    private void awaitAcknowledged(int count, ChildProcess child) {
        await("calls are acknowledged")
                .pollInterval(Duration.ofMillis(3))
                .atMost(Duration.ofSeconds(60))
                .until(() -> acknowledged.get() > count || !child.isAlive());
        assertThat(child.isAlive()).as("the child lives; its log:\n%s", child.log()).isTrue();
    }

    /** Calls until told to stop; answers the uids that were acknowledged, by chat. */
    private Map<String, List<String>> call(String url, int firstChat) throws InterruptedException {
        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        Map<String, List<String>> sent = new TreeMap<>();
        for (int number = 0; calling; number++) {
            int chat = firstChat + number % CHATS_EACH;
            String uid = chat + "-" + number;
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(url))
                            .timeout(Duration.ofSeconds(5))
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofByteArray(PipelineFixture.message(chat, uid)))
                            .build();
            while (!isAcknowledged(client, request)) {
                Thread.onSpinWait();
            }
            acknowledged.incrementAndGet();
            sent.computeIfAbsent(Integer.toString(chat), any -> new ArrayList<>()).add(uid);
        }
        return sent;
    }

    private static boolean isAcknowledged(HttpClient client, HttpRequest request)
            throws InterruptedException {
        try {
            return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            LockSupport.parkNanos(5_000_000); // it was killed
            return false;
        }
    }

    /** The id that each event was first delivered with; fails if it came again with another. */
    private static Map<String, String> idByUid(Collection<String> lines) {
        Map<String, String> ids = new LinkedHashMap<>();
        for (String line : lines) {
            String[] idAndUid = line.split(" ");
            if (idAndUid.length == 2) {
                String before = ids.putIfAbsent(idAndUid[1], idAndUid[0]);
                assertThat(before).as("id of " + idAndUid[1]).isIn(null, idAndUid[0]);
            }
        }
        return ids;
    }

    private static Map<String, List<String>> firstDeliveries(Collection<String> lines) {
        Map<String, List<String>> byChat = new TreeMap<>();
        for (String uid : idByUid(lines).keySet()) {
            byChat.computeIfAbsent(uid.substring(0, uid.indexOf('-')), any -> new ArrayList<>())
                    .add(uid);
        }
        return byChat;
    }
}
