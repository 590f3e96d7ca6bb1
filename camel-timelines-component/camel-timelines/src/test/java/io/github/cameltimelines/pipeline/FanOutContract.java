package io.github.cameltimelines.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameltimelines.TimelinesPipeline;
import io.github.cameltimelines.delivery.Answer;
import io.github.cameltimelines.delivery.Attempt;
import io.github.cameltimelines.fanout.FanOut;
import io.github.cameltimelines.inbox.Acceptance;
import io.github.cameltimelines.ledger.EventIds;
import io.github.cameltimelines.log.HistoryEntries;
import io.github.cameltimelines.model.Event;
import io.github.cameltimelines.pipeline.Halts.Halt;
import io.github.cameltimelines.pipeline.Halts.Point;
import io.github.cameltimelines.subscription.Subscription;
import io.github.cameltimelines.subscription.Subscription.Ordering;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Events that many subscriptions want. */
abstract class FanOutContract extends PipelineFixture {

    private static final int CHATS = 5;
    private static final int FEW_TOO_MANY = FanOut.DIRECT_MAX + 1;

    /** What each subscription took, by its name and chat. */
    private final Map<String, List<String>> taken = new ConcurrentHashMap<>();

    private final List<Subscription> subscriptions = new ArrayList<>();

    private int capacity = 5_000;

    private void subscribe(int count) {
        for (int number = 0; number < count; number++) {
            // Every tenth wants what the others do not.
            String types = number % 10 == 0 ? "message:*,chat:closed" : "message:*";
            subscriptions.add(
                    http(pipeline, "many-" + number, types, Ordering.CHAT, pace("none", 4, 0)));
        }
    }

    private void serve(TimelinesPipeline on) throws Exception {
        on.outbox().serveHttp(httpTo(this::take, workers, capacity));
    }

    private void take(Attempt attempt, Consumer<Answer> answer) {
        Event event = attempt.event();
        taken.computeIfAbsent(
                        attempt.subscription().name() + " " + event.chatId(),
                        any -> Collections.synchronizedList(new ArrayList<>()))
                .add(event.id());
        answer.accept(Answer.delivered(Duration.ZERO));
    }

    /** Posts without waiting, many and few by turns; answers what each subscription should get. */
    private Map<String, List<String>> post(int from, int to) throws Exception {
        List<CompletableFuture<Acceptance>> answers = new ArrayList<>();
        for (int number = from; number < to; number++) {
            int chat = number % CHATS;
            answers.add(
                    number / CHATS % 3 == 1
                            ? post(closed(chat, number))
                            : post(message(chat, "m" + number)));
        }
        Map<String, List<String>> expected = new TreeMap<>();
        for (int number = from; number < to; number++) {
            String id = ((Acceptance.Stored) answers.get(number - from).get()).eventId();
            for (Subscription one : subscriptions) {
                if (number / CHATS % 3 != 1 || one.eventTypes().toString().contains("closed")) {
                    expected.computeIfAbsent(
                                    one.name() + " " + number % CHATS, any -> new ArrayList<>())
                            .add(id);
                }
            }
        }
        return expected;
    }

    private void awaitTaken(Map<String, List<String>> expected) {
        int all = expected.values().stream().mapToInt(List::size).sum();
        await().atMost(Duration.ofSeconds(120))
                .until(() -> taken.values().stream().mapToInt(List::size).sum() >= all);
        assertThat(new TreeMap<>(taken)).isEqualTo(expected);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(owed()).isZero());
    }

    @ParameterizedTest
    @CsvSource({"65, 90", "200, 90", "2000, 30"})
    void each_subscription_gets_each_event_once_and_in_the_order_of_its_chat(int count, int events)
            throws Exception {
        subscribe(count);
        serve(pipeline);
        awaitTaken(post(0, events));
    }

    @Test
    void the_order_holds_though_memory_is_too_small_for_what_is_expanded() throws Exception {
        capacity = 20;
        subscribe(80);
        serve(pipeline);
        awaitTaken(post(0, 90));
    }

    @Test
    void an_event_that_many_want_is_one_row_until_its_caller_is_answered() throws Exception {
        subscribe(64);
        CompletableFuture<Integer> few = new CompletableFuture<>();
        assertThat(rowsAtAnswer("few", few)).isInstanceOf(Acceptance.Stored.class);
        assertThat(few.get()).isEqualTo(64);

        subscription("one-more", "message:*", Ordering.CHAT);
        CompletableFuture<Integer> many = new CompletableFuture<>();
        assertThat(rowsAtAnswer("many", many)).isInstanceOf(Acceptance.Stored.class);
        assertThat(many.get()).isEqualTo(64 + 1);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(owed()).isEqualTo(64 + 65));
    }

    /** Posts a message when nothing waits to be expanded; counts the rows owed at the answer. */
    private Acceptance rowsAtAnswer(String uid, CompletableFuture<Integer> rows) throws Exception {
        await().atMost(PATIENCE).until(() -> pipeline.fanOut().isIdle());
        CompletableFuture<Acceptance> accepted = new CompletableFuture<>();
        pipeline.inbox()
                .accept(
                        message(1, uid),
                        1,
                        Event.DEFAULT_WORKSPACE,
                        answer -> {
                            try {
                                rows.complete(owed());
                            } catch (Exception e) {
                                rows.completeExceptionally(e);
                            }
                            accepted.complete(answer);
                        });
        return accepted.get();
    }

    @Test
    void what_few_want_does_not_overtake_a_row_that_is_expanded_while_it_waits_for_the_writer()
            throws Exception {
        subscribe(65);
        await().atMost(PATIENCE).until(() -> pipeline.fanOut().isIdle());
        Halt writer = halts.halt("timelines-accept", Point.CLOCK);
        CompletableFuture<Acceptance> many = post(message(1, "many"));
        writer.awaitOne();
        CompletableFuture<Acceptance> few = post(closed(1, 0));
        writer.letOneGo();
        String first = ((Acceptance.Stored) many.get()).eventId();
        await().atMost(PATIENCE).until(() -> pipeline.fanOut().isIdle());
        writer.end();
        String second = ((Acceptance.Stored) few.get()).eventId();

        serve(pipeline);
        Map<String, List<String>> expected = new TreeMap<>();
        for (Subscription one : subscriptions) {
            boolean both = one.eventTypes().toString().contains("closed");
            expected.put(one.name() + " 1", both ? List.of(first, second) : List.of(first));
        }
        awaitTaken(expected);
    }

    @Test
    void what_is_not_expanded_when_the_node_stops_is_expanded_after_the_start() throws Exception {
        subscribe(150);
        Map<String, List<String>> expected = post(0, 300);
        pipeline.close();
        pipeline = start();
        post(300, 330).forEach((name, ids) -> expected.get(name).addAll(ids));
        serve(pipeline);
        awaitTaken(expected);
    }

    @Test
    void deliveries_that_are_made_long_after_their_event_are_found_with_it() throws Exception {
        subscribe(FEW_TOO_MANY);
        await().atMost(PATIENCE).until(() -> pipeline.fanOut().isIdle());
        Halt numbers = halts.halt("timelines-fan-out", Point.CLOCK);
        String event = ((Acceptance.Stored) post(message(1, "m")).get()).eventId();
        numbers.awaitOne();
        clock.jump(Duration.ofMinutes(2));
        numbers.end();
        await().atMost(PATIENCE).until(() -> pipeline.fanOut().waiting() == 0);

        assertThat(new HistoryEntries(pipeline.ledger()).deliveriesOf(EventIds.parse(event)))
                .hasSize(FEW_TOO_MANY);
    }
}
