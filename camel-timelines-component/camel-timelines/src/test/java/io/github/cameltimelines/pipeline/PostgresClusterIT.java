package io.github.cameltimelines.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameltimelines.TimelinesPipeline;
import io.github.cameltimelines.delivery.Answer;
import io.github.cameltimelines.outbox.QueueSettings;
import io.github.cameltimelines.subscription.RetrySchedule;
import io.github.cameltimelines.subscription.Subscription;
import io.github.cameltimelines.subscription.Subscription.Ordering;
import java.time.Duration;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Several nodes that share the work of one subscription on one PostgreSQL. */
class PostgresClusterIT extends ClusterFixture {

    @Test
    void two_nodes_share_the_work_and_deliver_each_event_once_in_the_order_of_its_chat()
            throws Exception {
        Node one = new Node(LONG_LEASE);
        Node two = new Node(LONG_LEASE);
        postAt(one, () -> one.taken.get() > 50 && two.taken.get() > 50);
        one.post(1_000);
        awaitAll();
        assertThat(repeated).isEmpty();
        assertThat(together).isEmpty();
        assertThat(new TreeMap<>(byChat)).isEqualTo(sent);
        await().atMost(PATIENCE).until(() -> rows("SELECT COUNT(*) FROM timelines_delivery") == 0);
    }

    @Test
    void nodes_that_come_and_go_under_load_take_over_at_once_without_repeating_or_overtaking()
            throws Exception {
        Node stays = new Node(LONG_LEASE);
        for (int round = 0; round < 4; round++) {
            stays.post(300);
            Node comes = new Node(LONG_LEASE);
            postAt(stays, () -> comes.taken.get() > 20);
            stays.post(300);
            comes.leave();
            stays.post(300);
            awaitAll();
        }
        assertThat(repeated).isEmpty();
        assertThat(together).isEmpty();
        assertThat(new TreeMap<>(byChat)).isEqualTo(sent);
    }

    @Test
    void an_attempt_that_takes_long_holds_up_only_its_own_part_of_a_hand_over() throws Exception {
        CompletableFuture<Consumer<Answer>> slow = new CompletableFuture<>();
        Node one = new Node(LONG_LEASE);
        TimelinesPipeline pipeline = one.pipeline;
        Subscription other =
                PipelineFixture.subscription(pipeline, "slow", "message:*", Ordering.CHAT);
        QueueSettings hangs =
                new QueueSettings(
                        (attempt, answer) -> {
                            if (!slow.complete(answer)) {
                                answer.accept(Answer.delivered(Duration.ZERO));
                            }
                        },
                        RetrySchedule.parse("none"),
                        4,
                        workers,
                        200,
                        32 << 20);
        pipeline.outbox().serve(other, hangs);
        one.post(1);
        slow.get();
        AtomicInteger taken = new AtomicInteger();
        Node two = new Node(LONG_LEASE);
        two.pipeline
                .outbox()
                .serve(
                        other,
                        new QueueSettings(
                                (attempt, answer) -> {
                                    taken.incrementAndGet();
                                    answer.accept(Answer.delivered(Duration.ZERO));
                                },
                                RetrySchedule.parse("none"),
                                4,
                                workers,
                                200,
                                32 << 20));
        postAt(one, () -> taken.get() > 20);
        slow.get().accept(Answer.delivered(Duration.ZERO));
        awaitAll();
    }
}
