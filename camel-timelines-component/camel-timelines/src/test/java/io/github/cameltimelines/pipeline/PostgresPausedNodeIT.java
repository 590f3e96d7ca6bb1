package io.github.cameltimelines.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.github.cameltimelines.TimelinesPipeline;
import io.github.cameltimelines.delivery.Answer;
import io.github.cameltimelines.delivery.Attempt;
import io.github.cameltimelines.inbox.Acceptance;
import io.github.cameltimelines.ledger.LedgerSettings;
import io.github.cameltimelines.log.Retention;
import io.github.cameltimelines.outbox.QueueSettings;
import io.github.cameltimelines.pipeline.Halts.Halt;
import io.github.cameltimelines.pipeline.Halts.Point;
import io.github.cameltimelines.subscription.RetrySchedule;
import io.github.cameltimelines.subscription.Subscription.Ordering;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a node may still do that stood still while another took its lanes over. */
class PostgresPausedNodeIT {

    private static final Duration PATIENCE = PipelineFixture.PATIENCE;

    private static final String CLAIMER = HaltingFixture.CLAIMER;
    private static final Duration SHORT_LEASE = Duration.ofSeconds(1);

    private static final int SOME_BEATS = 3;

    /** One writer has them all; some of them become the other node's. */
    private static final List<Integer> CHATS = List.of(1, 3, 5, 7, 9);

    private final String database = PostgresServer.emptyDatabase();
    private final ExecutorService workers = Executors.newFixedThreadPool(4);
    private final List<String> arrived = new CopyOnWriteArrayList<>();
    private final List<Node> nodes = new ArrayList<>();
    private Node paused;
    private Node other;
    private Halt beats;
    private Halt claims;

    /** Answers nothing by itself until it is told to. */
    private final class Node {
        final Halts halts = new Halts();
        final HikariDataSource pool = PostgresServer.pool(database);
        final List<String> taken = new CopyOnWriteArrayList<>();
        final Map<String, Consumer<Answer>> unanswered = new ConcurrentHashMap<>();
        final TimelinesPipeline pipeline;
        private volatile boolean answers;

        Node(Duration lease) throws SQLException {
            nodes.add(0, this);
            pipeline =
                    TimelinesPipeline.start(
                            LedgerSettings.in(new HaltingDataSource(pool, halts), lease),
                            Retention.Ages.DEFAULT,
                            new SettableClock(halts));
            pipeline.outbox()
                    .serve(
                            PipelineFixture.subscription(pipeline, "shared", "*", Ordering.CHAT),
                            new QueueSettings(
                                    this::take,
                                    RetrySchedule.parse("1ms"),
                                    4,
                                    workers,
                                    100,
                                    32 << 20));
        }

        private void take(Attempt attempt, Consumer<Answer> answer) {
            String uid = attempt.event().messageUid();
            arrived.add(uid);
            taken.add(uid);
            unanswered.put(uid, answer);
            if (answers) {
                answer.accept(Answer.delivered(Duration.ZERO));
            }
        }

        CompletableFuture<Acceptance> post(int chat, String uid) {
            return PipelineFixture.post(pipeline, PipelineFixture.message(chat, uid));
        }

        void store(String uid) throws Exception {
            assertThat(post(1, uid).get()).isInstanceOf(Acceptance.Stored.class);
        }

        void awaitTaken(String... uids) {
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(taken).containsExactly(uids));
        }

        void answer(String uid, Answer answer) {
            unanswered.get(uid).accept(answer);
        }

        void answerAll() {
            answers = true;
            unanswered.values().forEach(answer -> answer.accept(Answer.delivered(Duration.ZERO)));
        }

        void awaitBeats() {
            awaitPasses("timelines-nodes", Point.AFTER_COMMIT, SOME_BEATS);
        }

        void awaitLooks() {
            awaitPasses(CLAIMER, Point.CLOCK, HaltingFixture.SOME_LOOKS);
        }

        private void awaitPasses(String thread, Point point, int count) {
            Halt passes = halts.halt(thread, point);
            passes.end();
            await().atMost(PATIENCE).until(() -> passes.passed() > count);
        }

