package io.github.cameltimelines.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameltimelines.delivery.Answer;
import io.github.cameltimelines.delivery.Attempt;
import io.github.cameltimelines.fanout.FanOut;
import io.github.cameltimelines.inbox.Acceptance;
import io.github.cameltimelines.model.Event;
import io.github.cameltimelines.outbox.QueueSettings;
import io.github.cameltimelines.pipeline.Halts.Halt;
import io.github.cameltimelines.pipeline.Halts.Point;
import io.github.cameltimelines.subscription.RetrySchedule;
import io.github.cameltimelines.subscription.Subscription;
import io.github.cameltimelines.subscription.Subscription.Ordering;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** That the events of a chat stay in order when a thread stands still where it hurts. */
abstract class OvertakingContract extends HaltingFixture {

    private static final int CAPACITY = 5;

    /** Rows of a megabyte that are more than the memory for them. */
    private static final int LARGE = 17;

    private static final String LARGE_TEXT = "x".repeat((1 << 20) - 1_000);

    private final List<String> taken = Collections.synchronizedList(new ArrayList<>());

    /** Attempts at events whose uid begins with "held", which the test answers. */
    private final Map<String, Consumer<Answer>> unanswered = new ConcurrentHashMap<>();

    private Subscription subscription;

    @BeforeEach
    void serve() throws Exception {
        subscription = subscription("overtaken", "message:*", Ordering.CHAT);
        // What is accepted before the first look for fan-out rows is one itself.
        await().atMost(PATIENCE).until(() -> pipeline.fanOut().isIdle());
        serveIt();
        awaitLooks(); // until new deliveries are held, and not left to the claimer
    }

    private void serveIt() throws Exception {
        pipeline.outbox()
                .serve(
                        subscription,
                        new QueueSettings(
                                this::take,
                                RetrySchedule.parse("none"),
                                CAPACITY,
                                workers,
                                CAPACITY,
                                32 << 20));
    }

    private void take(Attempt attempt, Consumer<Answer> answer) {
        String uid = attempt.event().messageUid();
        if (uid.startsWith("held")) {
            unanswered.put(uid, answer);
        } else {
            taken.add(uid);
            answer.accept(Answer.delivered(Duration.ZERO));
        }
    }

    private void hold(int chat, String uid) throws Exception {
        assertThat(post(message(chat, uid)).get()).isInstanceOf(Acceptance.Stored.class);
        await().atMost(PATIENCE).until(() -> unanswered.containsKey(uid));
    }

    private void answer(String uid) {
        unanswered.get(uid).accept(Answer.delivered(Duration.ZERO));
    }

    @Test
    void what_a_full_memory_spills_does_not_overtake_what_it_took_in_just_before()
            throws Exception {
        hold(2, "held-2");
        hold(3, "held-3");
        Halt before = halts.halt(WRITER, Point.BEFORE_COMMIT);
        Halt after = halts.halt(WRITER, Point.AFTER_COMMIT);
        post(message(1, "held-1"));
        before.awaitOne();
        Halt claimer = halts.halt(CLAIMER, Point.BEFORE_COMMIT).awaitOne(); // it saw room for two
        post(message(1, "first"));
        post(message(1, "second"));
        post(message(1, "third"));
        before.letOneGo();
        after.awaitOne().letOneGo();
        before.awaitOne(); // with the three in one batch, and room in memory for two of them
        before.letOneGo();
        await().atMost(PATIENCE).until(() -> unanswered.containsKey("held-1"));
        after.awaitOne();
        assertThat(pipeline.outbox().held()).isEqualTo(CAPACITY);

        answer("held-2");
        answer("held-3");
        await().atMost(PATIENCE).until(() -> pipeline.outbox().held() == CAPACITY - 2);
        claimer.end();
        awaitLooks();
        before.end();
        after.end();
        await().atMost(PATIENCE).until(() -> pipeline.inbox().waiting() == 0);
        answer("held-1");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(taken).containsExactly("first", "second", "third"));
    }

    @Test
    void what_is_being_inserted_while_serving_ends_and_begins_again_is_not_overtaken()
            throws Exception {
        for (int chat = 2; chat < 2 + CAPACITY; chat++) {
            hold(chat, "held-" + chat);
        }
        Halt before = halts.halt(WRITER, Point.BEFORE_COMMIT);
        post(message(1, "first"));
        before.awaitOne();
        unanswered.keySet().forEach(this::answer);
        pipeline.outbox().unserve(subscription, PATIENCE.toMillis());

        serveIt();
        awaitLooks();
        post(message(1, "second"));
        Halt claimer = halts.halt(CLAIMER, Point.BEFORE_COMMIT).awaitOne();
        before.end();
        await().atMost(PATIENCE).until(() -> pipeline.inbox().waiting() == 0);
        claimer.end();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(taken).containsExactly("first", "second"));
    }

    @Test
    void what_is_given_back_after_serving_ended_in_a_hurry_is_not_overtaken() throws Exception {
        Halt before = halts.halt(WRITER, Point.BEFORE_COMMIT);
        post(message(1, "first"));
        before.awaitOne();
        pipeline.outbox().unserve(subscription, 1); // its wait runs out

        serveIt();
        awaitLooks();
        Halt settler = halts.halt("timelines-settle", Point.BEFORE_COMMIT);
        before.end();
        settler.awaitOne();
        awaitLooks(); // they find nothing
        assertThat(post(message(1, "second")).get()).isInstanceOf(Acceptance.Stored.class);
        awaitLooks();
        settler.end();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(taken).containsExactly("first", "second"));
    }

    @Test
    void a_fan_out_row_that_is_committed_and_not_told_does_not_overtake_its_batch()
            throws Exception {
        for (int number = 0; number < FanOut.DIRECT_MAX; number++) {
            subscription("many-" + number, "message:*", Ordering.CHAT);
        }
        List<Event> events = Collections.synchronizedList(new ArrayList<>());
        pipeline.outbox()
                .serve(
                        subscription("both", "message:*,chat:closed", Ordering.CHAT),
                        to(into(events), "none"));
        awaitLooks();
        awaitLooks();
        post(closed(1, 0)).get(); // the writer of that chat has its connection
        Halt expander = halts.halt(EXPANDER, Point.BEFORE_COMMIT);
        for (int number = 0; number < LARGE; number++) { // later rows are in the ledger only
            assertThat(post(message(2, "large-" + number, LARGE_TEXT)).get())
                    .isInstanceOf(Acceptance.Stored.class);
        }
        assertThat(pipeline.fanOut().waiting()).isEqualTo(LARGE);
        expander.awaitOne();
        Halt before = halts.halt(WRITER, Point.BEFORE_COMMIT);
        Halt after = halts.halt(WRITER, Point.AFTER_COMMIT);
        post(closed(1, 1));
        before.awaitOne();
        post(closed(1, 2));
        post(message(1, "many"));
        before.letOneGo();
        after.awaitOne().letOneGo();
        before.awaitOne(); // with the two in one batch
        before.letOneGo();
        after.awaitOne();

        expander.end();
        await().atMost(PATIENCE).until(() -> pipeline.fanOut().waiting() == 0);
        Halt looks = halts.halt(EXPANDER, Point.AFTER_COMMIT);
        looks.end();
        await().atMost(PATIENCE).until(() -> looks.passed() > SOME_LOOKS);
        awaitLooks();
        before.end();
        after.end();

        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(events)
                                        .filteredOn(event -> event.chatId().equals("1"))
                                        .extracting(Event::type)
                                        .containsExactly(
                                                "chat:closed",
                                                "chat:closed",
                                                "chat:closed",
                                                "message:received:new"));
    }
}
