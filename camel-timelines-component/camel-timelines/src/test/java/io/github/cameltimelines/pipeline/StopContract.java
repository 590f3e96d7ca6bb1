package io.github.cameltimelines.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameltimelines.delivery.Answer;
import io.github.cameltimelines.delivery.Attempt;
import io.github.cameltimelines.subscription.Subscription.Ordering;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What a pipeline that is told to stop does with what has begun. */
abstract class StopContract extends PipelineFixture {

    private static final Duration LONG_ENOUGH_TO_STOP = Duration.ofMillis(500);

    private final List<String> begun = new CopyOnWriteArrayList<>();
    private final List<Consumer<Answer>> unanswered = new CopyOnWriteArrayList<>();

    private void serve() throws Exception {
        pipeline.outbox().serveHttp(httpTo(this::take, workers, 100));
    }

    private void take(Attempt attempt, Consumer<Answer> answer) {
        unanswered.add(answer);
        begun.add(attempt.event().messageUid());
    }

    @Test
    void it_waits_for_an_answer_and_delivers_once() throws Exception {
        http(pipeline, "slow", "message:*", Ordering.NONE, pace("1h", 1, 0));
        serve();
        post(message(1, "begun")).get();
        post(message(2, "not begun")).get();
        await().atMost(PATIENCE).until(() -> begun.size() == 1);

        CompletableFuture<Void> stopped =
                CompletableFuture.runAsync(
                        () -> {
                            try {
                                pipeline.close();
                            } catch (InterruptedException e) {
                                throw new IllegalStateException(e);
                            }
                        });
        await().during(LONG_ENOUGH_TO_STOP).until(() -> !stopped.isDone());
        unanswered.get(0).accept(Answer.delivered(Duration.ZERO));
        stopped.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

        assertThat(begun).as("nothing begins while it stops").containsExactly("begun");
        pipeline = start();
        serve();
        await().atMost(PATIENCE).until(() -> begun.size() == 2);
        unanswered.get(1).accept(Answer.delivered(Duration.ZERO));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(owed()).isZero());
        assertThat(begun).containsExactly("begun", "not begun");
    }
}
