package io.github.cameltimelines.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameltimelines.delivery.Answer;
import io.github.cameltimelines.delivery.Attempt;
import io.github.cameltimelines.inbox.Acceptance;
import io.github.cameltimelines.pipeline.Halts.Halt;
import io.github.cameltimelines.pipeline.Halts.Point;
import io.github.cameltimelines.subscription.Subscription.Ordering;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** That the pool of a subscription gives nothing back before what is still on its way into it. */
abstract class PoolOvertakingContract extends HaltingFixture {

    /** A subscription may hold an eighth of what is free of it. */
    private static final int CAPACITY = 80;

    private static final int OTHERS = 60;

    private static final byte[] CHAT_EVENT =
            "{\"event_type\":\"chat:new\",\"chat\":{\"chat_id\":9,\"full_name\":\"Ana\"}}"
                    .getBytes(StandardCharsets.UTF_8);

    private static final int FREE = 0;
    private static final int WAITING = -2;

    private final List<String> taken = Collections.synchronizedList(new ArrayList<>());
    private final List<Consumer<Answer>> unanswered = new CopyOnWriteArrayList<>();

    @Test
    void what_waited_for_older_ones_and_then_for_room_is_not_overtaken() throws Exception {
        for (int number = 0; number < OTHERS; number++) {
            save("other-" + number, "chat:*");
        }
        save("slow", "message:*");
        await().atMost(PATIENCE).until(() -> pipeline.fanOut().isIdle());
        post(CHAT_EVENT).get();
        Halt claimer = halts.halt(CLAIMER, Point.BEFORE_COMMIT);
        pipeline.outbox().serveHttp(httpTo(this::take, workers, CAPACITY));
        List<String> stored = new ArrayList<>();
        boolean staged = false;
        while (!staged) { // until the others are under way, and new ones are staged
            claimer.awaitOne().letOneGo();
            claimer.awaitOne();
            // One at a time: of several, some would go to the pool.
            if (unanswered.size() == OTHERS && taken.size() == stored.size()) {
                stored.add(store(100 + stored.size(), "probe-" + stored.size()));
                staged = holderOfLast() != FREE;
            }
        }
        await().atMost(PATIENCE).until(() -> pipeline.outbox().held() == OTHERS + 1);
        List<String> chat = new ArrayList<>();
        while (holderOfLast() != WAITING) { // until memory has no room for more of them
            chat.add(store(1, "chat-" + chat.size()));
        }
        assertThat(chat).hasSizeGreaterThan(1);
        unanswered.forEach(answer -> answer.accept(Answer.delivered(Duration.ZERO)));
        await().atMost(PATIENCE).until(() -> pipeline.outbox().held() < CAPACITY - OTHERS);
        chat.add(store(1, "chat-" + chat.size())); // the pool wants its rows back

        Halt settler = halts.halt(SETTLER, Point.BEFORE_COMMIT);
        claimer.end();
        settler.awaitOne();
        awaitLooks();
        settler.end();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(taken).hasSize(stored.size() + chat.size()));
        assertThat(taken).containsSubsequence(chat);
    }

    private void save(String name, String types) {
        pipeline.subscriptions().save(http(name, types, Ordering.CHAT, pace("none", 100, 0), true));
    }

    private String store(int chat, String uid) throws Exception {
        assertThat(post(message(chat, uid)).get()).isInstanceOf(Acceptance.Stored.class);
        return uid;
    }

    private void take(Attempt attempt, Consumer<Answer> answer) {
        if (nameOf(attempt.subscription()).startsWith("other")) {
            unanswered.add(answer);
        } else {
            taken.add(attempt.event().messageUid());
            answer.accept(Answer.delivered(Duration.ZERO));
        }
    }

    private int holderOfLast() throws SQLException {
        try (Connection connection = dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT holder FROM timelines_delivery ORDER BY delivery_id DESC LIMIT 1")) {
            return row.next() ? row.getInt(1) : FREE;
        }
    }
}