        int number() {
            return pipeline.ledger().node();
        }
    }

    @BeforeEach
    void start() throws Exception {
        paused = new Node(LedgerSettings.DEFAULT_LEASE);
    }

    @AfterEach
    void stop() throws InterruptedException {
        for (Node node : nodes) {
            node.halts.endAll();
            node.answerAll();
            node.pipeline.close();
            node.pool.close();
        }
        workers.shutdownNow();
    }

    /** The first node stands still until another has taken over what it holds. */
    private void standStill() throws Exception {
        beats = paused.halts.halt("timelines-nodes", Point.AFTER_COMMIT).awaitOne();
        claims = paused.halts.halt(CLAIMER, Point.AFTER_COMMIT).awaitOne();
        other = new Node(SHORT_LEASE);
        other.awaitTaken("first");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void what_it_is_answered_late_changes_no_row_that_another_holds(boolean delivered)
            throws Exception {
        paused.store("first");
        paused.awaitTaken("first");
        standStill();

        paused.answer(
                "first",
                delivered
                        ? Answer.delivered(Duration.ZERO)
                        : Answer.failed("not yet", Duration.ZERO));
        await().atMost(PATIENCE)
                .until(() -> ints("SELECT attempt FROM timelines_attempt").size() == 1);

        assertThat(ints("SELECT holder FROM timelines_delivery")).containsExactly(other.number());
        other.answerAll();
        awaitNothingOwed();
        assertThat(other.taken).containsExactly("first");
    }

    @Test
    void what_it_had_not_begun_it_leaves_to_the_other() throws Exception {
        paused.store("first");
        paused.awaitTaken("first");
        paused.store("second");
        standStill();
        beats.end();
        await().atMost(PATIENCE).until(() -> paused.pipeline.outbox().held() == 1);

        paused.answer("first", Answer.delivered(Duration.ZERO));
        await().atMost(PATIENCE).until(() -> paused.pipeline.outbox().held() == 0);

        assertThat(paused.taken).containsExactly("first");
        paused.answerAll();
        other.answerAll();
        claims.end();
        awaitNothingOwed();
    }

    @Test
    void what_it_stood_still_over_while_it_claimed_is_sent_once() throws Exception {
        claims = paused.halts.halt(CLAIMER, Point.BEFORE_COMMIT).awaitOne();
        storeElsewhere("first");
        while (!isClaimed()) {
            claims.awaitNext();
        }
        beats = paused.halts.halt("timelines-nodes", Point.AFTER_COMMIT).awaitOne();
        other = new Node(SHORT_LEASE);
        await().atMost(PATIENCE)
                .until(
                        () ->
                                ints("SELECT node_id FROM timelines_node")
                                        .equals(List.of(other.number())));
        other.awaitLooks();
        nodes.forEach(Node::answerAll);
        beats.end();
        claims.end();

        awaitNothingOwed();
        assertThat(arrived).containsExactly("first");
    }

    @Test
    void what_it_is_inserting_is_not_overtaken_at_the_new_owner_of_the_lane() throws Exception {
        paused.answerAll();
        paused.store("connected"); // the writer has its connection
        paused.awaitLooks(); // new ones are held
        Halt writer = paused.halts.halt("timelines-accept", Point.BEFORE_COMMIT);
        paused.post(1, "alone");
        writer.awaitOne();
        CHATS.forEach(chat -> paused.post(chat, chat + " first"));
        writer.letOneGo();
        writer.awaitOne(); // with all of them in one batch
        other = new Node(LedgerSettings.DEFAULT_LEASE);
        other.answerAll();
        paused.awaitBeats();
        other.awaitBeats();

        Halt settler = paused.halts.halt("timelines-settle", Point.BEFORE_COMMIT);
        List<CompletableFuture<Acceptance>> later =
                CHATS.stream().map(chat -> paused.post(chat, chat + " second")).toList();
        writer.end();
        for (CompletableFuture<Acceptance> one : later) {
            assertThat(one.get()).isInstanceOf(Acceptance.Stored.class);
        }
        paused.awaitBeats();
        other.awaitBeats();
        other.awaitLooks();
        settler.end();

        awaitNothingOwed();
        for (int chat : CHATS) {
            assertThat(arrived)
                    .filteredOn(uid -> uid.startsWith(chat + " "))
                    .containsExactly(chat + " first", chat + " second");
        }
        assertThat(other.taken).isNotEmpty();
    }

    /** By a node that delivers nothing, so that the row is free. */
    private void storeElsewhere(String uid) throws Exception {
        try (HikariDataSource pool = PostgresServer.pool(database);
                TimelinesPipeline elsewhere =
                        TimelinesPipeline.start(
                                LedgerSettings.in(pool, LedgerSettings.DEFAULT_LEASE),
                                Retention.Ages.DEFAULT,
                                new SettableClock(new Halts()))) {
            await().atMost(PATIENCE).until(() -> elsewhere.fanOut().isIdle());
            PipelineFixture.post(elsewhere, PipelineFixture.message(1, uid)).get();
        }
    }

    private boolean isClaimed() throws SQLException {
        return ints("SELECT holder FROM timelines_delivery FOR UPDATE SKIP LOCKED").isEmpty();
    }

    private void awaitNothingOwed() {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(ints("SELECT holder FROM timelines_delivery")).isEmpty());
    }

    private List<Integer> ints(String query) throws SQLException {
        return PostgresDatabase.ints(paused.pool, query);
    }
}
