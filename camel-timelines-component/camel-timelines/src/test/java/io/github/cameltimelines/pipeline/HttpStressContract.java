package io.github.cameltimelines.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameltimelines.delivery.Answer;
import io.github.cameltimelines.delivery.Attempt;
import io.github.cameltimelines.inbox.Acceptance;
import io.github.cameltimelines.subscription.Subscription.Ordering;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random loads on the queue of the HTTP destinations, with a memory that is far too small,
 * failures, subscriptions that are switched off and on, and restarts. {@code -Dseeds=N} tries more
 * of them, {@code -Dseed=N} begins with that one.
 */
abstract class HttpStressContract extends PipelineFixture {

    private static final int CHATS = 6;

    private final Map<String, List<String>> taken = new ConcurrentHashMap<>();
    private final List<String> together = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, AtomicInteger> inUse = new ConcurrentHashMap<>();
    private final Map<String, Integer> failuresLeft = new ConcurrentHashMap<>();
    private double failing;
    private long seed;

    static LongStream seeds() {
        long first = Long.getLong("seed", 1);
        return LongStream.range(first, first + Long.getLong("seeds", 10));
    }

    @Execution(ExecutionMode.CONCURRENT) // each waits for retries most of the time
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void every_subscription_gets_every_event_in_its_order(long itsSeed) throws Exception {
        seed = itsSeed;
        Random random = new Random(seed);
        failing = random.nextDouble() * 0.3;
        int subscriptions = random.nextBoolean() ? 5 : 70;
        int capacity = 20 + random.nextInt(200);
        int events = subscriptions == 5 ? 400 : 60;
        for (int number = 0; number < subscriptions; number++) {
            save(number, true);
        }
        serve(capacity);
        Map<String, List<String>> expected = new TreeMap<>();
        List<CompletableFuture<Acceptance>> answers = new ArrayList<>();
        for (int event = 0; event < events; event++) {
            String uid = random.nextInt(CHATS) + "-" + event;
            for (int number = 0; number < subscriptions; number++) {
                expected.computeIfAbsent(line(number, uid), any -> new ArrayList<>()).add(uid);
            }
            answers.add(post(message(Integer.parseInt(uid.substring(0, 1)), uid)));
            int dice = random.nextInt(100);
            if (dice < 20) {
                answers.get(event).get();
            } else if (dice < 22) {
                pipeline.close();
                pipeline = start();
                serve(capacity);
            } else if (dice < 24) {
                answers.get(event).get();
                await().atMost(PATIENCE).until(() -> pipeline.fanOut().isIdle());
                save(0, false); // between two events: it must miss none
                save(0, true);
            }
        }
        for (CompletableFuture<Acceptance> answer : answers) {
            assertThat(answer.get()).isInstanceOf(Acceptance.Stored.class);
        }
        String load =
                "seed %d: %d subscriptions, capacity %d".formatted(seed, subscriptions, capacity);
        int all = subscriptions * events;
        await(load)
                .atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(taken.values().stream().mapToInt(List::size).sum())
                                        .isEqualTo(all));
        assertThat(new TreeMap<>(taken)).as(load).isEqualTo(expected);
        assertThat(together).as(load + ": lanes that ran twice at once").isEmpty();
        await(load).atMost(PATIENCE).untilAsserted(() -> assertThat(owed()).isZero());
        await(load)
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(pipeline.outbox().held()).isZero());
    }

    private void serve(int capacity) throws Exception {
        pipeline.outbox().serveHttp(httpTo(this::take, workers, capacity));
    }

    /** Every fifth is strict. */
    private void save(int number, boolean enabled) {
        pipeline.subscriptions()
                .save(
                        http(
                                "sub-" + number,
                                "message:*",
                                number % 5 == 4 ? Ordering.STRICT : Ordering.CHAT,
                                pace("1ms,5ms,20ms", 1 + number % 4, 0),
                                enabled));
    }

    private static String line(int number, String uid) {
        return line("sub-" + number, number % 5 == 4, uid);
    }

    private static String line(String name, boolean strict, String uid) {
        return name + (strict ? "" : " " + uid.charAt(0));
    }

    private void take(Attempt attempt, Consumer<Answer> answer) {
        String uid = attempt.event().messageUid();
        String name = nameOf(attempt.subscription());
        String line = line(name, attempt.subscription().ordering() == Ordering.STRICT, uid);
        AtomicInteger users = inUse.computeIfAbsent(line, any -> new AtomicInteger());
        if (users.incrementAndGet() > 1) {
            together.add(line + " " + uid);
        }
        String key = name + " " + uid;
        int left = failuresLeft.computeIfAbsent(key, this::failuresOf);
        if (left > 0) {
            failuresLeft.put(key, left - 1);
        } else {
            List<String> uids =
                    taken.computeIfAbsent(
                            line, any -> Collections.synchronizedList(new ArrayList<>()));
            if (!uids.contains(uid)) {
                uids.add(uid);
            }
        }
        users.decrementAndGet();
        answer.accept(
                left > 0
                        ? Answer.failed("not yet", Duration.ZERO)
                        : Answer.delivered(Duration.ZERO));
    }

    private int failuresOf(String key) {
        Random random = new Random(seed * 31 + key.hashCode());
        random.nextInt();
        return random.nextDouble() < failing ? 1 + random.nextInt(3) : 0;
    }
}
