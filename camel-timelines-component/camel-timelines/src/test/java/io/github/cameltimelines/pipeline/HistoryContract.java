package io.github.cameltimelines.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameltimelines.delivery.Answer;
import io.github.cameltimelines.ledger.TimeOrderedIds;
import io.github.cameltimelines.log.DeliveryHistory;
import io.github.cameltimelines.log.DeliveryView;
import io.github.cameltimelines.log.DeliveryView.Status;
import io.github.cameltimelines.log.EventView;
import io.github.cameltimelines.log.HistoryFilter;
import io.github.cameltimelines.log.LoggedAttempt;
import io.github.cameltimelines.log.Slice;
import io.github.cameltimelines.subscription.Subscription;
import io.github.cameltimelines.subscription.Subscription.Ordering;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Lists of events, deliveries and attempts, and what they cost with a million attempts. */
abstract class HistoryContract extends PipelineFixture {

    private static final HistoryFilter ALL = HistoryFilter.all(1);
    private static final int MILLION = 1_000_000;

    /** How many rows the database goes through for a query, by its own account. */
    abstract long rowsRead(Connection connection, String sql) throws SQLException;

    private static <T> List<T> pages(Function<Long, Slice<T>> page) {
        List<T> all = new ArrayList<>();
        Long before = null;
        do {
            Slice<T> slice = page.apply(before);
            all.addAll(slice.items());
            before = slice.next();
        } while (before != null);
        return all;
    }

    private List<DeliveryView> deliveries(HistoryFilter filter) {
        return pages(before -> pipeline.history().deliveries(filter, before, 3));
    }

    private static HistoryFilter with(Status status) {
        return new HistoryFilter(1, null, status, null, null, null, null);
    }

    @Test
    void deliveries_are_listed_newest_first_whatever_became_of_them() throws Exception {
        Subscription good = subscription("good", "message:*", Ordering.NONE);
        Subscription given = subscription("given", "message:*", Ordering.NONE);
        Subscription later = subscription("later", "message:*", Ordering.NONE);
        Subscription waits = subscription("waits", "message:*", Ordering.NONE); // not served
        pipeline.outbox()
                .serve(good, to((a, to) -> to.accept(Answer.delivered(Duration.ZERO)), "none"));
        pipeline.outbox()
                .serve(given, to((a, to) -> to.accept(Answer.failed("no", Duration.ZERO)), "1ms"));
        pipeline.outbox()
                .serve(later, to((a, to) -> to.accept(Answer.failed("no", Duration.ZERO)), "1h"));
        for (int event = 0; event < 5; event++) {
            post(message(event, "m" + event)).get();
        }
        await().atMost(PATIENCE).until(() -> pipeline.outbox().held() == 0);
        await().atMost(PATIENCE).until(() -> deliveries(with(Status.GIVEN_UP)).size() == 5);

        List<DeliveryView> all = deliveries(ALL);
        assertThat(all).hasSize(20);
        assertThat(all).extracting(DeliveryView::deliveryId).doesNotHaveDuplicates();
        assertThat(all.stream().map(one -> -one.deliveryId())).isSorted();
        assertThat(deliveries(with(Status.DELIVERED)))
                .hasSize(5)
                .allMatch(one -> one.subscriptionId() == good.id() && one.attempts() == 1);
        assertThat(deliveries(with(Status.GIVEN_UP)))
                .hasSize(5)
                .allMatch(one -> one.subscriptionId() == given.id() && one.attempts() == 2);
        assertThat(deliveries(with(Status.RETRYING)))
                .hasSize(5)
                .allMatch(one -> one.subscriptionId() == later.id() && one.attempts() == 1);
        assertThat(deliveries(with(Status.PENDING)))
                .hasSize(5)
                .allMatch(one -> one.subscriptionId() == waits.id() && one.attempts() == 0);
        assertThat(deliveries(new HistoryFilter(1, good.id(), null, null, "3", null, null)))
                .singleElement()
                .satisfies(one -> assertThat(one.chatId()).isEqualTo("3"));
        assertThat(deliveries(new HistoryFilter(1, null, null, "chat:new", null, null, null)))
                .isEmpty();
        assertThat(deliveries(HistoryFilter.all(2))).as("of another workspace").isEmpty();

        DeliveryView twice = deliveries(with(Status.GIVEN_UP)).get(0);
        assertThat(pipeline.history().attempts(twice.deliveryId()))
                .extracting(LoggedAttempt::attempt)
                .containsExactly(1, 2);
    }

