package io.github.cameltimelines.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameltimelines.inbox.Acceptance;
import io.github.cameltimelines.ledger.LedgerSettings;
import io.github.cameltimelines.ledger.Turn;
import io.github.cameltimelines.model.Event;
import io.github.cameltimelines.subscription.Subscription.Ordering;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An H2 database that was closed under the pipeline is opened again. */
class H2ClosedTest extends PipelineFixture {

    @TempDir Path folder;

    private final List<Event> taken = Collections.synchronizedList(new ArrayList<>());

    @Override
    LedgerSettings ledger() {
        return LedgerSettings.embedded(folder);
    }

    @Test
    void the_ledger_works_on_without_a_restart_and_knows_what_it_has() throws Exception {
        pipeline.outbox()
                .serve(subscription("bot", "message:*", Ordering.CHAT), to(into(taken), "none"));
        for (int round = 0; round < 3; round++) {
            String before = "before-" + round;
            String after = "after-" + round;
            assertThat(post(message(1, before)).get()).isInstanceOf(Acceptance.Stored.class);
            shutDown();
            await().atMost(PATIENCE)
                    .until(() -> post(message(1, after)).get() instanceof Acceptance.Stored);
            assertThat(post(message(1, before)).get()).isInstanceOf(Acceptance.Duplicate.class);
            assertThat(post(message(1, after)).get()).isInstanceOf(Acceptance.Duplicate.class);
        }
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(taken)
                                        .extracting(Event::messageUid)
                                        .contains(
                                                "before-0",
                                                "after-0",
                                                "before-1",
                                                "after-1",
                                                "before-2",
                                                "after-2"));
        await().atMost(PATIENCE).until(() -> pipeline.ledger().state().isUp());
    }

    private void shutDown() throws SQLException {
        try (Turn turn = pipeline.ledger().turn(); // so that nothing is being changed
                Connection connection = pipeline.ledger().dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SHUTDOWN IMMEDIATELY");
        } catch (SQLException e) {
            assertThat(e.getMessage()).contains("closed");
        }
    }
}
