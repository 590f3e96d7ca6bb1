package io.github.cameltimelines;

import static io.github.cameltimelines.HookFixture.PATIENCE;
import static io.github.cameltimelines.HookFixture.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When TimelinesAI's call is answered, and what happens to an event that the route refuses. */
class AcknowledgementTest {

    private final HookFixture app = new HookFixture();
    private final CountDownLatch latch = new CountDownLatch(1);
    private final List<String> seen = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        latch.countDown();
        app.close();
    }

    private static RouteBuilder route(String uri, Processor processor) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from(uri).process(processor);
            }
        };
    }

    private void note(org.apache.camel.Exchange exchange) {
        seen.add(
                exchange.getMessage().getHeader(TimelinesConstants.MESSAGE_UID)
                        + "#"
                        + exchange.getMessage().getHeader(TimelinesConstants.ATTEMPT));
    }

    @Test
    void a_stored_event_is_answered_200_while_the_route_is_still_busy() {
        app.start(
                route(
                        "timelines:message:*",
                        exchange -> {
                            latch.await();
                            note(exchange);
                        }));

        assertThat(app.post(message(1, "a")).statusCode()).isEqualTo(200);
        assertThat(app.post(message(1, "b")).statusCode()).isEqualTo(200);
        assertThat(seen).isEmpty();

        latch.countDown();
        await().atMost(PATIENCE).until(() -> seen.size() == 2);
        assertThat(seen).containsExactly("a#1", "b#1");
    }

    @Test
    void a_route_that_runs_in_the_call_decides_its_answer_and_needs_no_ledger(
            @TempDir Path folder) {
        app.timelines().setLedger("file");
        app.timelines().setDataFolder(folder.resolve("data").toString());
        app.start(
                route(
                        "timelines:message:*?ack=processed",
                        exchange -> {
                            note(exchange);
                            if ("bad"
                                    .equals(
                                            exchange.getMessage()
                                                    .getHeader("CamelTimelinesMessageUid"))) {
                                throw new IllegalStateException("refused");
                            }
                        }));

        assertThat(app.post(message(1, "good")).statusCode()).isEqualTo(200);
        assertThat(seen).containsExactly("good#1");
        HttpResponse<String> refused = app.post(message(1, "bad"));
        assertThat(refused.statusCode()).isEqualTo(500);
        assertThat(refused.body()).contains("the route failed").doesNotContain("refused", "at ");
        assertThat(app.postFile("chat-new").statusCode()).isEqualTo(200);
        assertThat(seen).containsExactly("good#1", "bad#1");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void a_route_that_takes_too_long_in_the_call_is_answered_503() {
        app.timelines().setInCallLimit(Duration.ofMillis(200));
        app.start(route("timelines:message:*?ack=PROCESSED", exchange -> latch.await()));

        HttpResponse<String> answer = app.post(message(1, "slow"));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void a_call_that_was_answered_503_before_its_turn_is_not_run_after_all() {
        app.timelines().setInCallLimit(Duration.ofMillis(200));
        app.start(
                route(
                        "timelines:message:*?ack=processed&concurrentConsumers=1",
                        exchange -> {
                            note(exchange);
                            latch.await();
                        }));

        assertThat(app.post(message(1, "first")).statusCode()).isEqualTo(503);
        assertThat(app.post(message(2, "second")).statusCode()).isEqualTo(503);
        latch.countDown();

        assertThat(app.post(message(3, "third")).statusCode()).isEqualTo(200);
        assertThat(seen).containsExactly("first#1", "third#1");
    }

    @Test
    void both_kinds_share_a_path_and_each_gets_the_event() {
        List<String> inCall = new CopyOnWriteArrayList<>();
        app.start(
                route("timelines:message:*", this::note),
                route(
                        "timelines:message:received:new?ack=processed",
                        exchange ->
                                inCall.add(
                                        exchange.getMessage()
                                                .getHeader(
                                                        "CamelTimelinesEventId", String.class))));

        assertThat(app.post(message(1, "a")).statusCode()).isEqualTo(200);

        assertThat(inCall).hasSize(1);
        await().atMost(PATIENCE).until(() -> seen.size() == 1);
        assertThat(app.post(message(1, "a")).statusCode()).isEqualTo(200);
        // The same happening has the same id, also where there is no ledger to know it by.
        assertThat(inCall).hasSize(2).allMatch(inCall.get(0)::equals);
    }

    @Test
    void events_of_one_chat_wait_for_each_other_and_other_chats_go_on() {
        app.start(
                route(
                        "timelines:message:*",
                        exchange -> {
                            if ("1-a"
                                    .equals(
                                            exchange.getMessage()
                                                    .getHeader("CamelTimelinesMessageUid"))) {
                                latch.await();
                            }
                            note(exchange);
                        }));
        app.post(message(1, "1-a"));
        app.post(message(1, "1-b"));
        app.post(message(2, "2-a"));

        await().atMost(PATIENCE).until(() -> seen.equals(List.of("2-a#1")));
        latch.countDown();
        await().atMost(PATIENCE).until(() -> seen.size() == 3);
        assertThat(seen).containsExactly("2-a#1", "1-a#1", "1-b#1");
    }

    @Test
    void without_ordering_an_event_does_not_wait_for_its_chat() {
        app.start(
                route(
                        "timelines:message:*?ordering=none",
                        exchange -> {
                            if ("a"
                                    .equals(
                                            exchange.getMessage()
                                                    .getHeader("CamelTimelinesMessageUid"))) {
                                latch.await();
                            }
                            note(exchange);
                        }));
        app.post(message(1, "a"));
        app.post(message(1, "b"));

        await().atMost(PATIENCE).until(() -> seen.equals(List.of("b#1")));
    }

    @Test
    void a_failing_event_is_tried_on_schedule_then_given_up_and_its_chat_goes_on() {
        app.start(
                route(
                        "timelines:message:*?retrySchedule=10ms,20ms",
                        exchange -> {
                            note(exchange);
                            if ("a"
                                    .equals(
                                            exchange.getMessage()
                                                    .getHeader("CamelTimelinesMessageUid"))) {
                                throw new IllegalStateException("never");
                            }
                        }));
        app.post(message(1, "a"));
        app.post(message(1, "b"));

        await().atMost(PATIENCE).until(() -> seen.size() == 4);
        assertThat(seen).containsExactly("a#1", "a#2", "a#3", "b#1");
    }

    @Test
    void a_route_that_rolls_back_is_tried_again() {
        app.start(
                route(
                        "timelines:message:*",
                        exchange -> {
                            note(exchange);
                            exchange.setRollbackOnly(seen.size() == 1);
                        }));
        app.post(message(1, "a"));

        await().atMost(PATIENCE).until(() -> seen.size() == 2);
        assertThat(seen).containsExactly("a#1", "a#2");
    }

    @Test
    void an_asynchronous_route_is_waited_for() {
        app.start(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("timelines:message:*?ack=processed")
                                .to("seda:next?waitForTaskToComplete=Always");
                        from("seda:next")
                                .delay(100)
                                .asyncDelayed()
                                .process(AcknowledgementTest.this::note);
                    }
                });

        CompletableFuture<HttpResponse<String>> answer =
                CompletableFuture.supplyAsync(() -> app.post(message(1, "a")));

        assertThat(answer.join().statusCode()).isEqualTo(200);
        assertThat(seen).containsExactly("a#1");
    }
}