    @Test
    void events_are_listed_newest_first_by_type_chat_and_time() throws Exception {
        for (int event = 0; event < 4; event++) {
            post(message(event, "old" + event)).get();
        }
        clock.jump(Duration.ofHours(2));
        Instant between = clock.instant().minus(Duration.ofHours(1));
        for (int event = 0; event < 4; event++) {
            post(message(event, "new" + event)).get();
        }
        assertThat(events(ALL)).hasSize(8);
        assertThat(events(ALL).stream().map(one -> -one.id())).isSorted();
        assertThat(events(new HistoryFilter(1, null, null, null, "2", null, null))).hasSize(2);
        assertThat(events(new HistoryFilter(1, null, null, null, null, between, null))).hasSize(4);
        assertThat(events(new HistoryFilter(1, null, null, null, "2", null, between))).hasSize(1);
        assertThat(events(new HistoryFilter(1, null, null, "chat:new", null, null, null)))
                .isEmpty();
        assertThat(events(HistoryFilter.all(2))).isEmpty();
    }

    private List<EventView> events(HistoryFilter filter) {
        return pages(before -> pipeline.history().events(filter, before, 3));
    }

    @Test
    void with_a_million_attempts_what_is_read_is_bounded() throws Exception {
        Subscription shop = subscription("shop", "message:*", Ordering.NONE);
        long step = 1L << 22; // a millisecond
        long first = TimeOrderedIds.firstOf(clock.instant()) - MILLION * step;
        try (Connection connection = pipeline.ledger().connect();
                Statement insert = connection.createStatement()) {
            insert.executeUpdate(
                    "INSERT INTO timelines_event (event_id, workspace_id, event_key, event_type, payload) VALUES ("
                            + first
                            + ", 1, '00000000-0000-0000-0000-000000000001', 'message:new', CAST('x' AS "
                            + binary()
                            + "))");
            insert.executeUpdate(
                    "INSERT INTO timelines_attempt (attempt_id, delivery_id, event_id, subscription_id, attempt, outcome,"
                            + " status, duration_ms) SELECT %d + CAST(x AS BIGINT) * %d, %d + CAST(x AS BIGINT) * %d - 1, %d, %d, 1, MOD(x, 2), 200, 5 FROM %s(1, %d) AS s%s"
                                    .formatted(
                                            first, step, first, step, first, shop.id(), series(),
                                            MILLION, alias()));
            insert.executeUpdate(
                    "INSERT INTO timelines_folding VALUES (0, 0, FALSE)"); // a node that is gone
            // left them
            connection.commit();
        }
        await().atMost(Duration.ofMinutes(2))
                .until(() -> pipeline.figures().of(shop.id()).activations() >= MILLION);
        assertThat(pipeline.figures().of(shop.id()).activations()).isEqualTo(MILLION);
        assertThat(pipeline.figures().of(shop.id()).errorRate()).isEqualTo(0.5);
        assertThat(pipeline.figures().log(shop.id())).hasSize(1_000);
        Slice<DeliveryView> page = pipeline.history().deliveries(ALL, null, 100);
        assertThat(page.items()).hasSize(100);
        bounded(shop);
    }

    private void bounded(Subscription shop) throws SQLException {
        long slot = shop.id() * 1_000L;
        try (Connection connection = pipeline.ledger().connect()) {
            assertThat(
                            rowsRead(
                                    connection,
                                    "SELECT a.error FROM timelines_subscription_recent r JOIN timelines_attempt a"
                                            + " ON a.attempt_id = r.attempt_id WHERE r.slot BETWEEN "
                                            + slot
                                            + " AND "
                                            + (slot + 999)))
                    .isBetween(1_000L, 4_000L);
            assertThat(
                            rowsRead(
                                    connection,
                                    "SELECT delivery_id FROM timelines_attempt WHERE delivery_id >= 0 AND delivery_id < "
                                            + Long.MAX_VALUE
                                            + " ORDER BY delivery_id DESC, attempt_id DESC LIMIT "
                                            + DeliveryHistory.SCAN_MAX))
                    .isBetween(5_000L, 15_100L);
        }
    }

    abstract String series();

    abstract String alias();

    abstract String binary();
}
