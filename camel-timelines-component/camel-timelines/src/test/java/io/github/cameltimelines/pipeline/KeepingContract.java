package io.github.cameltimelines.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameltimelines.delivery.Answer;
import io.github.cameltimelines.inbox.Acceptance;
import io.github.cameltimelines.inbox.Acceptance.Duplicate;
import io.github.cameltimelines.inbox.Acceptance.Stored;
import io.github.cameltimelines.model.Event;
import io.github.cameltimelines.subscription.Subscription;
import io.github.cameltimelines.subscription.Subscription.Ordering;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** How long a key is remembered, and how long rows are kept. */
abstract class KeepingContract extends PipelineFixture {

    /** No key in it, so that its bytes are its key. */
    private static final byte[] HASHED =
            "{\"event_type\":\"chat:closed\",\"chat\":{\"chat_id\":7}}"
                    .getBytes(StandardCharsets.UTF_8);

    private static final Duration MARGIN = Duration.ofMinutes(1);

    @Test
    void the_same_body_without_a_key_is_a_duplicate_for_ten_minutes() throws Exception {
        dropsForAsLongAs(HASHED, Duration.ofMinutes(10));
    }

    @Test
    void the_same_message_is_a_duplicate_for_fourteen_days() throws Exception {
        dropsForAsLongAs(message(1, "a"), Duration.ofDays(14));
    }

    private void dropsForAsLongAs(byte[] body, Duration window) throws Exception {
        List<Event> events = Collections.synchronizedList(new ArrayList<>());
        Subscription all = subscription("all", "*", Ordering.CHAT);
        pipeline.outbox().serve(all, to(into(events), "none"));
        assertThat(post(body).get()).isInstanceOf(Stored.class);
        clock.jump(window.minus(MARGIN));
        assertThat(post(body).get()).isInstanceOf(Duplicate.class);
        pipeline.close();
        pipeline = start();
        pipeline.outbox().serve(all, to(into(events), "none"));
        assertThat(post(body).get()).isInstanceOf(Duplicate.class);
        clock.jump(MARGIN.multipliedBy(2));
        assertThat(post(body).get()).isInstanceOf(Stored.class);
        assertThat(post(body).get()).isInstanceOf(Duplicate.class);
        await().atMost(PATIENCE).until(() -> events.size() == 2);
        assertThat(events.get(0).id()).isNotEqualTo(events.get(1).id());
    }

    /** Also the keys that a node has in memory have their window. */
    @Test
    void a_repetition_after_its_window_is_a_new_event_where_the_node_ran_on() throws Exception {
        assertThat(post(HASHED).get()).isInstanceOf(Stored.class);
        clock.jump(Duration.ofMinutes(10).plus(MARGIN));
        assertThat(post(HASHED).get()).isInstanceOf(Stored.class);
        assertThat(post(HASHED).get()).isInstanceOf(Duplicate.class);
    }

    /** More than is kept in memory anywhere, so that the ledger itself has to know them. */
    @Test
    void a_repetition_is_known_among_fifty_thousand_events_and_after_a_restart() throws Exception {
        int events = 50_000;
        storeAll(events);
        assertRepeatedIsKnown(events);
        pipeline.close();
        pipeline = start();
        assertRepeatedIsKnown(events);
        assertThat(post(message(1, "new")).get()).isInstanceOf(Stored.class);
    }

    private void storeAll(int events) throws Exception {
        List<CompletableFuture<Acceptance>> answers = new ArrayList<>();
        for (int event = 0; event < events; event++) {
            answers.add(post(message(event % 100, "uid-" + event)));
            if (answers.size() == 1_000) {
                for (CompletableFuture<Acceptance> answer : answers) {
                    assertThat(answer.get()).isInstanceOf(Stored.class);
                }
                answers.clear();
            }
        }
    }

    private void assertRepeatedIsKnown(int events) throws Exception {
        for (int event = 0; event < events; event += 101) {
            assertThat(post(message(event % 100, "uid-" + event)).get())
                    .as("event %d", event)
                    .isInstanceOf(Duplicate.class);
        }
    }

