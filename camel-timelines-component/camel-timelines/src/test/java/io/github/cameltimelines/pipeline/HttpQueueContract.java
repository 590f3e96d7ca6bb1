package io.github.cameltimelines.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameltimelines.delivery.Answer;
import io.github.cameltimelines.delivery.Attempt;
import io.github.cameltimelines.inbox.Acceptance;
import io.github.cameltimelines.subscription.Subscription;
import io.github.cameltimelines.subscription.Subscription.Ordering;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Subscriptions with HTTP destinations, which share one queue. */
abstract class HttpQueueContract extends PipelineFixture {

    private static final int CAPACITY = 400;
    private static final int CHATS = 5;

    /** Uids by subscription and, unless its order is strict, chat. */
    private final Map<String, List<String>> taken = new ConcurrentHashMap<>();

    private final Map<String, AtomicInteger> inFlight = new ConcurrentHashMap<>();
    private final Map<String, Integer> mostInFlight = new ConcurrentHashMap<>();
    private final AtomicInteger mostHeld = new AtomicInteger();

    /** Subscriptions that do not answer, and what they owe. */
    private final Set<String> hanging = ConcurrentHashMap.newKeySet();

    private final ConcurrentLinkedQueue<Runnable> unanswered = new ConcurrentLinkedQueue<>();

    /** Uids, or subscriptions with uids, whose next attempt fails. */
    private final Set<String> failing = ConcurrentHashMap.newKeySet();

    private final List<Integer> attempts = Collections.synchronizedList(new ArrayList<>());

    private void serve() throws Exception {
        pipeline.outbox().serveHttp(httpTo(this::take, workers, CAPACITY));
    }

    private void take(Attempt attempt, Consumer<Answer> answer) {
        String name = nameOf(attempt.subscription());
        AtomicInteger now = inFlight.computeIfAbsent(name, any -> new AtomicInteger());
        mostInFlight.merge(name, now.incrementAndGet(), Math::max);
        mostHeld.accumulateAndGet(pipeline.outbox().held(), Math::max);
        attempts.add(attempt.number());
        if (hanging.contains(name)) {
            unanswered.add(() -> finish(attempt, answer));
        } else {
            workers.execute(() -> finish(attempt, answer));
        }
    }

    private void finish(Attempt attempt, Consumer<Answer> answer) {
        String uid = attempt.event().messageUid();
        boolean fails =
                failing.remove(uid) || failing.remove(nameOf(attempt.subscription()) + " " + uid);
        if (!fails) {
            boolean strict = attempt.subscription().ordering() == Ordering.STRICT;
            taken.computeIfAbsent(
                            nameOf(attempt.subscription())
                                    + (strict ? "" : " " + attempt.event().chatId()),
                            any -> Collections.synchronizedList(new ArrayList<>()))
                    .add(uid);
        }
        inFlight.get(nameOf(attempt.subscription())).decrementAndGet();
        answer.accept(
                fails ? Answer.failed("not yet", Duration.ZERO) : Answer.delivered(Duration.ZERO));
    }

    private void answerAll() {
        hanging.clear();
        Runnable next;
        while ((next = unanswered.poll()) != null) {
            next.run();
        }
    }

    private void post(int from, int to) throws Exception {
        List<CompletableFuture<Acceptance>> answers = new ArrayList<>();
        for (int number = from; number < to; number++) {
            answers.add(post(message(number % CHATS, "m" + number)));
        }
        for (CompletableFuture<Acceptance> answer : answers) {
            assertThat(answer.get()).isInstanceOf(Acceptance.Stored.class);
        }
    }

    private int taken(String name) {
        return taken.entrySet().stream()
                .filter(one -> (one.getKey() + " ").startsWith(name + " "))
                .mapToInt(one -> one.getValue().size())
                .sum();
    }

