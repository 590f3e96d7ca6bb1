package io.github.cameltimelines.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameltimelines.delivery.Answer;
import io.github.cameltimelines.delivery.Attempt;
import io.github.cameltimelines.inbox.Acceptance;
import io.github.cameltimelines.pipeline.Halts.Halt;
import io.github.cameltimelines.pipeline.Halts.Point;
import io.github.cameltimelines.subscription.Subscription.Ordering;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** That a chat of which a stop gave back the half goes on in its order after the start. */
abstract class RestartOvertakingContract extends HaltingFixture {

    private static final String FAILS = "fails";
    private static final int CAPACITY = 40;

    /** More than the memory takes, so that some wait for the lane in the ledger. */
    private static final int EVENTS = 100;

    private static final Duration RETRY = Duration.ofHours(1);

    private final List<String> taken = Collections.synchronizedList(new ArrayList<>());

    /** Of the first of the chat, which the test answers. */
    private final AtomicReference<Consumer<Answer>> first = new AtomicReference<>();

    @Test
    void what_a_stop_gave_back_is_not_overtaken_by_what_waited_for_the_lane() throws Exception {
        pipeline.subscriptions()
                .save(http("one", "message:*", Ordering.CHAT, pace("1h,1h", 100, 0), true));
        await().atMost(PATIENCE).until(() -> pipeline.fanOut().isIdle());
        serve(CAPACITY);
        List<String> chat = new ArrayList<>();
        awaitLooks();
        chat.add(store("0"));
        Consumer<Answer> zeroth = awaitFirst();
        fail(zeroth);
        await().atMost(PATIENCE).until(() -> pipeline.outbox().held() == 0);
        while (chat.size() < EVENTS) {
            chat.add(store(Integer.toString(chat.size()))); // behind it, in the ledger
        }

        // It is through in the end, and memory is full of those behind it.
        clock.jump(RETRY.multipliedBy(2));
        deliver(awaitFirst());
        Consumer<Answer> next = awaitFirst();
        await().atMost(PATIENCE).until(() -> pipeline.outbox().held() > CAPACITY / 2);
        assertThat(pipeline.outbox().held()).isLessThan(EVENTS / 2);
        CompletableFuture<Void> closing = CompletableFuture.runAsync(this::closePipeline);
        await().atMost(PATIENCE).until(() -> pipeline.outbox().held() == 1); // given back
        fail(next);
        closing.get();

        // After the start it is tried again at once, while the rest is being looked at.
        clock.jump(RETRY.multipliedBy(2));
        Halt settler = halts.halt(SETTLER, Point.BEFORE_COMMIT);
        pipeline = start();
        serve(CAPACITY * 4);
        Consumer<Answer> again = awaitFirst();
        settler.awaitOne();
        deliver(again);
        awaitLooks();
        settler.end();

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(taken).hasSize(EVENTS));
        assertThat(taken).isEqualTo(chat);
    }

    private void serve(int capacity) throws Exception {
        pipeline.outbox().serveHttp(httpTo(this::take, workers, capacity));
    }

    private void closePipeline() {
        try {
            pipeline.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The first two wait for the test's answer, each time. */
    private void take(Attempt attempt, Consumer<Answer> answer) {
        String uid = attempt.event().messageUid();
        if (uid.length() == 1 && Integer.parseInt(uid) < 2) {
            first.set(
                    how -> {
                        if (how.delivered()) {
                            taken.add(uid);
                        }
                        answer.accept(how);
                    });
        } else {
            taken.add(uid);
            answer.accept(Answer.delivered(Duration.ZERO));
        }
    }

    private Consumer<Answer> awaitFirst() {
        await().atMost(PATIENCE).until(() -> first.get() != null);
        return first.getAndSet(null);
    }

    private static void deliver(Consumer<Answer> answer) {
        answer.accept(Answer.delivered(Duration.ZERO));
    }

    private static void fail(Consumer<Answer> answer) {
        answer.accept(Answer.failed(FAILS, Duration.ZERO));
    }

    private String store(String uid) throws Exception {
        assertThat(post(message(1, uid)).get()).isInstanceOf(Acceptance.Stored.class);
        return uid;
    }
}
