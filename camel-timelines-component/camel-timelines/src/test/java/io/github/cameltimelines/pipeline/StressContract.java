package io.github.cameltimelines.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameltimelines.delivery.Answer;
import io.github.cameltimelines.delivery.Attempt;
import io.github.cameltimelines.inbox.Acceptance;
import io.github.cameltimelines.outbox.QueueSettings;
import io.github.cameltimelines.subscription.RetrySchedule;
import io.github.cameltimelines.subscription.Subscription;
import io.github.cameltimelines.subscription.Subscription.Ordering;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
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
 * Random loads on a memory that is far too small, with failing routes, with the route suspended and
 * the node restarted in the middle. {@code -Dseeds=N} tries more of them, {@code -Dseed=N} begins
 * with that one.
 */
abstract class StressContract extends PipelineFixture {

    /** Attempts that fail in a row at the most; the schedule must have as many waits. */
    private static final int FAILURES_MAX = 3;

    private static final String SCHEDULE = "1ms,5ms,20ms";

    static LongStream seeds() {
        long first = Long.getLong("seed", 1);
        return LongStream.range(first, first + Long.getLong("seeds", 12));
    }

    @Execution(ExecutionMode.CONCURRENT) // each waits for retries most of the time
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void every_event_arrives_and_in_the_order_of_its_chat(long seed) throws Exception {
        Random random = new Random(seed);
        Route route = new Route(seed, random.nextDouble() * 0.4);
        int chats = 1 + random.nextInt(12);
        int capacity = 5 + random.nextInt(46);
        int concurrency = 1 + random.nextInt(8);
        int events = 200 + random.nextInt(400);
        String load =
                "seed %d: %d events, %d chats, capacity %d, concurrency %d"
                        .formatted(seed, events, chats, capacity, concurrency);
        QueueSettings settings =
                new QueueSettings(
                        route::take,
                        RetrySchedule.parse(SCHEDULE),
                        concurrency,
                        workers,
                        capacity,
                        32 << 20);
        Subscription stressed = subscription("stressed", "message:*", Ordering.CHAT);
        pipeline.outbox().serve(stressed, settings);

        Map<String, List<String>> expected = new HashMap<>();
        List<CompletableFuture<Acceptance>> answers = new ArrayList<>();
        boolean serving = true;
        for (int number = 0; number < events; number++) {
            int chat = random.nextInt(chats);
            String uid = chat + "-" + number;
            expected.computeIfAbsent(Integer.toString(chat), any -> new ArrayList<>()).add(uid);
            CompletableFuture<Acceptance> answer = post(message(chat, uid));
            answers.add(answer);
            int dice = random.nextInt(100);
            if (dice < 20) {
                answer.get();
            } else if (dice < 22 && serving) {
                pipeline.outbox().unserve(stressed, 10_000);
                serving = false;
            } else if (dice < 26 && !serving) {
                pipeline.outbox().serve(stressed, settings);
                serving = true;
            } else if (dice == 26 && serving) {
                pipeline.close();
                pipeline = start();
                pipeline.outbox().serve(stressed, settings);
            }
        }
        if (!serving) {
            pipeline.outbox().serve(stressed, settings);
        }

        for (CompletableFuture<Acceptance> answer : answers) {
            assertThat(answer.get()).as(load).isInstanceOf(Acceptance.Stored.class);
        }
        await(load)
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(route.delivered()).isEqualTo(events));
        assertThat(route.byChat).as(load).isEqualTo(expected);
        assertThat(route.together).as(load + ": lanes that ran twice at once").isEmpty();
        await(load).atMost(PATIENCE).untilAsserted(() -> assertThat(owed()).isZero());
        await(load)
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(pipeline.outbox().held()).isZero());
    }

    /** A route that fails at random, and writes down what it took. */
    private static final class Route {
        final Map<String, List<String>> byChat = new ConcurrentHashMap<>();
        final List<String> together = Collections.synchronizedList(new ArrayList<>());
        private final Map<String, AtomicInteger> inUse = new ConcurrentHashMap<>();
        private final Map<String, Integer> failuresLeft = new ConcurrentHashMap<>();
        private final long seed;
        private final double failing;

        Route(long seed, double failing) {
            this.seed = seed;
            this.failing = failing;
        }

        void take(Attempt attempt, Consumer<Answer> answer) {
            String uid = attempt.event().messageUid();
            String chat = attempt.event().chatId();
            AtomicInteger users = inUse.computeIfAbsent(chat, any -> new AtomicInteger());
            if (users.incrementAndGet() > 1) {
                together.add(uid);
            }
            int left = failuresLeft.computeIfAbsent(uid, this::failuresOf);
            if (left > 0) {
                failuresLeft.put(uid, left - 1);
                users.decrementAndGet();
                answer.accept(Answer.failed("not yet", Duration.ZERO));
                return;
            }
            List<String> taken =
                    byChat.computeIfAbsent(
                            chat, any -> Collections.synchronizedList(new ArrayList<>()));
            if (!taken.contains(uid)) {
                taken.add(uid);
            }
            users.decrementAndGet();
            answer.accept(Answer.delivered(Duration.ZERO));
        }

        private int failuresOf(String uid) {
            Random random = new Random(seed * 31 + uid.hashCode());
            random.nextInt();
            return random.nextDouble() < failing ? 1 + random.nextInt(FAILURES_MAX) : 0;
        }

        int delivered() {
            return byChat.values().stream().mapToInt(List::size).sum();
        }
    }
}
