package io.github.cameltimelines.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameltimelines.erasure.Erasure;
import io.github.cameltimelines.erasure.Subject;
import io.github.cameltimelines.subscription.Subscription;
import io.github.cameltimelines.subscription.Subscription.Ordering;
import io.github.cameltimelines.wire.EventTypePattern;
import io.github.cameltimelines.workspace.Workspace;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How far an erasure reaches beside the events: no farther than the workspace. */
abstract class ErasureScopeContract extends ErasureFixture {

    @Test
    void what_another_workspace_has_of_the_same_phone_stays_with_what_was_answered()
            throws Exception {
        deliverToBoth();

        Erasure done = erase(Subject.phone(PHONE));

        assertThat(done.events()).isEqualTo(1);
        assertThat(done.attempts()).isEqualTo(1);
        assertThat(dump().lines().filter(line -> line.contains("words of theirs")))
                .as("the event and what was answered to it")
                .hasSize(2);
        assertThat(dump()).doesNotContain("words of ours");
    }

    @Test
    void what_was_answered_to_an_event_that_is_not_kept_any_more_is_erased_with_any_subject()
            throws Exception {
        deliverToBoth();
        try (Connection connection = pipeline.ledger().connect();
                Statement delete = connection.createStatement()) {
            delete.executeUpdate("DELETE FROM timelines_event");
            connection.commit();
        }

        assertThat(erase(Subject.phone(PHONE)).attempts()).isEqualTo(1);

        assertThat(dump()).doesNotContain("words of ours").contains("words of theirs");
    }

    /** The same customer writes to two workspaces, and what receives it answers with her words. */
    private void deliverToBoth() throws Exception {
        Workspace foreign = foreign();
        Subscription theirs =
                pipeline.subscriptions()
                        .save(
                                new Subscription(
                                        0,
                                        foreign.id(),
                                        "theirs",
                                        EventTypePattern.parse("message:*"),
                                        "route:theirs",
                                        Ordering.NONE,
                                        false));
        Subscription ours = subscription("ours", "message:*", Ordering.NONE);
        for (Subscription one : List.of(theirs, ours)) {
            pipeline.outbox().serve(one, to(this::take, "1s"));
        }
        postTo(foreign, from(4711, PHONE, "theirs", "words of theirs"));
        post(from(4711, PHONE, "ours", "words of ours")).get();
        await().atMost(PATIENCE).until(() -> arrived.size() == 2);
        await().atMost(PATIENCE).until(() -> pipeline.outbox().held() == 0);
    }

    @Test
    void the_wishes_of_replays_forget_an_erased_chat_and_a_phones_chats_and_end() throws Exception {
        post(from(4711, PHONE, "a", TEXT)).get();
        replay(1, 1, "DONE", "'webhook_id':1,'chat_id':4711");
        replay(2, 1, "RUNNING", "'chat_id':'4711'");
        replay(3, 1, "PAUSED", "'chat_id':'34600111222@c.us'");
        replay(4, 1, "RUNNING", "'chat_id':'4712'");
        replay(5, 2, "RUNNING", "'chat_id':'4711'");
        replay(6, 1, "RUNNING", "'delivery_ids':['dlv_0000000000000']");

        erase(Subject.phone(PHONE));

        assertThat(dump().lines().filter(line -> line.matches("(?i).timelines_replay.\\t.*")))
                .hasSize(6)
                .filteredOn(line -> line.contains("erased"))
                .hasSize(3)
                .allMatch(line -> line.contains("'chat_id':'erased'".replace('\'', '"')))
                .noneMatch(line -> line.contains("4711") || line.contains(DIGITS))
                .filteredOn(line -> line.contains("FAILED\t"))
                .hasSize(2)
                .allMatch(line -> line.contains("The chat was erased"));
        assertThat(dump().lines().filter(line -> line.contains("RUNNING")))
                .as("of another chat, of another workspace, of none")
                .hasSize(3);
        erase(Subject.chat("4712"));
        assertThat(dump()).doesNotContain("4712");
    }

    private void replay(long id, int workspace, String state, String wish) throws SQLException {
        try (Connection connection = pipeline.ledger().dataSource().getConnection();
                PreparedStatement insert =
                        connection.prepareStatement(
                                "INSERT INTO timelines_replay (replay_id, workspace_id, member, wish, state, holder,"
                                        + " place, end_place, resent, skipped, ended_at_ms)"
                                        + " VALUES (?, ?, 'ana', ?, ?, 0, 0, 9, 0, 0, ?)")) {
            insert.setLong(1, id);
            insert.setInt(2, workspace);
            insert.setString(3, "{" + wish.replace('\'', '"') + "}");
            insert.setString(4, state);
            insert.setObject(5, state.equals("DONE") ? 1L : null, Types.BIGINT);
            insert.executeUpdate();
        }
    }
}
