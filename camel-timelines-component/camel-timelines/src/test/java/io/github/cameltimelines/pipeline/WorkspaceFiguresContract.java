package io.github.cameltimelines.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.cameltimelines.TimelinesPipeline;
import io.github.cameltimelines.delivery.Answer;
import io.github.cameltimelines.delivery.Attempt;
import io.github.cameltimelines.inbox.Acceptance;
import io.github.cameltimelines.log.Backlog;
import io.github.cameltimelines.log.MinuteCount;
import io.github.cameltimelines.log.SlowDestination;
import io.github.cameltimelines.model.Event;
import io.github.cameltimelines.subscription.Subscription;
import io.github.cameltimelines.subscription.Subscription.Ordering;
import io.github.cameltimelines.wire.EventTypePattern;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens in a workspace, each figure by its definition. */
abstract class WorkspaceFiguresContract extends PipelineFixture {

    static final int OTHER = 7;

    /** How long each destination takes, in milliseconds; below 0 it fails after so long. */
    private final Map<String, Integer> answers = new ConcurrentHashMap<>();

    private int number;

    /** No test of a few seconds meets a border that it does not make. */
    @BeforeEach
    void beginHour() {
        Instant next = clock.instant().truncatedTo(ChronoUnit.HOURS).plus(Duration.ofHours(1));
        clock.jump(Duration.between(clock.instant(), next.plusSeconds(1)));
    }

    void take(Attempt attempt, Consumer<Answer> answer) {
        int takes = answers.get(shortName(attempt.subscription()));
        Duration took = Duration.ofMillis(Math.abs(takes));
        answer.accept(takes < 0 ? Answer.failed("no", took) : Answer.delivered(took));
    }

    private Subscription route(int workspace, String name, int takes, String schedule)
            throws SQLException {
        Subscription one = saved(pipeline, workspace, name);
        serve(one, takes, schedule);
        return one;
    }

    static Subscription saved(TimelinesPipeline in, int workspace, String name) {
        return in.subscriptions()
                .save(
                        new Subscription(
                                0,
                                workspace,
                                name,
                                EventTypePattern.parse("message:*"),
                                "route:" + name,
                                Ordering.NONE,
                                false));
    }

    /** Of one over HTTP, too, which is named after its whole URL. */
    private static String shortName(Subscription one) {
        return nameOf(one).replace("route:", "");
    }

    private void serve(Subscription one, int takes, String schedule) throws SQLException {
        answers.put(shortName(one), takes);
        pipeline.outbox().serve(one, to(this::take, schedule));
    }

    private void post(int workspace, int count) throws Exception {
        List<CompletableFuture<Acceptance>> accepted = new ArrayList<>();
        for (int event = 0; event < count; event++) {
            accepted.add(post(pipeline, workspace, message(event, "m" + number++)));
        }
        for (CompletableFuture<Acceptance> one : accepted) {
            assertThat(one.get()).isInstanceOf(Acceptance.Stored.class);
        }
    }

    static CompletableFuture<Acceptance> post(TimelinesPipeline to, int workspace, byte[] body) {
        CompletableFuture<Acceptance> answer = new CompletableFuture<>();
        String name = workspace == 1 ? Event.DEFAULT_WORKSPACE : "w" + workspace;
        to.inbox().accept(body, workspace, name, answer::complete);
        return answer;
    }

    private List<MinuteCount> minutes(int workspace) {
        return pipeline.workspaceFigures().lastHours(workspace, 1);
    }

    private MinuteCount thisMinute() {
        return minutes(1).get(59);
    }

    static int sum(List<MinuteCount> minutes, ToIntFunction<MinuteCount> figure) {
        return minutes.stream().mapToInt(figure).sum();
    }

