package io.github.cameltimelines.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameltimelines.inbox.Acceptance;
import io.github.cameltimelines.inbox.Acceptance.Duplicate;
import io.github.cameltimelines.inbox.Acceptance.Stored;
import io.github.cameltimelines.model.Event;
import io.github.cameltimelines.pipeline.Halts.Halt;
import io.github.cameltimelines.pipeline.Halts.Point;
import io.github.cameltimelines.subscription.Subscription.Ordering;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** That nobody hears of an event, neither its caller nor its subscription, before its commit. */
abstract class AcknowledgementContract extends HaltingFixture {

    private static final Duration LONG_ENOUGH_TO_DELIVER = Duration.ofMillis(300);

    private final List<Event> delivered = Collections.synchronizedList(new ArrayList<>());

    @Test
    void a_caller_is_answered_and_a_subscription_is_served_after_the_commit() throws Exception {
        serve();
        post(message(1, "before")).get();
        await().atMost(PATIENCE).until(() -> delivered.size() == 1); // and served from memory now
        Halt commits = halts.halt(WRITER, Point.BEFORE_COMMIT);
        CompletableFuture<Acceptance> answer = post(message(1, "first"));
        commits.awaitOne();

        assertThat(rows("event")).isOne();
        await().during(LONG_ENOUGH_TO_DELIVER)
                .untilAsserted(
                        () -> {
                            assertThat(answer).isNotDone();
                            assertThat(delivered).hasSize(1);
                        });

        commits.end();
        assertThat(soon(answer)).isInstanceOf(Stored.class);
        assertThat(rows("event")).isEqualTo(2);
        await().atMost(PATIENCE).until(() -> delivered.size() == 2);
    }

    /** It is known by then, and not yet on disk. */
    @Test
    void nor_is_a_repetition_answered_before_the_commit_of_the_first() throws Exception {
        serve();
        Halt commits = halts.halt(WRITER, Point.BEFORE_COMMIT);
        CompletableFuture<Acceptance> first = post(message(1, "same"));
        commits.awaitOne();
        CompletableFuture<Acceptance> second = post(message(1, "same"));

        assertThat(pipeline.inbox().waiting()).isEqualTo(2);
        assertThat(first).isNotDone();
        assertThat(second).isNotDone();

        commits.end();
        assertThat(soon(first)).isInstanceOf(Stored.class);
        assertThat(soon(second)).isInstanceOf(Duplicate.class);
        assertThat(rows("event")).isOne();
    }

    private void serve() throws Exception {
        pipeline.outbox()
                .serve(
                        subscription("all", "message:*", Ordering.CHAT),
                        to(into(delivered), "none"));
    }

    private static Acceptance soon(CompletableFuture<Acceptance> answer) throws Exception {
        return answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
}
