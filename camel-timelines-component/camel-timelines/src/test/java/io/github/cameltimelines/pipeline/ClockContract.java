package io.github.cameltimelines.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameltimelines.delivery.Answer;
import io.github.cameltimelines.delivery.Destination;
import io.github.cameltimelines.inbox.Acceptance;
import io.github.cameltimelines.subscription.Subscription;
import io.github.cameltimelines.subscription.Subscription.Ordering;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The clock of the machine jumps; nothing is lost, nothing storms, retries come. */
abstract class ClockContract extends PipelineFixture {

    private final List<String> attempts = Collections.synchronizedList(new ArrayList<>());
    private final Set<String> failing = ConcurrentHashMap.newKeySet();

    private final Destination route =
            (attempt, answer) -> {
                String uid = attempt.event().messageUid();
                attempts.add(uid + "#" + attempt.number());
                answer.accept(
                        failing.contains(uid)
                                ? Answer.failed("not yet", Duration.ZERO)
                                : Answer.delivered(Duration.ZERO));
            };

    @ParameterizedTest
    @ValueSource(ints = {1, -1})
    void a_jump_of_an_hour_loses_nothing_and_repeats_nothing(int hours) throws Exception {
        pipeline.outbox().serve(subscription("jumps", "message:*", Ordering.CHAT), to(route, "1s"));
        List<String> expected = new ArrayList<>();
        for (int number = 0; number < 300; number++) {
            if (number == 100) {
                clock.jump(Duration.ofHours(hours));
            }
            if (number == 200) {
                clock.jump(Duration.ofHours(-hours));
            }
            expected.add("m" + number + "#1");
            post(message(number % 7, "m" + number));
        }
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(attempts).containsExactlyInAnyOrderElementsOf(expected));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(owed()).isZero());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, -1})
    void retries_still_come_after_a_jump_of_an_hour_each_once(int hours) throws Exception {
        pipeline.outbox()
                .serve(subscription("jumps", "message:*", Ordering.CHAT), to(route, "1m,1m,1h"));
        IntStream.range(0, 50).forEach(chat -> failing.add("m" + chat));
        for (int chat = 0; chat < 50; chat++) {
            post(message(chat, "m" + chat)).get();
        }
        await().atMost(PATIENCE).until(() -> attempts.size() == 50);
        await().atMost(PATIENCE).until(() -> pipeline.outbox().held() == 0); // all noted
        clock.jump(Duration.ofHours(3L * hours));
        failing.clear();
        await().atMost(PATIENCE).until(() -> attempts.size() == 100);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(owed()).isZero());
        assertThat(attempts).doesNotHaveDuplicates().hasSize(100);
    }

    @Test
    void events_of_a_chat_keep_their_order_over_a_restart_with_a_clock_that_went_back()
            throws Exception {
        Subscription waits = subscription("waits", "message:*", Ordering.CHAT);
        post(message(1, "a")).get();
        post(message(1, "b")).get();
        pipeline.close();
        clock.jump(Duration.ofHours(-1));
        pipeline = start();
        post(message(1, "c")).get();
        post(message(1, "d")).get();
        pipeline.outbox().serve(waits, to(route, "none"));
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(attempts).containsExactly("a#1", "b#1", "c#1", "d#1"));
    }

    @Test
    void a_call_that_comes_again_is_a_duplicate_though_the_clock_went_back() throws Exception {
        subscription("jumps", "message:*", Ordering.CHAT);
        assertThat(post(message(1, "a")).get()).isInstanceOf(Acceptance.Stored.class);
        clock.jump(Duration.ofHours(-1));
        assertThat(post(message(1, "a")).get()).isInstanceOf(Acceptance.Duplicate.class);
        pipeline.close();
        pipeline = start();
        assertThat(post(message(1, "a")).get()).isInstanceOf(Acceptance.Duplicate.class);
    }
}