    private void assertInOrder(String name, int events) {
        for (int chat = 0; chat < CHATS; chat++) {
            int first = chat;
            assertThat(taken.get(name + " " + chat))
                    .as("%s, chat %d", name, chat)
                    .isEqualTo(
                            IntStream.range(0, events)
                                    .filter(number -> number % CHATS == first)
                                    .mapToObj(number -> "m" + number)
                                    .toList());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Ordering.class,
            names = {"CHAT", "NONE"})
    void one_of_fifty_that_never_answers_holds_up_no_other_and_fills_no_memory(Ordering ordering)
            throws Exception {
        for (int number = 0; number < 50; number++) {
            http(pipeline, "one-" + number, "message:*", ordering, pace("1h", 4, 0));
        }
        hanging.add("one-13");
        serve();
        int events = 400;
        for (int round = 0; round < 4; round++) {
            post(100 * round, 100 * (round + 1));
            int expected = 49 * 100 * (round + 1);
            await().atMost(PATIENCE)
                    .until(() -> taken.values().stream().mapToInt(List::size).sum() >= expected);
        }
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(pipeline.outbox().held())
                                        .as("held for the one that hangs")
                                        .isLessThanOrEqualTo(CAPACITY / 8 + 4));
        assertThat(mostInFlight.get("one-13")).isLessThanOrEqualTo(4);
        assertThat(mostHeld.get()).isLessThanOrEqualTo(CAPACITY + 500); // and one claim
        assertThat(owed()).isEqualTo(events);

        answerAll();
        await().atMost(PATIENCE).until(() -> taken("one-13") == events);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(owed()).isZero());
        if (ordering == Ordering.CHAT) {
            for (int number = 0; number < 50; number++) {
                assertInOrder("one-" + number, events);
            }
        }
    }

    @Test
    void what_waits_for_room_is_in_order_after_a_restart() throws Exception {
        http(pipeline, "slow", "message:*", Ordering.CHAT, pace("50ms,50ms,50ms", 4, 0));
        hanging.add("slow");
        serve();
        post(0, 300);
        IntStream.range(0, 300).filter(at -> at % 7 == 3).forEach(at -> failing.add("m" + at));
        pipeline.close();
        hanging.clear();
        unanswered.clear();
        pipeline = start();
        serve();
        post(300, 350);
        await().atMost(PATIENCE).until(() -> taken("slow") == 350);
        assertInOrder("slow", 350);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(owed()).isZero());
    }

    @Test
    void a_subscription_has_as_many_attempts_at_once_as_it_may() throws Exception {
        http(pipeline, "three", "message:*", Ordering.NONE, pace("none", 3, 0));
        http(pipeline, "ten", "message:*", Ordering.NONE, pace("none", 10, 0));
        hanging.addAll(List.of("three", "ten"));
        serve();
        post(0, 100);
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(mostInFlight)
                                        .containsEntry("three", 3)
                                        .containsEntry("ten", 10));
        answerAll();
        await().atMost(PATIENCE).until(() -> taken("three") == 100 && taken("ten") == 100);
        assertThat(mostInFlight.get("three")).isEqualTo(3);
        assertThat(mostInFlight.get("ten")).isEqualTo(10);
    }

    @Test
    void a_rate_limit_holds_and_slows_no_other() throws Exception {
        int rate = 20;
        http(pipeline, "limited", "message:*", Ordering.NONE, pace("none", 10, rate));
        http(pipeline, "free", "message:*", Ordering.NONE, pace("none", 10, 0));
        List<Long> at = Collections.synchronizedList(new ArrayList<>());
        AtomicInteger free = new AtomicInteger();
        CompletableFuture<Integer> limitedAtEndOfFree = new CompletableFuture<>();
        int events = 2 * rate + 10;
        pipeline.outbox()
                .serveHttp(
                        httpTo(
                                (attempt, answer) -> {
                                    if (nameOf(attempt.subscription()).equals("limited")) {
                                        at.add(System.nanoTime());
                                    } else if (free.incrementAndGet() == events) {
                                        limitedAtEndOfFree.complete(at.size());
                                    }
                                    answer.accept(Answer.delivered(Duration.ZERO));
                                },
                                workers,
                                CAPACITY));
        post(0, events);
        await().atMost(PATIENCE).until(() -> at.size() == events);
        for (int first = 0; first + rate + 1 < events; first++) {
            // One that began just before the first of them was counted may be among them.
            assertThat(at.get(first + rate + 1) - at.get(first))
                    .as("attempts %d to %d", first, first + rate + 1)
                    .isGreaterThanOrEqualTo(Duration.ofMillis(950).toNanos());
        }
        assertThat(limitedAtEndOfFree.get()).isLessThan(events);
    }

    @Test
    void strict_order_holds_over_all_chats_and_across_retries() throws Exception {
        http(pipeline, "strict", "message:*", Ordering.STRICT, pace("20ms,20ms", 8, 0));
        IntStream.range(0, 120).filter(at -> at % 9 == 4).forEach(at -> failing.add("m" + at));
        serve();
        post(0, 120);
        await().atMost(PATIENCE).until(() -> taken("strict") == 120);
        assertThat(taken.get("strict"))
                .isEqualTo(IntStream.range(0, 120).mapToObj(number -> "m" + number).toList());
        assertThat(mostInFlight).containsEntry("strict", 1);
    }

    @Test
    void a_disabled_subscription_gets_what_was_pending_when_it_is_enabled_again() throws Exception {
        http(pipeline, "off", "message:*", Ordering.CHAT, pace("10ms", 1, 0));
        http(pipeline, "on", "message:*", Ordering.CHAT, pace("none", 4, 0));
        hanging.add("off");
        serve();
        post(0, 50);
        pipeline.subscriptions()
                .save(http("off", "message:*", Ordering.CHAT, pace("10ms", 1, 0), false));
        IntStream.range(0, 50).forEach(at -> failing.add("off m" + at));
        answerAll(); // the one under way fails, whichever chat's it is
        failing.clear();
        post(50, 70);
        await().atMost(PATIENCE).until(() -> taken("on") == 70);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(pipeline.outbox().held()).isZero());
        assertThat(taken("off")).isZero();
        assertThat(owed()).isEqualTo(50);

        http(pipeline, "off", "message:*", Ordering.CHAT, pace("10ms", 1, 0));
        await().atMost(PATIENCE).until(() -> taken("off") == 50);
        assertInOrder("off", 50);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(owed()).isZero());
    }

    @Test
    void what_a_deleted_subscription_is_owed_is_dropped() throws Exception {
        Subscription gone =
                http(pipeline, "gone", "message:*", Ordering.CHAT, pace("10ms,1h", 2, 0));
        http(pipeline, "stays", "message:*", Ordering.CHAT, pace("none", 4, 0));
        hanging.add("gone");
        serve();
        post(0, 300);
        await().atMost(PATIENCE).until(() -> taken("stays") == 300);
        delete(gone);
        await().atMost(PATIENCE).until(() -> pipeline.subscriptions().byId(gone.id()) == null);
        IntStream.range(0, 300).forEach(at -> failing.add("m" + at));
        answerAll();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(owed()).isZero());
        assertThat(taken("gone")).isZero();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(pipeline.outbox().held()).isZero());
    }

    private void delete(Subscription subscription) {
        pipeline.subscriptions()
                .edit(
                        "test",
                        edits -> {
                            edits.delete(subscription);
                            return null;
                        });
    }

    @Test
    void what_was_given_up_or_waits_is_tried_again_at_once_by_hand() throws Exception {
        http(pipeline, "by-hand", "message:*", Ordering.CHAT, pace("none", 4, 0));
        http(pipeline, "later", "message:*", Ordering.CHAT, pace("1h", 4, 0));
        failing.addAll(List.of("by-hand m0", "later m0"));
        serve();
        post(0, 1);
        await().atMost(PATIENCE).until(() -> ids("holder = -1").size() == 1);
        await().atMost(PATIENCE).until(() -> ids("holder = 0 AND turn > 1").size() == 1);
        List<Long> all = ids("TRUE");
        assertThat(pipeline.outbox().resend(all)).isEqualTo(2);
        await().atMost(PATIENCE).until(() -> taken("by-hand") == 1 && taken("later") == 1);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(owed()).isZero());
        assertThat(attempts).containsExactlyInAnyOrder(1, 1, 2, 2);
        assertThat(pipeline.outbox().resend(all)).as("both were delivered").isZero();
    }

    @Test
    void one_that_was_given_up_is_resent_though_its_chat_waits_for_a_retry() throws Exception {
        http(pipeline, "by-hand", "message:*", Ordering.CHAT, pace("none", 4, 0));
        failing.addAll(List.of("m0", "m5"));
        serve();
        post(0, 1);
        await().atMost(PATIENCE).until(() -> ids("holder = -1").size() == 1);
        http(pipeline, "by-hand", "message:*", Ordering.CHAT, pace("1h", 4, 0));
        post(5, 6);
        await().atMost(PATIENCE).until(() -> ids("holder = 0 AND turn > 1").size() == 1);
        assertThat(pipeline.outbox().resend(ids("holder = -1"))).isEqualTo(1);
        await().atMost(PATIENCE).until(() -> taken("by-hand") == 1);
        assertThat(taken.get("by-hand 0")).containsExactly("m0");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(owed()).isEqualTo(1));
    }

    private List<Long> ids(String which) throws SQLException {
        List<Long> ids = new ArrayList<>();
        try (Connection connection = pipeline.ledger().dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT delivery_id FROM timelines_delivery WHERE " + which)) {
            while (row.next()) {
                ids.add(row.getLong(1));
            }
        }
        return ids;
    }
}
