package io.github.cameltimelines.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameltimelines.TimelinesComponent;
import io.github.cameltimelines.delivery.Answer;
import io.github.cameltimelines.inbox.Acceptance;
import io.github.cameltimelines.ledger.LedgerSettings;
import io.github.cameltimelines.process.FreePort;
import io.github.cameltimelines.subscription.Subscription.Ordering;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;

/** What callers are told while the ledger is away, and that all is well when it is back. */
abstract class LedgerDownContract extends PipelineFixture {

    /** TimelinesAI waits no longer for an answer. */
    static final Duration CALLER_WAITS = Duration.ofSeconds(5);

    private FaultyDataSource faulty;

    /** Without a pool, so that a connection that is closed is broken. */
    abstract DataSource dataSource() throws SQLException;

    private FaultyDataSource faulty() {
        if (faulty == null) {
            try {
                faulty = new FaultyDataSource(dataSource());
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
        return faulty;
    }

    @Override
    LedgerSettings ledger() {
        return LedgerSettings.in(faulty(), Duration.ofSeconds(2));
    }

    @Test
    void callers_are_told_to_come_again_and_the_ledger_works_on_without_a_restart()
            throws Exception {
        List<String> taken = Collections.synchronizedList(new ArrayList<>());
        pipeline.outbox()
                .serve(
                        subscription("down", "message:*", Ordering.CHAT),
                        to(
                                (attempt, answer) -> {
                                    taken.add(attempt.event().messageUid());
                                    answer.accept(Answer.delivered(Duration.ZERO));
                                },
                                "none"));
        assertThat(post(message(1, "before")).get()).isInstanceOf(Acceptance.Stored.class);
        for (int time = 0; time < 3; time++) {
            String during = "during-" + time;
            faulty.goAway();
            assertThat(post(message(1, during)).get(CALLER_WAITS.toSeconds(), TimeUnit.SECONDS))
                    .isInstanceOf(Acceptance.Unavailable.class);
            assertThat(pipeline.ledger().state().isUp()).isFalse();
            faulty.comeBack();
            assertThat(post(message(1, during)).get()).isInstanceOf(Acceptance.Stored.class);
        }
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(taken)
                                        .containsExactly(
                                                "before", "during-0", "during-1", "during-2"));
        await().atMost(PATIENCE).until(() -> pipeline.ledger().state().isUp());
    }

    @Test
    void deliveries_under_way_while_it_is_away_are_settled_when_it_is_back() throws Exception {
        List<String> begun = Collections.synchronizedList(new ArrayList<>());
        CompletableFuture<Consumer<Answer>> first = new CompletableFuture<>();
        pipeline.outbox()
                .serve(
                        subscription("down", "message:*", Ordering.CHAT),
                        to(
                                (attempt, answer) -> {
                                    begun.add(attempt.event().messageUid());
                                    if (!first.complete(answer)) {
                                        answer.accept(Answer.delivered(Duration.ZERO));
                                    }
                                },
                                "none"));
        for (int number = 0; number < 50; number++) {
            assertThat(post(message(1, "m" + number)).get()).isInstanceOf(Acceptance.Stored.class);
        }
        Consumer<Answer> answer = first.get();
        await().atMost(PATIENCE).until(() -> pipeline.outbox().held() == 50); // none to be claimed
        faulty.goAway();
        answer.accept(Answer.delivered(Duration.ZERO));
        await().atMost(PATIENCE).until(() -> begun.size() == 50); // from memory, meanwhile
        assertThat(pipeline.outbox().held()).isEqualTo(50);
        faulty.comeBack();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(owed()).isZero());
        await().atMost(PATIENCE).until(() -> pipeline.outbox().held() == 0);
        assertThat(begun).doesNotHaveDuplicates();
    }

    @Test
    void over_http_it_is_503_with_retry_after_and_200_when_it_is_back() throws Exception {
        pipeline.close();
        int port = FreePort.next();
        List<String> taken = Collections.synchronizedList(new ArrayList<>());
        TimelinesComponent component = new TimelinesComponent();
        component.setDataSource(faulty);
        Main main =
                KillChild.camel(
                        port,
                        component,
                        exchange -> taken.add(exchange.getMessage().getBody(String.class)));
        main.start();
        try {
            assertThat(call(port, message(1, "before")).statusCode()).isEqualTo(200);
            faulty.goAway();
            HttpResponse<Void> away = call(port, message(1, "during"));
            assertThat(away.statusCode()).isEqualTo(503);
            assertThat(away.headers().firstValueAsLong("Retry-After").orElse(0)).isPositive();
            faulty.comeBack();
            assertThat(call(port, message(1, "during")).statusCode()).isEqualTo(200);
            await().atMost(PATIENCE).until(() -> taken.size() == 2);
        } finally {
            main.stop();
        }
    }

    static HttpResponse<Void> call(int port, byte[] body) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(
                                        URI.create(
                                                "http://127.0.0.1:"
                                                        + port
                                                        + "/timelines/webhooks/"
                                                        + KillChild.SECRET))
                                .timeout(CALLER_WAITS)
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofByteArray(body))
                                .build(),
                        BodyHandlers.discarding());
    }
}
