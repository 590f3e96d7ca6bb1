package io.github.cameltimelines.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameltimelines.delivery.Answer;
import io.github.cameltimelines.inbox.Acceptance.Stored;
import io.github.cameltimelines.ledger.EventIds;
import io.github.cameltimelines.ledger.HeldConnection;
import io.github.cameltimelines.log.DeliveryView;
import io.github.cameltimelines.log.DeliveryView.Status;
import io.github.cameltimelines.log.HistoryEntries;
import io.github.cameltimelines.log.HistoryFilter;
import io.github.cameltimelines.log.HistoryWalk;
import io.github.cameltimelines.log.HistoryWalk.Found;
import io.github.cameltimelines.log.HistoryWalk.FoundEvent;
import io.github.cameltimelines.log.HistoryWalk.Part;
import io.github.cameltimelines.outbox.Resends.Again;
import io.github.cameltimelines.subscription.Subscription;
import io.github.cameltimelines.subscription.Subscription.Ordering;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Deliveries are found from the oldest on and owed again. */
abstract class ResendContract extends PipelineFixture {

    private static final HistoryFilter ALL = HistoryFilter.all(1);

    private final List<String> taken = new CopyOnWriteArrayList<>();
    private final Set<String> failing = ConcurrentHashMap.newKeySet();

    private Subscription served() throws SQLException {
        Subscription shop = subscription("shop", "message:*", Ordering.CHAT);
        pipeline.outbox()
                .serve(
                        shop,
                        to(
                                (attempt, answer) -> {
                                    String uid =
                                            new String(attempt.event().body())
                                                    .replaceAll(".*uid\":\"(\\w+)\".*", "$1");
                                    taken.add(uid + " " + attempt.number());
                                    answer.accept(
                                            failing.contains(uid)
                                                    ? Answer.failed("no", Duration.ZERO)
                                                    : Answer.delivered(Duration.ZERO));
                                },
                                "1ms"));
        return shop;
    }

    private HistoryWalk walk() {
        return new HistoryWalk(pipeline.ledger());
    }

    private List<Long> replay(List<Again> many) throws SQLException {
        try (HeldConnection connection = pipeline.ledger().holdSynced()) {
            List<Long> due =
                    connection.transact(open -> pipeline.outbox().resends().replay(open, many));
            pipeline.outbox().resends().replayed(1);
            return due;
        }
    }

    private static Again again(Found found, Subscription to) {
        DeliveryView view = found.view();
        return new Again(
                view.deliveryId(),
                found.eventId(),
                to,
                view.chatId(),
                view.status(),
                view.attempts());
    }

    private void awaitSettled() {
        await().atMost(PATIENCE).until(() -> pipeline.outbox().held() == 0);
    }

    @Test
    void what_was_given_up_or_delivered_is_owed_again_once_and_in_order() throws Exception {
        Subscription shop = served();
        failing.add("m1");
        for (int event = 0; event < 4; event++) {
            post(message(7, "m" + event)).get();
        }
        await().atMost(PATIENCE).until(() -> taken.size() == 5);
        awaitSettled();
        Part<Found> part = walk().deliveries(ALL, 0, Long.MAX_VALUE);
        assertThat(part.found())
                .extracting(one -> one.view().status())
                .containsExactly(
                        Status.DELIVERED, Status.GIVEN_UP, Status.DELIVERED, Status.DELIVERED);
        assertThat(part.found()).allMatch(one -> one.bytes() == message(7, "m0").length);
        assertThat(part.to()).isEqualTo(Long.MAX_VALUE);
        List<Again> all = part.found().stream().map(one -> again(one, shop)).toList();
        failing.clear();
        taken.clear();

        assertThat(replay(all)).hasSize(4);
        await().atMost(PATIENCE).until(() -> taken.size() == 4);
        awaitSettled();
        assertThat(taken).containsExactly("m0 2", "m1 3", "m2 2", "m3 2");
        assertThat(owed()).isZero();
        assertThat(pipeline.history().deliveries(ALL, null, 2).items()).hasSize(2);
        assertThat(walk().deliveries(ALL, 0, Long.MAX_VALUE).found()).hasSize(4);
        assertThat(replay(List.of(all.get(1)))).as("it stands otherwise by now").isEmpty();

        assertThat(pipeline.outbox().resends().byHand(all.get(0)))
                .isEqualTo(all.get(0).deliveryId());
        await().atMost(PATIENCE).until(() -> taken.contains("m0 2") && taken.size() == 5);
    }

