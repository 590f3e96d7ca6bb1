package io.github.cameltimelines;

import static io.github.cameltimelines.HookFixture.PATIENCE;
import static io.github.cameltimelines.HookFixture.SECRET;
import static io.github.cameltimelines.HookFixture.message;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;

import io.github.cameltimelines.HookFixture.Server;
import io.github.cameltimelines.emulator.EmulatedWebhook;
import io.github.cameltimelines.emulator.TimelinesEmulator;
import io.github.cameltimelines.registration.OnStop;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.RouteController;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code webhook:timelines:…}, the way other Camel components take webhooks. */
abstract class WebhookStyleContract {

    private final HookFixture app;
    private final String server;
    private final List<String> seen = new CopyOnWriteArrayList<>();

    WebhookStyleContract(Server server, String component) {
        app = new HookFixture(server);
        this.server = "webhookComponentName=" + component;
    }

    @AfterEach
    void stop() {
        app.close();
    }

    private RouteBuilder route(String id, String types, String options, Processor processor) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("webhook:timelines:" + types + "?" + server + options)
                        .routeId(id)
                        .process(processor);
            }
        };
    }

    private void note(Exchange exchange) {
        seen.add(
                exchange.getFromRouteId()
                        + " "
                        + exchange.getMessage().getHeader(TimelinesConstants.MESSAGE_UID)
                        + "#"
                        + exchange.getMessage().getHeader(TimelinesConstants.ATTEMPT));
    }

    @Test
    void an_event_is_stored_then_run_with_retries() {
        CountDownLatch latch = new CountDownLatch(1);
        app.start(
                route(
                        "bot",
                        "message:received:new",
                        "",
                        exchange -> {
                            latch.await();
                            note(exchange);
                            if (seen.size() == 1) {
                                throw new IllegalStateException("once");
                            }
                        }));

        assertThat(app.post(message(1, "a")).statusCode()).isEqualTo(200);
        assertThat(seen).isEmpty();
        latch.countDown();

        await().atMost(PATIENCE).until(() -> seen.size() == 2);
        assertThat(seen).containsExactly("bot a#1", "bot a#2");
    }

    @Test
    void a_route_that_runs_in_the_call_decides_its_answer() {
        app.start(
                route(
                        "bot",
                        "message:*",
                        "&ack=processed&webhookPath=/in",
                        exchange -> {
                            throw new IllegalStateException("refused");
                        }));

        assertThat(app.postTo("/in/" + SECRET, message(1, "a")).statusCode()).isEqualTo(500);
        assertThat(app.postTo("/in/" + SECRET, "nonsense").statusCode()).isEqualTo(400);
    }

    @Test
    void a_wrong_secret_is_answered_404() {
        app.start(route("bot", "message:*", "&webhookPath=in&webhookBasePath=/all", this::note));

        assertThat(app.postTo("/all/in/wrong-secret-0123456789", message(1, "a")).statusCode())
                .isEqualTo(404);
        assertThat(app.postTo("/all/in/" + SECRET, message(1, "b")).statusCode()).isEqualTo(200);
        await().atMost(PATIENCE).until(() -> seen.equals(List.of("bot b#1")));
    }

    @Test
    void events_wait_while_the_route_is_stopped_or_suspended() throws Exception {
        app.start(route("bot", "message:*", "", this::note));
        RouteController routes = app.camel().getRouteController();

        routes.stopRoute("bot");
        assertThat(app.post(message(1, "a")).statusCode()).isEqualTo(200);
        assertThat(seen).isEmpty();
        routes.startRoute("bot");
        await().atMost(PATIENCE).until(() -> seen.equals(List.of("bot a#1")));

        routes.suspendRoute("bot");
        assertThat(app.post(message(1, "b")).statusCode()).isEqualTo(200);
        assertThat(seen).hasSize(1);
        routes.resumeRoute("bot");
        await().atMost(PATIENCE).until(() -> seen.equals(List.of("bot a#1", "bot b#1")));
        assertThat(app.post(message(1, "c")).statusCode()).isEqualTo(200);
        await().atMost(PATIENCE).until(() -> seen.size() == 3);
    }

    @Test
    void a_route_that_runs_in_the_call_answers_503_with_retry_after_while_it_is_stopped()
            throws Exception {
        app.start(route("bot", "message:*", "&ack=processed", this::note));

        app.camel().getRouteController().stopRoute("bot");
        HttpResponse<String> answer = app.post(message(1, "a"));
        app.camel().getRouteController().startRoute("bot");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(app.post(message(1, "b")).statusCode()).isEqualTo(200);
        assertThat(seen).containsExactly("bot b#1");
    }

    @Test
    void a_removed_route_closes_its_path_and_another_may_take_it() throws Exception {
        app.start(
                route("one", "message:*", "&webhookPath=/in", this::note),
                route("other", "chat:*", "&webhookPath=/other", this::note));
        app.camel().getRouteController().stopRoute("one");
        assertThat(app.camel().removeRoute("one")).isTrue();
        assertThat(app.postTo("/in/" + SECRET, message(1, "a")).statusCode()).isEqualTo(404);

        app.camel().addRoutes(route("two", "message:*", "&webhookPath=/in", this::note));

        assertThat(app.postTo("/in/" + SECRET, message(1, "b")).statusCode()).isEqualTo(200);
        await().atMost(PATIENCE).until(() -> seen.equals(List.of("two b#1")));
    }

    @ParameterizedTest
    @EnumSource(OnStop.class)
    void on_stop_the_webhook_stays_or_is_disabled_or_deleted_and_is_back_after_a_start(
            OnStop onStop) throws Exception {
        try (TimelinesEmulator timelines = TimelinesEmulator.start()) {
            TimelinesConfiguration options = app.timelines().getConfiguration();
            options.setApiToken(timelines.token());
            options.setBaseUrl(timelines.baseUrl());
            options.setPublicUrl(app.url());
            app.start(route("bot", "message:received:new", "&onStop=" + onStop, this::note));
            await().atMost(PATIENCE).until(() -> enabled(timelines) == 1);

            app.camel().getRouteController().stopRoute("bot");

            assertThat(timelines.webhooks()).hasSize(onStop == OnStop.DELETE ? 0 : 1);
            assertThat(enabled(timelines)).isEqualTo(onStop == OnStop.KEEP ? 1 : 0);
            app.camel().getRouteController().startRoute("bot");
            await().atMost(PATIENCE).until(() -> enabled(timelines) == 1);
            timelines.customer("+34600111222").writes("What are your hours?");
            await().atMost(PATIENCE).until(() -> seen.size() == 1);
            app.close();
        }
    }

    private static long enabled(TimelinesEmulator timelines) {
        return timelines.webhooks().stream().filter(EmulatedWebhook::enabled).count();
    }

    @Test
    void events_that_a_native_consumer_takes_in_wait_while_it_is_stopped() throws Exception {
        app.start(
                route("bot", "message:*", "&webhookPath=/in", this::note),
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("timelines:chat:*").to("mock:chats");
                    }
                });
        app.camel().getRouteController().stopRoute("bot");
        assertThat(app.post(message(1, "a")).statusCode()).isEqualTo(200);
        assertThat(seen).isEmpty();

        app.camel().getRouteController().startRoute("bot");

        await().atMost(PATIENCE).until(() -> seen.equals(List.of("bot a#1")));
        assertThat(app.postTo("/in/" + SECRET, message(1, "b")).statusCode()).isEqualTo(200);
        await().atMost(PATIENCE).until(() -> seen.size() == 2);
    }

    @Test
    void a_path_that_is_taken_is_an_error_that_names_the_option() {
        assertThatThrownBy(
                        () ->
                                app.start(
                                        route("one", "message:*", "", this::note),
                                        route("two", "chat:*", "", this::note)))
                .extracting(HookFixture::messages, as(STRING))
                .contains("is taken by another route")
                .contains("webhookPath");
    }
}