    private void awaitAttempts(int workspace, int count) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(sum(minutes(workspace), MinuteCount::attempts))
                                        .isEqualTo(count));
    }

    @Test
    void a_workspace_in_which_nothing_happened_has_zeros() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MINUTES);
        List<MinuteCount> day = pipeline.workspaceFigures().lastHours(OTHER, 24);
        assertThat(day).hasSize(24 * 60);
        assertThat(day)
                .extracting(MinuteCount::from)
                .isSorted()
                .startsWith(now.minus(Duration.ofDays(1)).plus(Duration.ofMinutes(1)))
                .endsWith(now);
        assertThat(day)
                .allMatch(
                        minute ->
                                minute.events() == 0
                                        && minute.attempts() == 0
                                        && minute.meanAnswer().isEmpty());
        assertThat(pipeline.workspaceFigures().slowest(OTHER, 10)).isEmpty();
        Backlog backlog = awaitBacklog(OTHER);
        assertThat(backlog.owed() + backlog.givenUp() + backlog.fanOut()).isZero();
        assertThat(backlog.oldestDue()).isZero();
    }

    @Test
    void what_cannot_be_asked_for_is_said() {
        for (int hours : new int[] {0, 25}) {
            assertThatThrownBy(() -> pipeline.workspaceFigures().lastHours(1, hours))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("hours is %d; it must be 1 to 24", hours);
        }
        assertThatThrownBy(() -> pipeline.workspaceFigures().slowest(1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("limit is 0; it must be 1 to 1000");
    }

    @Test
    void a_minute_counts_new_events_what_was_delivered_what_failed_and_how_long_it_took()
            throws Exception {
        route(1, "good", 10, "none");
        route(1, "bad", -40, "none");
        post(1, 5);
        assertThat(post(message(0, "m0")).get()).isInstanceOf(Acceptance.Duplicate.class);
        awaitAttempts(1, 10);
        assertThat(thisMinute())
                .isEqualTo(
                        new MinuteCount(
                                clock.instant().truncatedTo(ChronoUnit.MINUTES),
                                5,
                                5,
                                5,
                                Duration.ofMillis(250)));
        assertThat(thisMinute().meanAnswer()).contains(Duration.ofMillis(25));
    }

    @Test
    void a_minute_ends_at_its_border() throws Exception {
        route(1, "good", 10, "none");
        post(1, 3);
        awaitAttempts(1, 3);
        clock.jump(Duration.ofSeconds(60));
        post(1, 2);
        awaitAttempts(1, 5);
        assertThat(minutes(1).get(58).events()).isEqualTo(3);
        assertThat(minutes(1).get(58).delivered()).isEqualTo(3);
        assertThat(thisMinute().events()).isEqualTo(2);
        assertThat(thisMinute().delivered()).isEqualTo(2);
        clock.jump(Duration.ofMinutes(59));
        assertThat(sum(minutes(1), MinuteCount::events)).isEqualTo(2);
        assertThat(minutes(1).get(0).events()).isEqualTo(2);
        clock.jump(Duration.ofMinutes(1));
        assertThat(sum(minutes(1), MinuteCount::events)).isZero();
        assertThat(sum(pipeline.workspaceFigures().lastHours(1, 2), MinuteCount::events))
                .isEqualTo(5);
    }

    @Test
    void a_workspace_has_its_own_figures_only() throws Exception {
        Subscription ours = route(1, "ours", 10, "none");
        Subscription theirs = route(OTHER, "theirs", -30, "none");
        List<CompletableFuture<Acceptance>> accepted = new ArrayList<>();
        for (int event = 0; event < 300; event++) { // both in one commit
            accepted.add(post(pipeline, event % 3 == 0 ? OTHER : 1, message(event, "e" + event)));
        }
        for (CompletableFuture<Acceptance> one : accepted) {
            assertThat(one.get()).isInstanceOf(Acceptance.Stored.class);
        }
        awaitAttempts(1, 200);
        awaitAttempts(OTHER, 100);
        assertThat(thisMinute().events()).isEqualTo(200);
        assertThat(thisMinute().failures()).isZero();
        assertThat(minutes(OTHER).get(59).events()).isEqualTo(100);
        assertThat(minutes(OTHER).get(59).failures()).isEqualTo(100);
        assertThat(pipeline.workspaceFigures().slowest(1, 10))
                .containsExactly(new SlowDestination(ours.id(), 200, 0, Duration.ofMillis(10)));
        assertThat(pipeline.workspaceFigures().slowest(OTHER, 10))
                .containsExactly(new SlowDestination(theirs.id(), 100, 100, Duration.ofMillis(30)));
        await().atMost(PATIENCE).until(() -> awaitBacklog(OTHER).givenUp() == 100);
        assertThat(awaitBacklog(1).givenUp()).isZero();
    }

    @Test
    void the_slowest_are_those_of_this_hour_and_the_one_before_routes_and_http_alike()
            throws Exception {
        Subscription slow = route(1, "slow", 900, "none");
        Subscription quick = route(1, "quick", 1, "none");
        Subscription over = http(pipeline, "http", "message:*", Ordering.NONE, pace("none", 4, 0));
        answers.put("http", -400);
        pipeline.outbox().serveHttp(httpTo(this::take, workers, 100));
        post(1, 2);
        awaitAttempts(1, 6);
        answers.put("slow", 100);
        clock.jump(Duration.ofHours(1));
        post(1, 2);
        awaitAttempts(1, 6);
        assertThat(pipeline.workspaceFigures().slowest(1, 10))
                .containsExactly(
                        new SlowDestination(slow.id(), 4, 0, Duration.ofMillis(500)),
                        new SlowDestination(over.id(), 4, 4, Duration.ofMillis(400)),
                        new SlowDestination(quick.id(), 4, 0, Duration.ofMillis(1)));
        clock.jump(Duration.ofHours(1));
        assertThat(pipeline.workspaceFigures().slowest(1, 2))
                .containsExactly(
                        new SlowDestination(over.id(), 2, 2, Duration.ofMillis(400)),
                        new SlowDestination(slow.id(), 2, 0, Duration.ofMillis(100)));
        clock.jump(Duration.ofHours(1));
        assertThat(pipeline.workspaceFigures().slowest(1, 2)).isEmpty();
    }

    private Backlog awaitBacklog(int workspace) {
        return await().atMost(PATIENCE)
                .until(() -> pipeline.workspaceFigures().backlog(workspace), one -> one.isPresent())
                .orElseThrow();
    }

    @Test
    void the_backlog_says_what_is_owed_and_for_how_long() throws Exception {
        route(1, "later", -1, "1h");
        route(1, "never", -1, "none");
        subscription("nobody", "message:*", Ordering.NONE); // no node serves it
        post(1, 3);
        awaitAttempts(1, 6);
        clock.jump(Duration.ofMinutes(10));
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> {
                            Backlog backlog = awaitBacklog(1);
                            assertThat(backlog.scheduled()).isEqualTo(3);
                            assertThat(backlog.givenUp()).isEqualTo(3);
                            assertThat(backlog.due()).isEqualTo(3);
                            assertThat(backlog.owed()).isEqualTo(6);
                            assertThat(backlog.oldestDue())
                                    .isBetween(Duration.ofMinutes(10), Duration.ofMinutes(11));
                            assertThat(backlog.countedAt())
                                    .isBetween(clock.instant().minusSeconds(60), clock.instant());
                        });
    }

    @Test
    void figures_go_on_after_a_restart() throws Exception {
        Subscription good = route(1, "good", 10, "none");
        post(1, 4);
        awaitAttempts(1, 4);
        post(1, 2);
        pipeline.close();
        pipeline = start();
        serve(good, 10, "none");
        post(1, 3);
        awaitAttempts(1, 9);
        assertThat(thisMinute().events()).isEqualTo(9);
        assertThat(pipeline.workspaceFigures().slowest(1, 1))
                .containsExactly(new SlowDestination(good.id(), 9, 0, Duration.ofMillis(10)));
    }

    @Test
    void events_are_counted_though_nobody_asks() throws Exception {
        post(1, 4);
        await().atMost(PATIENCE).until(() -> rows("workspace_minute") == 1);
    }

    @Test
    void minutes_are_kept_for_two_days() throws Exception {
        post(1, 4);
        assertThat(thisMinute().events()).isEqualTo(4);
        clock.jump(Duration.ofDays(2).minusSeconds(1));
        pipeline.retention().sweep();
        assertThat(rows("workspace_minute")).isEqualTo(1);
        clock.jump(Duration.ofMinutes(1));
        pipeline.retention().sweep();
        assertThat(rows("workspace_minute")).isZero();
    }
}
