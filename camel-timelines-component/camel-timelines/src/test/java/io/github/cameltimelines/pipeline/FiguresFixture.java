package io.github.cameltimelines.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameltimelines.delivery.Answer;
import io.github.cameltimelines.delivery.Destination;
import io.github.cameltimelines.inbox.Acceptance;
import io.github.cameltimelines.log.Figures;
import io.github.cameltimelines.subscription.Subscription;
import io.github.cameltimelines.subscription.Subscription.Ordering;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;

/** A subscription whose attempts fail, or not, as a test wants it. */
abstract class FiguresFixture extends PipelineFixture {

    private volatile boolean failing;
    private int number;
    Subscription shop;

    private final Destination destination =
            (attempt, answer) -> answer.accept(failing ? no() : Answer.delivered(Duration.ZERO));

    private static Answer no() {
        return new Answer(false, 503, "no\tline", Duration.ofMillis(7), null, null);
    }

    @BeforeEach
    void serve() throws SQLException {
        shop = subscription("shop", "message:*", Ordering.CHAT);
        pipeline.outbox().serve(shop, to(destination, "none"));
    }

    void restart() throws Exception {
        pipeline.close();
        pipeline = start();
        serve();
    }

    /** Makes so many attempts, and waits until they are noted. */
    void attempts(int count, boolean fail) throws Exception {
        failing = fail;
        List<CompletableFuture<Acceptance>> answers = new ArrayList<>();
        for (int attempt = 0; attempt < count; attempt++) {
            answers.add(post(message(number % 50, "m" + number++)));
        }
        for (CompletableFuture<Acceptance> answer : answers) {
            assertThat(answer.get()).isInstanceOf(Acceptance.Stored.class);
        }
        await().atMost(PATIENCE).until(() -> owed() == givenUp());
        await().atMost(PATIENCE).until(() -> pipeline.outbox().held() == 0);
    }

    private int givenUp() throws SQLException {
        try (Connection connection = pipeline.ledger().dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT COUNT(*) FROM timelines_delivery WHERE holder = -1")) {
            row.next();
            return row.getInt(1);
        }
    }

    Figures figures() {
        return pipeline.figures().of(shop.id());
    }
}
