package io.github.cameltimelines.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameltimelines.delivery.Answer;
import io.github.cameltimelines.inbox.Acceptance;
import io.github.cameltimelines.outbox.QueueSettings;
import io.github.cameltimelines.subscription.RetrySchedule;
import io.github.cameltimelines.subscription.Subscription;
import io.github.cameltimelines.subscription.Subscription.Ordering;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What is in memory is bounded, whatever comes in and whatever fails. */
abstract class MemoryContract extends PipelineFixture {

    private static final int LARGE = 200 << 10;
    private static final long BYTES_MAX = 4L << 20;

    private final ConcurrentLinkedQueue<Consumer<Answer>> blocked = new ConcurrentLinkedQueue<>();
    private final Set<String> taken = ConcurrentHashMap.newKeySet();
    private final AtomicLong mostBytes = new AtomicLong();
    private final AtomicInteger mostHeld = new AtomicInteger();
    private volatile boolean blocking = true;

    private QueueSettings settings(int capacity) {
        return new QueueSettings(
                (attempt, answer) -> {
                    mostBytes.accumulateAndGet(pipeline.outbox().heldBytes(), Math::max);
                    mostHeld.accumulateAndGet(pipeline.outbox().held(), Math::max);
                    taken.add(attempt.event().messageUid());
                    if (blocking) {
                        blocked.add(answer);
                    } else {
                        answer.accept(Answer.delivered(Duration.ZERO));
                    }
                },
                RetrySchedule.parse("10ms"),
                4,
                workers,
                capacity,
                BYTES_MAX);
    }

    private void goOn() {
        blocking = false;
        Consumer<Answer> answer;
        while ((answer = blocked.poll()) != null) {
            answer.accept(Answer.delivered(Duration.ZERO));
        }
    }

    @Test
    void large_payloads_beyond_the_bound_wait_in_the_ledger() throws Exception {
        Subscription large = subscription("large", "message:*", Ordering.CHAT);
        pipeline.outbox().serve(large, settings(5_000));
        for (int number = 0; number < 300; number++) {
            // Small ones first, from which no claim may conclude that the others are small.
            String text = number < 100 ? "Hi" : "x".repeat(LARGE);
            assertThat(post(message(number, "m" + number, text)).get())
                    .isInstanceOf(Acceptance.Stored.class);
        }
        assertThat(pipeline.outbox().heldBytes()).isLessThanOrEqualTo(BYTES_MAX + 2 * LARGE);
        goOn();
        await().atMost(PATIENCE).until(() -> taken.size() == 300);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(owed()).isZero());
        assertThat(mostBytes.get()).isLessThanOrEqualTo(BYTES_MAX + 2 * LARGE);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(pipeline.outbox().heldBytes()).isZero());
    }

    @Test
    void a_payload_that_several_subscriptions_want_counts_once() throws Exception {
        for (int number = 0; number < 3; number++) {
            http(pipeline, "wants-" + number, "message:*", Ordering.CHAT, pace("none", 4, 0));
        }
        pipeline.outbox().serveHttp(httpTo((attempt, answer) -> blocked.add(answer), workers, 100));
        byte[] payload = message(1, "m1", "x".repeat(LARGE));
        assertThat(post(payload).get()).isInstanceOf(Acceptance.Stored.class);
        await().atMost(PATIENCE).until(() -> blocked.size() == 3);
        assertThat(pipeline.outbox().held()).isEqualTo(3);
        assertThat(pipeline.outbox().heldBytes()).isEqualTo(payload.length);

        blocked.remove().accept(Answer.delivered(Duration.ZERO));
        await().atMost(PATIENCE).until(() -> pipeline.outbox().held() == 2);
        assertThat(pipeline.outbox().heldBytes()).isEqualTo(payload.length);
        goOn();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(pipeline.outbox().heldBytes()).isZero());
    }

    @Test
    void lanes_that_all_go_on_at_once_are_refilled_only_as_far_as_there_is_room() throws Exception {
        Subscription refilled = subscription("refilled", "message:*", Ordering.CHAT);
        int chats = 40;
        int each = 25;
        int capacity = 50;
        pipeline.outbox().serve(refilled, failing(capacity));
        List<CompletableFuture<Acceptance>> answers = new ArrayList<>();
        for (int number = 0; number < each; number++) {
            for (int chat = 0; chat < chats; chat++) {
                answers.add(post(message(chat, chat + "-" + number)));
            }
        }
        for (CompletableFuture<Acceptance> answer : answers) {
            assertThat(answer.get()).isInstanceOf(Acceptance.Stored.class);
        }
        pipeline.outbox().unserve(refilled, 10_000);
        blocking = false;
        pipeline.outbox().serve(refilled, settings(capacity));
        await().atMost(PATIENCE).until(() -> taken.size() == chats * each);
        assertThat(mostHeld.get()).isLessThanOrEqualTo(capacity + 1);
    }

    private QueueSettings failing(int capacity) {
        return new QueueSettings(
                (attempt, answer) -> answer.accept(Answer.failed("not yet", Duration.ZERO)),
                RetrySchedule.parse("1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s"),
                4,
                workers,
                capacity,
                BYTES_MAX);
    }

    @Test
    void calls_beyond_what_may_wait_are_told_to_come_again() throws Exception {
        subscription("none", "chat:*", Ordering.CHAT);
        List<CompletableFuture<Acceptance>> answers = new ArrayList<>();
        int refused = 0;
        // 1 MiB less the envelope; the bound on what waits is 64 MiB.
        String text = "x".repeat((1 << 20) - 1_000);
        byte[] body = message(1, "m0000", text);
        for (int number = 0; number < 400 && refused == 0; number++) {
            byte[] next = body.clone();
            byte[] uid = "m%04d".formatted(number).getBytes();
            System.arraycopy(uid, 0, next, next.length - 8, uid.length);
            CompletableFuture<Acceptance> answer = post(next);
            if (answer.isDone() && answer.get() instanceof Acceptance.Unavailable) {
                refused++;
            }
            answers.add(answer);
        }
        assertThat(refused).as("one of 400 MiB at once is refused").isEqualTo(1);
        for (CompletableFuture<Acceptance> answer : answers) {
            answer.get();
        }
        assertThat(post(message(1, "after")).get()).isInstanceOf(Acceptance.Stored.class);
    }
}
