package io.github.cameltimelines.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.github.cameltimelines.TimelinesPipeline;
import io.github.cameltimelines.ledger.LedgerSettings;
import io.github.cameltimelines.log.Retention;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the others do with the deliveries of a node that died, or was taken for dead. */
class PostgresTakeOverIT extends ClusterFixture {

    @Test
    void the_deliveries_of_a_node_that_is_killed_are_taken_over(@TempDir Path folder)
            throws Exception {
        Node survivor = new Node(LEASE);
        try (ChildProcess child = new ChildProcess(folder, PostgresServer.url(database))) {
            child.start();
            postAt(survivor, () -> child.delivered().size() > 50);
            survivor.post(500);
            child.kill();
            survivor.post(500);
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> {
                                Set<String> taken = new HashSet<>();
                                byChat.values().forEach(taken::addAll);
                                child.delivered().forEach(line -> taken.add(line.split(" ")[1]));
                                assertThat(taken).hasSize(number);
                            });
        }
        await().atMost(PATIENCE).until(() -> rows("SELECT COUNT(*) FROM timelines_delivery") == 0);
        assertThat(rows("SELECT COUNT(*) FROM timelines_node")).isEqualTo(1);
    }

    @Test
    void a_node_that_was_taken_for_dead_joins_anew_and_nothing_is_lost() throws Exception {
        Node one = new Node(LONG_LEASE);
        Node two = new Node(LONG_LEASE);
        postAt(one, () -> one.taken.get() > 20 && two.taken.get() > 20);
        for (int round = 0; round < 3; round++) {
            one.post(200);
            two.post(200);
            takeForDead(two);
            one.post(200);
            two.post(200);
            int before = two.taken.get();
            postAt(one, () -> two.taken.get() > before + 20);
        }
        awaitAll();
        await().atMost(PATIENCE).until(() -> rows("SELECT COUNT(*) FROM timelines_delivery") == 0);
        byChat.forEach(
                (chat, uids) ->
                        assertThat(uids).containsExactlyInAnyOrderElementsOf(sent.get(chat)));
    }

    /** What another node does after the lease. */
    private void takeForDead(Node node) throws SQLException {
        try (Connection connection =
                PostgresServer.server().getDatabase("postgres", database).getConnection()) {
            connection.setAutoCommit(false);
            for (String sql :
                    List.of(
                            "UPDATE timelines_delivery SET holder = 0, turn = 0 WHERE holder = ?",
                            "DELETE FROM timelines_node WHERE node_id = ?")) {
                try (PreparedStatement statement = connection.prepareStatement(sql)) {
                    statement.setInt(1, node.id());
                    statement.executeUpdate();
                }
            }
            connection.commit();
        }
    }

    @Test
    void rows_of_a_holder_that_is_no_node_any_more_are_delivered() throws Exception {
        Node one = new Node(LONG_LEASE);
        one.post(50);
        awaitAll();
        one.leave();
        try (HikariDataSource pool = PostgresServer.pool(database)) {
            TimelinesPipeline pipeline =
                    TimelinesPipeline.start(
                            LedgerSettings.in(pool, LONG_LEASE),
                            Retention.Ages.DEFAULT,
                            Clock.systemUTC());
            PipelineFixture.post(pipeline, PipelineFixture.message(1, "1-orphan")).get();
            pipeline.close();
        }
        try (Connection connection =
                        PostgresServer.server().getDatabase("postgres", database).getConnection();
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate("UPDATE timelines_delivery SET holder = 999"))
                    .isEqualTo(1);
        }
        number++;
        new Node(LONG_LEASE);
        awaitAll();
    }
}
