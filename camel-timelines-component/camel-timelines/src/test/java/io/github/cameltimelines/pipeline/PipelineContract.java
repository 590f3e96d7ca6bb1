package io.github.cameltimelines.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameltimelines.delivery.Answer;
import io.github.cameltimelines.delivery.Destination;
import io.github.cameltimelines.inbox.Acceptance;
import io.github.cameltimelines.log.AttemptRecord;
import io.github.cameltimelines.model.Event;
import io.github.cameltimelines.outbox.QueueSettings;
import io.github.cameltimelines.pipeline.Halts.Halt;
import io.github.cameltimelines.pipeline.Halts.Point;
import io.github.cameltimelines.subscription.RetrySchedule;
import io.github.cameltimelines.subscription.Subscription;
import io.github.cameltimelines.subscription.Subscription.Ordering;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the pipeline promises on every ledger. */
abstract class PipelineContract extends PipelineFixture {

    /** A busy machine must store them within {@code Inbox.ACCEPT_TIMEOUT}. */
    private static final int POSTED_AT_ONCE = 1_000;

    @Test
    void an_event_is_delivered_once_to_each_subscription_that_wants_it() throws Exception {
        List<Event> first = Collections.synchronizedList(new ArrayList<>());
        List<Event> second = Collections.synchronizedList(new ArrayList<>());
        List<Event> third = Collections.synchronizedList(new ArrayList<>());
        pipeline.outbox()
                .serve(subscription("first", "message:*", Ordering.CHAT), to(into(first), "none"));
        pipeline.outbox()
                .serve(
                        subscription("second", "message:new", Ordering.NONE),
                        to(into(second), "none"));
        pipeline.outbox()
                .serve(subscription("third", "chat:*", Ordering.CHAT), to(into(third), "none"));

        assertThat(post(message(1, "a")).get()).isInstanceOf(Acceptance.Stored.class);

        await().atMost(PATIENCE).until(() -> first.size() == 1 && second.size() == 1);
        assertThat(first.get(0).type()).isEqualTo("message:received:new");
        assertThat(second.get(0).type()).isEqualTo("message:new");
        assertThat(first.get(0).id()).isEqualTo(second.get(0).id()).startsWith("evt_");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(pipeline.outbox().held()).isZero());
        assertThat(third).isEmpty();
    }

    @Test
    void the_same_event_posted_a_thousand_times_at_once_is_delivered_once() throws Exception {
        List<Event> events = Collections.synchronizedList(new ArrayList<>());
        pipeline.outbox().serve(subscription("one", "*", Ordering.CHAT), to(into(events), "none"));

        List<CompletableFuture<Acceptance>> answers = new ArrayList<>();
        for (int call = 0; call < 1000; call++) {
            answers.add(post(message(1, "same")));
        }
        int stored = 0;
        for (CompletableFuture<Acceptance> answer : answers) {
            stored += answer.get() instanceof Acceptance.Stored ? 1 : 0;
        }

        assertThat(stored).isEqualTo(1);
        await().atMost(PATIENCE).until(() -> !events.isEmpty());
        pipeline.close();
        assertThat(events).hasSize(1);
        pipeline = start();
        assertThat(post(message(1, "same")).get()).isInstanceOf(Acceptance.Duplicate.class);
    }

    @Test
    void the_same_event_twice_in_one_transaction_is_delivered_once() throws Exception {
        List<Event> events = Collections.synchronizedList(new ArrayList<>());
        pipeline.outbox().serve(subscription("one", "*", Ordering.CHAT), to(into(events), "none"));
        Halt writer = halts.halt("timelines-accept", Point.CLOCK);
        post(message(1, "before"));
        writer.awaitOne(); // what comes now waits for the next transaction
        CompletableFuture<Acceptance> first = post(message(1, "same"));
        CompletableFuture<Acceptance> second = post(message(1, "same"));
        writer.end();

        assertThat(first.get()).isInstanceOf(Acceptance.Stored.class);
        assertThat(second.get()).isInstanceOf(Acceptance.Duplicate.class);
        post(message(1, "last")).get();
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(events)
                                        .extracting(Event::messageUid)
                                        .containsExactly("before", "same", "last"));
    }

    @Test
    void events_of_each_chat_arrive_complete_and_in_order_though_the_route_fails_one_time_in_five()
            throws Exception {
        int chats = 100;
        int each = 100;
        Map<String, List<String>> byChat = new ConcurrentHashMap<>();
        Map<String, AtomicInteger> tries = new ConcurrentHashMap<>();
        Destination flaky =
                (attempt, answer) -> {
                    String uid = attempt.event().messageUid();
                    int number = Integer.parseInt(uid.substring(uid.indexOf('-') + 1));
                    boolean fails =
                            number % 5 == 3
                                    && tries.computeIfAbsent(uid, any -> new AtomicInteger())
                                                    .getAndIncrement()
                                            == 0;
                    if (fails) {
                        answer.accept(Answer.failed("fails once", Duration.ZERO));
                    } else {
                        byChat.computeIfAbsent(
                                        attempt.event().chatId(),
                                        any -> Collections.synchronizedList(new ArrayList<>()))
                                .add(uid);
                        answer.accept(Answer.delivered(Duration.ZERO));
                    }
                };
        pipeline.outbox()
                .serve(subscription("flaky", "message:*", Ordering.CHAT), to(flaky, "50ms,50ms"));

        List<CompletableFuture<Acceptance>> answers = new ArrayList<>();
        for (int number = 0; number < each; number++) {
            for (int chat = 0; chat < chats; chat++) {
                answers.add(post(message(chat, chat + "-" + number)));
            }
            if (answers.size() >= POSTED_AT_ONCE || number == each - 1) {
                for (CompletableFuture<Acceptance> answer : answers) {
                    assertThat(answer.get()).isInstanceOf(Acceptance.Stored.class);
                }
                answers.clear();
            }
        }

        await().atMost(Duration.ofSeconds(120))
                .until(() -> byChat.values().stream().mapToInt(List::size).sum() >= chats * each);
        Map<String, List<String>> expected = new HashMap<>();
        for (int chat = 0; chat < chats; chat++) {
            for (int number = 0; number < each; number++) {
                expected.computeIfAbsent(Integer.toString(chat), any -> new ArrayList<>())
                        .add(chat + "-" + number);
            }
        }
        assertThat(byChat).isEqualTo(expected);
    }

    @Test
    void a_chat_that_always_fails_holds_up_no_other() throws Exception {
        List<String> good = Collections.synchronizedList(new ArrayList<>());
        Destination choosy =
                (attempt, answer) -> {
                    if (attempt.event().chatId().equals("13")) {
                        answer.accept(Answer.failed("never", Duration.ZERO));
                    } else {
                        good.add(attempt.event().messageUid());
                        answer.accept(Answer.delivered(Duration.ZERO));
                    }
                };
        pipeline.outbox()
                .serve(subscription("choosy", "message:*", Ordering.CHAT), to(choosy, "1h"));
        for (int number = 0; number < 20; number++) {
            post(message(13, "bad-" + number)).get();
            post(message(14, "good-" + number)).get();
        }
        await().atMost(PATIENCE).until(() -> good.size() == 20);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(pipeline.outbox().held()).isZero());
        assertThat(good)
                .isEqualTo(IntStream.range(0, 20).mapToObj(number -> "good-" + number).toList());
    }

    @Test
    void a_delivery_is_given_up_after_its_schedule_and_its_lane_goes_on() throws Exception {
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        Destination first =
                (attempt, answer) -> {
                    seen.add(attempt.event().messageUid() + "#" + attempt.number());
                    answer.accept(
                            attempt.event().messageUid().equals("a")
                                    ? Answer.failed("no", Duration.ZERO)
                                    : Answer.delivered(Duration.ZERO));
                };
        pipeline.outbox()
                .serve(subscription("first", "message:*", Ordering.CHAT), to(first, "10ms,10ms"));
        post(message(1, "a")).get();
        post(message(1, "b")).get();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(seen).containsExactly("a#1", "a#2", "a#3", "b#1"));
    }

    @Test
    void a_destination_that_is_gone_gets_one_attempt_and_its_answer_is_kept() throws Exception {
        Destination gone =
                (attempt, answer) ->
                        answer.accept(
                                new Answer(false, 410, "gone", Duration.ZERO, "moved\0away", null));
        pipeline.outbox()
                .serve(subscription("gone", "message:*", Ordering.CHAT), to(gone, "1ms,1ms"));
        post(message(1, "a")).get();

        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(attempts())
                                        .containsExactly("GIVEN_UP 410 gone: moved away"));
    }

    private List<String> attempts() throws SQLException {
        List<String> attempts = new ArrayList<>();
        try (Connection connection = pipeline.ledger().dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT outcome, status, error, response FROM timelines_attempt ORDER BY attempt_id")) {
            while (row.next()) {
                attempts.add(
                        "%s %d %s: %s"
                                .formatted(
                                        AttemptRecord.Outcome.values()[row.getInt(1)],
                                        row.getInt(2),
                                        row.getString(3),
                                        row.getString(4)));
            }
        }
        return attempts;
    }

    @Test
    void events_wait_while_nobody_serves_their_subscription() throws Exception {
        List<Event> events = Collections.synchronizedList(new ArrayList<>());
        Subscription waits = subscription("waits", "message:*", Ordering.CHAT);
        post(message(1, "a")).get();
        post(message(1, "b")).get();
        pipeline.close();
        pipeline = start();
        post(message(1, "c")).get();
        pipeline.outbox().serve(waits, to(into(events), "none"));
        await().atMost(PATIENCE).until(() -> events.size() == 3);
        assertThat(events).extracting(Event::messageUid).containsExactly("a", "b", "c");

        pipeline.outbox().unserve(waits, 1000);
        post(message(1, "d")).get();
        post(message(1, "e")).get();
        assertThat(events).hasSize(3);
        pipeline.outbox().serve(waits, to(into(events), "none"));
        post(message(1, "f")).get();
        await().atMost(PATIENCE).until(() -> events.size() == 6);
        assertThat(events)
                .extracting(Event::messageUid)
                .containsExactly("a", "b", "c", "d", "e", "f");
    }

    @Test
    void a_backlog_larger_than_memory_is_delivered_complete_and_in_order() throws Exception {
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        Destination slow =
                (attempt, answer) -> {
                    seen.add(attempt.event().messageUid());
                    answer.accept(Answer.delivered(Duration.ZERO));
                };
        Subscription slowly = subscription("slowly", "message:*", Ordering.CHAT);
        pipeline.outbox()
                .serve(
                        slowly,
                        new QueueSettings(
                                slow, RetrySchedule.parse("none"), 1, workers, 10, 32 << 20));
        List<CompletableFuture<Acceptance>> answers = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (int number = 0; number < 2_000; number++) {
            expected.add("m" + number);
            answers.add(post(message(1, "m" + number)));
        }
        for (CompletableFuture<Acceptance> answer : answers) {
            answer.get();
        }
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(seen).hasSize(2_000));
        assertThat(seen).isEqualTo(expected);
    }
}