    @Test
    void what_is_old_enough_is_deleted_and_what_is_owed_is_not() throws Exception {
        Subscription good = subscription("good", "message:*", Ordering.CHAT);
        Subscription bad = subscription("bad", "chat:*", Ordering.CHAT);
        Subscription later = subscription("later", "note:*", Ordering.CHAT);
        pipeline.outbox()
                .serve(good, to(into(Collections.synchronizedList(new ArrayList<>())), "none"));
        pipeline.outbox()
                .serve(
                        bad,
                        to(
                                (attempt, answer) ->
                                        answer.accept(Answer.failed("never", Duration.ZERO)),
                                "none"));
        for (int number = 0; number < 10; number++) {
            post(message(1, "m" + number)).get();
        }
        post(HASHED).get();
        byte[] note =
                "{\"event_type\":\"note:created\",\"chat\":{\"chat_id\":7}}"
                        .getBytes(StandardCharsets.UTF_8);
        post(note).get();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(rows("attempt")).isEqualTo(11));

        assertThat(pipeline.retention().sweep()).isZero();
        clock.jump(Duration.ofDays(10).plusHours(1));
        assertThat(pipeline.retention().sweep()).isEqualTo(11);
        assertThat(rows("attempt")).isZero();
        assertThat(rows("event")).isEqualTo(12);

        clock.jump(Duration.ofDays(20));
        pipeline.retention().sweep();
        assertThat(rows("event")).as("the note is still owed").isEqualTo(1);
        assertThat(owed()).isEqualTo(1);
        List<Event> notes = Collections.synchronizedList(new ArrayList<>());
        pipeline.outbox().serve(later, to(into(notes), "none"));
        await().atMost(PATIENCE).until(() -> notes.size() == 1);
        await().atMost(PATIENCE).until(() -> owed() == 0);
        pipeline.retention().sweep();
        assertThat(rows("event")).isZero();
    }

    @Test
    void a_hundred_thousand_old_events_of_which_some_are_owed_are_swept_in_small_steps()
            throws Exception {
        subscription("owed", "chat:*", Ordering.CHAT); // nobody serves it
        List<CompletableFuture<Acceptance>> answers = new ArrayList<>();
        for (int number = 0; number < 100_000; number++) {
            answers.add(post(number % 100 == 0 ? chatEvent(number) : message(1, "m" + number)));
            if (answers.size() == 1_000) {
                for (CompletableFuture<Acceptance> answer : answers) {
                    assertThat(answer.get()).isInstanceOf(Stored.class);
                }
                answers.clear();
            }
        }
        clock.jump(Duration.ofDays(31));
        long deleted = pipeline.retention().sweep();
        assertThat(deleted).isEqualTo(99_000);
        assertThat(rows("event")).isEqualTo(1_000);
        assertThat(owed()).isEqualTo(1_000);
    }

    @Test
    void nothing_is_left_of_a_deleted_subscription_but_attempts_that_are_kept() throws Exception {
        Subscription gone = subscription("gone", "message:*", Ordering.NONE);
        Subscription stays = subscription("stays", "message:*", Ordering.NONE);
        for (Subscription one : List.of(gone, stays)) {
            pipeline.outbox()
                    .serve(
                            one,
                            to(
                                    (attempt, answer) ->
                                            answer.accept(Answer.failed("never", Duration.ZERO)),
                                    "none"));
        }
        for (int number = 0; number < 10; number++) {
            post(message(1, "m" + number)).get();
        }
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(rows("attempt")).isEqualTo(20));
        assertThat(pipeline.figures().of(gone.id()).activations()).isEqualTo(10);
        pipeline.subscriptions()
                .edit(
                        "ana",
                        edits -> {
                            edits.delete(gone);
                            return null;
                        });

        assertThat(pipeline.retention().sweep()).as("10 deliveries, ring, figures").isEqualTo(21);

        assertThat(rows("subscription_figures")).isEqualTo(1);
        assertThat(rows("subscription_recent")).isEqualTo(10);
        assertThat(owed()).isEqualTo(10);
        assertThat(pipeline.figures().of(stays.id()).activations()).isEqualTo(10);
        assertThat(pipeline.figures().log(stays.id())).hasSize(10);
        assertThat(pipeline.retention().sweep()).isZero();
        clock.jump(Duration.ofDays(10).plusHours(1));
        pipeline.retention().sweep();
        assertThat(rows("attempt")).isZero();
        assertThat(rows("subscription_hour")).isZero();
    }

    private static byte[] chatEvent(int number) {
        return ("{\"event_type\":\"chat:closed\",\"chat\":{\"chat_id\":" + number + "}}")
                .getBytes(StandardCharsets.UTF_8);
    }
}
