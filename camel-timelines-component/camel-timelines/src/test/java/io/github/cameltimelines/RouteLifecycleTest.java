package io.github.cameltimelines;

import static io.github.cameltimelines.HookFixture.PATIENCE;
import static io.github.cameltimelines.HookFixture.message;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.RouteController;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Routes and contexts that stop, start and meet each other, without an event lost. */
class RouteLifecycleTest {

    private final HookFixture app = new HookFixture();
    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    @AfterEach
    void stop() {
        app.close();
    }

    private RouteBuilder route(String id, String uri) {
        return route(
                id,
                uri,
                exchange ->
                        seen.add(
                                exchange.getMessage()
                                        .getHeader("CamelTimelinesMessageUid", String.class)));
    }

    private static RouteBuilder route(String id, String uri, Processor processor) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).routeId(id).process(processor);
            }
        };
    }

    @Test
    void no_event_is_lost_or_refused_while_the_route_is_stopped_and_suspended() throws Exception {
        app.start(route("bot", "timelines:message:*"));
        RouteController routes = app.camel().getRouteController();
        AtomicBoolean done = new AtomicBoolean();
        AtomicInteger posted = new AtomicInteger();
        ConcurrentLinkedQueue<Integer> refusals = new ConcurrentLinkedQueue<>();
        CompletableFuture<Void> caller =
                CompletableFuture.runAsync(
                        () -> {
                            while (!done.get()) {
                                int number = posted.get();
                                int status =
                                        app.post(message(number % 7, "m" + number)).statusCode();
                                if (status == 200) {
                                    posted.incrementAndGet();
                                } else {
                                    refusals.add(status);
                                }
                            }
                        });
        for (int round = 0; round < 3; round++) {
            routes.suspendRoute("bot");
            awaitMore(posted);
            routes.resumeRoute("bot");
            awaitMore(posted);
            routes.stopRoute("bot");
            awaitMore(posted);
            routes.startRoute("bot");
            awaitMore(posted);
        }
        done.set(true);
        caller.join();

        assertThat(refusals).isEmpty();
        await().atMost(PATIENCE).until(() -> seen.size() == posted.get());
    }

    private static void awaitMore(AtomicInteger posted) {
        int before = posted.get();
        await().atMost(PATIENCE).until(() -> posted.get() > before + 5);
    }

    @Test
    void a_route_that_runs_in_the_call_answers_503_while_it_is_stopped_and_200_after()
            throws Exception {
        app.start(route("bot", "timelines:message:*?ack=processed"));
        RouteController routes = app.camel().getRouteController();

        routes.stopRoute("bot");
        assertThat(app.post(message(1, "a")).statusCode()).isEqualTo(503);
        routes.startRoute("bot");
        assertThat(app.post(message(1, "b")).statusCode()).isEqualTo(200);
        routes.suspendRoute("bot");
        assertThat(app.post(message(1, "c")).statusCode()).isEqualTo(503);
        routes.resumeRoute("bot");
        assertThat(app.post(message(1, "d")).statusCode()).isEqualTo(200);

        assertThat(seen).containsExactlyInAnyOrder("b", "d");
    }

    @Test
    void calls_are_answered_503_until_every_route_is_there() throws Exception {
        List<Integer> early = new CopyOnWriteArrayList<>();
        app.start(
                route("first", "timelines:chat:*"),
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        getContext()
                                .getRegistry()
                                .bind(
                                        "probe",
                                        new org.apache.camel.support.RoutePolicySupport() {
                                            @Override
                                            public void onStart(org.apache.camel.Route route) {
                                                early.add(
                                                        app.post(message(1, "early")).statusCode());
                                            }
                                        });
                        from("timelines:message:*?ack=processed")
                                .routePolicyRef("probe")
                                .process(exchange -> seen.add("late"));
                    }
                });

        assertThat(early).isNotEmpty().allMatch(status -> status != 200);
        assertThat(app.post(message(1, "early")).statusCode()).isEqualTo(200);
        assertThat(seen).containsExactly("late");
    }

    @Test
    void a_removed_route_closes_its_door_and_comes_back_to_what_was_owed() throws Exception {
        app.start(route("bot", "timelines:message:*"), route("other", "timelines:chat:*"));
        app.camel().getRouteController().stopRoute("bot");
        app.post(message(1, "waits"));
        assertThat(app.camel().removeRoute("bot")).isTrue();
        assertThat(app.post(message(1, "too")).statusCode()).isEqualTo(200);
        app.camel().getRouteController().stopRoute("other");
        assertThat(app.camel().removeRoute("other")).isTrue();
        assertThat(app.post(message(1, "nobody")).statusCode()).isEqualTo(404);

        app.camel().addRoutes(route("bot", "timelines:message:*"));

        await().atMost(PATIENCE).until(() -> seen.equals(Set.of("waits", "too")));
    }

    @Test
    void several_consumers_share_one_path() {
        app.start(
                route("one", "timelines:message:*"),
                route("two", "timelines:message:*", exchange -> seen.add("two")));

        app.post(message(1, "a"));

        await().atMost(PATIENCE).until(() -> seen.equals(Set.of("a", "two")));
    }

    @Test
    void another_secret_on_the_same_path_is_an_error_that_names_the_option_and_not_the_secret() {
        assertThatThrownBy(
                        () ->
                                app.start(
                                        route("one", "timelines:message:*"),
                                        route(
                                                "two",
                                                "timelines:chat:*?webhookSecret=another-secret-0123456789")))
                .extracting(HookFixture::messages, as(STRING))
                .contains("different webhookSecret")
                .doesNotContain("another-secret");
    }

    @Test
    void another_path_may_have_another_secret() {
        app.start(
                route("one", "timelines:message:*"),
                route(
                        "two",
                        "timelines:message:*?path=two&webhookSecret=another-secret-0123456789"));

        assertThat(app.postTo("/two/another-secret-0123456789", message(1, "a")).statusCode())
                .isEqualTo(200);
        assertThat(app.postTo("/two/" + HookFixture.SECRET, message(1, "b")).statusCode())
                .isEqualTo(404);
    }

    @Test
    void a_subscription_name_that_is_taken_is_an_error_and_leaves_the_first_as_it_is()
            throws Exception {
        app.start(route("one", "timelines:message:*?subscriptionName=bot"));

        assertThatThrownBy(
                        () ->
                                app.camel()
                                        .addRoutes(
                                                route(
                                                        "two",
                                                        "timelines:chat:*?subscriptionName=bot")))
                .extracting(HookFixture::messages, as(STRING))
                .contains("subscriptionName 'bot'");

        app.post(message(1, "a"));
        await().atMost(PATIENCE).until(() -> seen.equals(Set.of("a")));
    }

    @Test
    void a_missing_secret_is_an_error_that_names_the_option() {
        app.timelines().getConfiguration().setWebhookSecret(null);

        assertThatThrownBy(() -> app.start(route("bot", "timelines:message:*")))
                .extracting(HookFixture::messages, as(STRING))
                .contains("webhookSecret is not set");
    }

    @Test
    void without_an_http_server_the_error_says_what_to_add() {
        try (HookFixture without = new HookFixture(HookFixture.Server.NONE)) {
            assertThatThrownBy(() -> without.start(route("bot", "timelines:message:*")))
                    .extracting(HookFixture::messages, as(STRING))
                    .contains("There is no HTTP server for webhook calls")
                    .contains("camel-platform-http-main");
        }
    }

    @Test
    void what_was_acknowledged_before_a_stop_reaches_the_route_after_the_next_start(
            @TempDir Path folder) {
        AtomicInteger tried = new AtomicInteger();
        try (HookFixture first = onDisk(folder)) {
            first.start(
                    route(
                            "bot",
                            "timelines:message:*?retrySchedule=1h",
                            exchange -> {
                                tried.incrementAndGet();
                                throw new IllegalStateException("not today");
                            }));
            assertThat(first.post(message(1, "fails")).statusCode()).isEqualTo(200);
            await().atMost(PATIENCE).until(() -> tried.get() == 1);
            assertThat(first.post(message(1, "waits")).statusCode()).isEqualTo(200);
        }
        try (HookFixture second = onDisk(folder)) {
            second.start(route("bot", "timelines:message:*?retrySchedule=1h"));
            second.post(message(2, "new"));
            await().atMost(PATIENCE).until(() -> seen.contains("new"));
            second.camel().stop();
        }
        // Its turn comes in an hour, and the second of its chat waits for it.
        assertThat(seen).containsExactly("new");
    }

    @Test
    void events_in_work_finish_before_the_context_has_stopped(@TempDir Path folder)
            throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        List<String> finished = new CopyOnWriteArrayList<>();
        HookFixture first = onDisk(folder);
        first.start(
                route(
                        "bot",
                        "timelines:message:*",
                        exchange -> {
                            begun.countDown();
                            goOn.await();
                            finished.add("done");
                        }));
        first.post(message(1, "a"));
        first.post(message(1, "b"));
        begun.await();
        CompletableFuture<Void> stopping = CompletableFuture.runAsync(first::close);
        await().atMost(PATIENCE).until(() -> !first.camel().getStatus().isStarted());
        goOn.countDown();
        stopping.join();

        assertThat(finished).isNotEmpty();
        try (HookFixture second = onDisk(folder)) {
            second.start(route("bot", "timelines:message:*"));
            second.post(message(1, "c"));
            await().atMost(PATIENCE).until(() -> seen.contains("c"));
        }
        // Each of the two ran once, before or after.
        assertThat(seen).doesNotContain("a");
        assertThat(finished.size() + (seen.contains("b") ? 1 : 0)).isEqualTo(2);
    }

    private static HookFixture onDisk(Path folder) {
        HookFixture fixture = new HookFixture();
        fixture.timelines().setLedger("file");
        fixture.timelines().setDataFolder(folder.toString());
        return fixture;
    }

    @Test
    void two_contexts_in_one_jvm_do_not_see_each_others_events() {
        List<String> others = new CopyOnWriteArrayList<>();
        try (HookFixture other = new HookFixture()) {
            other.start(route("bot", "timelines:message:*", exchange -> others.add("other")));
            app.start(route("bot", "timelines:message:*"));

            app.post(message(1, "a"));
            other.post(message(1, "a"));

            await().atMost(PATIENCE).until(() -> others.size() == 1 && seen.size() == 1);
        }
        assertThat(app.post(message(1, "b")).statusCode()).isEqualTo(200);
        await().atMost(PATIENCE).until(() -> seen.contains("b"));
    }
}