    @Test
    void what_is_owed_anyway_or_has_no_event_any_more_is_left_alone() throws Exception {
        Subscription shop = served();
        post(message(7, "m0")).get();
        post(message(7, "m1")).get();
        await().atMost(PATIENCE).until(() -> taken.size() == 2);
        awaitSettled();
        List<Found> found = walk().deliveries(ALL, 0, Long.MAX_VALUE).found();
        List<Long> ids = found.stream().map(one -> one.view().deliveryId()).toList();
        pipeline.outbox().unserve(shop, 1_000);
        List<Again> both = found.stream().map(one -> again(one, shop)).toList();
        try (Connection connection = pipeline.ledger().connect();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(
                    "DELETE FROM timelines_event WHERE event_id = " + found.get(1).eventId());
            connection.commit();
        }
        assertThat(replay(both)).containsExactly(ids.get(0));
        assertThat(replay(both)).as("it is owed").isEmpty();
        HistoryEntries entries = new HistoryEntries(pipeline.ledger());
        assertThat(entries.delivery(ids.get(0)).orElseThrow().status()).isEqualTo(Status.PENDING);
        assertThat(entries.delivery(ids.get(1)).orElseThrow().eventType()).isNull();
        assertThat(entries.deliveriesOf(found.get(0).eventId())).hasSize(1);
        assertThat(entries.attempts(ids.get(0))).hasSize(1);
        assertThat(entries.deliveries(1, ids))
                .as("without the one whose event is gone")
                .extracting(DeliveryView::deliveryId)
                .containsExactly(ids.get(0));
        assertThat(entries.deliveries(2, ids)).as("of another workspace").isEmpty();
        assertThat(entries.latestAttempts(ids)).containsOnlyKeys(ids);
        assertThat(walk().deliveries(1, ids)).as("pending, and without its event").isEmpty();
        try (HeldConnection connection = pipeline.ledger().holdSynced()) {
            assertThat(
                            connection
                                    .transact(open -> pipeline.outbox().resends().owed(open, ids))
                                    .now())
                    .containsExactly(ids.get(0));
        }
    }

    @Test
    void events_are_walked_from_the_oldest_on_and_owed_to_whom_they_never_were() throws Exception {
        for (int event = 0; event < 40; event++) {
            post(message(event % 2, "m" + event)).get();
        }
        Subscription shop = served();
        HistoryFilter chat = new HistoryFilter(1, null, null, null, "1", null, null);
        Part<FoundEvent> first = walk().events(ALL, 0, Long.MAX_VALUE);
        Part<FoundEvent> rest = walk().events(ALL, first.to(), Long.MAX_VALUE);
        assertThat(first.found().size() + rest.found().size()).isEqualTo(40);
        assertThat(rest.to()).isEqualTo(Long.MAX_VALUE);
        List<FoundEvent> odd = walk().events(chat, 0, Long.MAX_VALUE).found();
        assertThat(odd).hasSize(20);
        List<Long> ids = odd.stream().map(FoundEvent::eventId).toList();
        assertThat(walk().events(1, ids)).hasSize(20);
        assertThat(walk().events(2, ids)).as("of another workspace").isEmpty();

        replay(odd.stream().map(one -> Again.anew(one.eventId(), shop, one.chatId())).toList());
        await().atMost(PATIENCE).until(() -> taken.size() == 20);
        assertThat(taken.get(0)).isEqualTo("m1 1");
        assertThat(taken.get(19)).isEqualTo("m39 1");
    }

    @Test
    void what_is_made_of_an_event_long_after_it_came_is_found_with_it_and_goes_with_it()
            throws Exception {
        Subscription shop = served();
        long event = EventIds.parse(((Stored) post(message(7, "m0")).get()).eventId());
        await().atMost(PATIENCE).until(() -> taken.size() == 1);
        awaitSettled();
        clock.jump(Duration.ofHours(1));
        Subscription waits = subscription("waits", "message:*", Ordering.NONE); // not served
        long owed = pipeline.outbox().resends().byHand(Again.anew(event, waits, "7"));
        long soon = pipeline.outbox().resends().byHand(Again.anew(event, shop, "7"));
        await().atMost(PATIENCE).until(() -> taken.size() == 2);
        awaitSettled();

        HistoryEntries entries = new HistoryEntries(pipeline.ledger());
        assertThat(entries.deliveriesOf(event))
                .hasSize(3)
                .extracting(DeliveryView::deliveryId)
                .endsWith(owed, soon);
        assertThat(entries.deliveriesOf(event))
                .extracting(DeliveryView::status)
                .containsExactly(Status.DELIVERED, Status.PENDING, Status.DELIVERED);

        clock.jump(Duration.ofDays(31));
        pipeline.retention().sweep();
        assertThat(late()).as("the event is owed still").hasSize(2);
        pipeline.outbox()
                .serve(waits, to((a, to) -> to.accept(Answer.delivered(Duration.ZERO)), "none"));
        await().atMost(PATIENCE).until(() -> owed() == 0);
        pipeline.retention().sweep();
        assertThat(late()).isEmpty();
    }

    private List<String> late() throws SQLException {
        return TableDump.of(pipeline.ledger().dataSource())
                .lines()
                .filter(line -> line.matches("(?i).timelines_late_delivery.\\t.*"))
                .toList();
    }
}
