package io.github.cameltimelines.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.cameltimelines.delivery.Answer;
import io.github.cameltimelines.delivery.Destination;
import io.github.cameltimelines.model.Event;
import io.github.cameltimelines.subscription.Change;
import io.github.cameltimelines.subscription.HttpSettings;
import io.github.cameltimelines.subscription.RetiringSecret;
import io.github.cameltimelines.subscription.RetrySchedule;
import io.github.cameltimelines.subscription.Subscription;
import io.github.cameltimelines.subscription.Subscription.Ordering;
import io.github.cameltimelines.subscription.Subscriptions;
import io.github.cameltimelines.wire.EventBody;
import io.github.cameltimelines.wire.EventFilter;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** What is kept of subscriptions, and how changes of them take effect. */
abstract class SubscriptionsContract extends PipelineFixture {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String OLD = "whsec_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    private static final HttpSettings HTTP =
            new HttpSettings(
                    URI.create("https://example.com/hook?key=%2B1"),
                    EventBody.Format.CLOUDEVENTS,
                    Map.of("X-One", "ä \"1\""),
                    List.of(SECRET),
                    Duration.ofMillis(1_500),
                    RetrySchedule.parse("1s,1d"),
                    3,
                    30,
                    true);

    private Subscriptions subscriptions() {
        return pipeline.subscriptions();
    }

    private Subscription create(Subscription wish) {
        return subscriptions().edit("ana", edits -> edits.create(wish));
    }

    private Subscription inFull() {
        return Subscription.overHttp(1, "message:new", HTTP)
                .ordering(Ordering.STRICT)
                .enabled(false)
                .filter(EventFilter.parse("$.chat[?(@.is_group == true)]"))
                .retiring(List.of(new RetiringSecret(OLD, Instant.ofEpochMilli(5_000))))
                .description("for the CRM")
                .build();
    }

    @Test
    void all_of_a_subscription_is_kept() throws Exception {
        Subscription created = create(inFull());
        assertThat(created)
                .usingRecursiveComparison()
                .ignoringFields("id", "eventTypes", "filter", "lastEditedBy", "updatedAt")
                .isEqualTo(inFull());
        assertThat(created.id()).isPositive();
        assertThat(created.eventTypes()).hasToString("message:new");
        assertThat(created.filter()).isEqualTo(inFull().filter());
        assertThat(created.lastEditedBy()).isEqualTo("ana");
        pipeline.close();
        pipeline = start();
        assertThat(subscriptions().byId(created.id()))
                .usingRecursiveComparison()
                .ignoringFields("eventTypes", "filter")
                .isEqualTo(created);
        assertThat(subscriptions().ofWorkspace(1)).hasSize(1);
        assertThat(subscriptions().ofWorkspace(2)).isEmpty();
    }

    @Test
    void a_retiring_secret_signs_until_its_time_and_not_longer() {
        Subscription created = create(inFull());
        assertThat(created.httpAt(Instant.ofEpochMilli(4_999)).secrets())
                .containsExactly(SECRET, OLD);
        assertThat(created.httpAt(Instant.ofEpochMilli(5_000)).secrets()).containsExactly(SECRET);
        assertThat(created.toString() + created.retiring())
                .doesNotContain(SECRET, OLD, "key=", "ä");
    }

    @Test
    void another_node_sees_what_was_created_changed_and_deleted() {
        Subscriptions elsewhere = new Subscriptions(pipeline.ledger(), clock);
        Subscription one = create(Subscription.overHttp(1, "message:new", HTTP).build());
        Subscription two = create(Subscription.overHttp(1, "chat:new", HTTP).build());
        elsewhere.refresh();
        assertThat(elsewhere.all())
                .extracting(Subscription::id)
                .containsExactly(one.id(), two.id());

        subscriptions().edit("ana", edits -> edits.update(two.but().enabled(false).build()));
        elsewhere.refresh();
        assertThat(elsewhere.byId(two.id()).enabled()).isFalse();

        for (Subscription gone : List.of(two, one)) {
            subscriptions()
                    .edit(
                            "ana",
                            edits -> {
                                edits.delete(gone);
                                return null;
                            });
            elsewhere.refresh();
            assertThat(elsewhere.byId(gone.id())).isNull();
            assertThat(subscriptions().byId(gone.id())).isNull();
        }
    }

    @Test
    void a_change_and_its_entry_in_the_log_are_there_together_or_not_at_all() {
        Subscription one = create(inFull());
        subscriptions().edit("ben", edits -> edits.update(one.but().enabled(true).build()));
        assertThatThrownBy(
                        () ->
                                subscriptions()
                                        .edit(
                                                "eve",
                                                edits -> {
                                                    edits.delete(one);
                                                    throw new IllegalStateException("no");
                                                }))
                .hasMessage("no");
        subscription("route", "*", Ordering.CHAT); // nobody's edit

        List<Map<String, Object>> log =
                new JdbcTemplate(pipeline.ledger().dataSource())
                        .queryForList("SELECT * FROM timelines_change ORDER BY change_id");
        assertThat(log)
                .extracting(row -> row.get("member") + " " + row.get("action"))
                .containsExactly("ana CREATED", "ben ENABLED");
        assertThat(log.get(0)).containsEntry("before_json", null);
        assertThat(log.get(1).get("before_json").toString()).contains("\"enabled\":false");
        assertThat(log.get(1).get("after_json").toString())
                .contains("\"enabled\":true", "X-One", "\"retry_schedule\":\"1000ms,86400000ms\"")
                .doesNotContain(SECRET, OLD, "ä");
        assertThat(Change.Action.valueOf(log.get(1).get("action").toString()))
                .isEqualTo(Change.Action.ENABLED);
        assertThat(subscriptions().byId(one.id())).isNotNull();
    }

    @Test
    void a_disabled_subscription_gets_nothing_until_it_is_enabled() throws Exception {
        List<Event> events = new CopyOnWriteArrayList<>();
        Subscription some = subscription("some", "message:*", Ordering.CHAT);
        pipeline.outbox().serve(some, to(into(events), "none"));
        Subscription off =
                subscriptions()
                        .edit("ana", edits -> edits.update(some.but().enabled(false).build()));
        post(message(1, "missed")).join();
        subscriptions().edit("ana", edits -> edits.update(off.but().enabled(true).build()));
        post(message(1, "seen")).join();
        await().atMost(PATIENCE).until(() -> !events.isEmpty());
        assertThat(events).extracting(Event::messageUid).containsExactly("seen");
    }

    @Test
    void a_filter_lets_only_what_it_matches_through() throws Exception {
        List<Event> events = new CopyOnWriteArrayList<>();
        Subscription some = subscription("some", "message:*", Ordering.CHAT);
        subscriptions()
                .edit(
                        "ana",
                        edits ->
                                edits.update(
                                        some.but()
                                                .filter(
                                                        EventFilter.parse(
                                                                "$[?(@.chat.chat_id == 2)]"))
                                                .build()));
        pipeline.outbox().serve(some, to(into(events), "none"));
        post(message(1, "one")).join();
        post(message(2, "two")).join();
        await().atMost(PATIENCE).until(() -> !events.isEmpty());
        assertThat(events).extracting(Event::messageUid).containsExactly("two");
    }

    @Test
    void strict_ordering_has_one_event_wait_for_the_other_whatever_their_chats() throws Exception {
        List<String> tries = new CopyOnWriteArrayList<>();
        AtomicBoolean heals = new AtomicBoolean();
        Destination fragile =
                (attempt, answer) -> {
                    tries.add(attempt.event().messageUid());
                    answer.accept(
                            heals.get()
                                    ? Answer.delivered(Duration.ZERO)
                                    : Answer.failed("no", Duration.ZERO));
                    heals.set(tries.size() >= 3);
                };
        pipeline.outbox()
                .serve(
                        subscription("strict", "message:*", Ordering.STRICT),
                        to(fragile, "50ms,50ms,50ms,50ms"));
        post(message(1, "first")).join();
        post(message(2, "second")).join();
        await().atMost(PATIENCE).until(() -> tries.contains("second"));
        assertThat(tries).containsExactly("first", "first", "first", "first", "second");
    }
}
