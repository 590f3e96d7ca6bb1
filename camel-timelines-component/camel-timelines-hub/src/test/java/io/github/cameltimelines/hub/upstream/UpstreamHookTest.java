package io.github.cameltimelines.hub.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.cameltimelines.emulator.EmulatedWebhook;
import io.github.cameltimelines.emulator.TimelinesEmulator;
import io.github.cameltimelines.hub.RunningHub;
import io.github.cameltimelines.process.FreePort;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A hub and a TimelinesAI that it registers its hook with, over HTTP. */
class UpstreamHookTest {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final String TOKEN = "the-token-at-timelines-ai";
    private static final String NEW_SECRET = "another-secret-of-the-hook";
    private static final String RECEIVED = "message:received:new";
    private static final String INTERVAL =
            "camel.component.timelines.configuration.registrationInterval";
    private static final String LIMIT = "camel.component.timelines.configuration.webhookLimit";

    @TempDir Path folder;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final int port = FreePort.next();
    private TimelinesEmulator timelines = emulator(FreePort.next());

    private static TimelinesEmulator emulator(int port) {
        return TimelinesEmulator.builder().token(TOKEN).port(port).webhookTries(1).start();
    }

    @BeforeEach
    void listen() {
        log.start();
        root().addAppender(log);
    }

    @AfterEach
    void nothing_that_was_logged_holds_a_token_or_a_secret() {
        timelines.close();
        root().detachAppender(log);
        assertThat(List.copyOf(log.list))
                .noneMatch(
                        line ->
                                (line.getFormattedMessage() + line.getThrowableProxy())
                                        .matches(
                                                "(?s).*("
                                                        + String.join(
                                                                "|",
                                                                TOKEN,
                                                                NEW_SECRET,
                                                                RunningHub.SECRET,
                                                                RunningHub.TOKEN)
                                                        + ").*"));
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    }

    private RunningHub hub(String... more) throws Exception {
        Map<String, String> settings = new HashMap<>();
        settings.put("timelines.port", String.valueOf(port));
        settings.put("timelines.upstream.token", TOKEN);
        settings.put("timelines.upstream.base-url", timelines.baseUrl());
        settings.put("timelines.upstream.public-url", "http://localhost:" + port);
        settings.put("timelines.webhook-limit", "0");
        settings.put(INTERVAL, "1000");
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return RunningHub.start(folder, settings);
    }

    private static int want(RunningHub hub, String eventType) throws Exception {
        return hub.post(
                        "/integrations/api/webhooks",
                        "{\"event_type\":\"%s\",\"url\":\"http://127.0.0.1:1/in\"}"
                                .formatted(eventType))
                .data()
                .get("id")
                .asInt();
    }

    private String hook() {
        return "http://localhost:" + port + "/hooks/" + RunningHub.SECRET;
    }

    private Set<String> registered() {
        return registered(hook());
    }

    private Set<String> registered(String url) {
        return timelines.webhooks().stream()
                .filter(webhook -> webhook.enabled() && webhook.url().equals(url))
                .map(EmulatedWebhook::eventType)
                .collect(Collectors.toSet());
    }

    private void awaitRegistered(String... types) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(registered()).containsExactlyInAnyOrder(types));
    }

    private static HealthCheck.Result health(RunningHub hub) {
        return HealthCheckRegistry.get(hub.camel())
                .getCheck("timelines-upstream")
                .orElseThrow()
                .call();
    }

    private static void awaitHealth(RunningHub hub, HealthCheck.State state) {
        await().atMost(PATIENCE).until(() -> health(hub).getState() == state);
    }

    private static void awaitDetail(RunningHub hub, String name, Object value) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(health(hub).getDetails()).containsEntry(name, value));
    }

    @Test
    void what_subscriptions_want_is_registered_and_follows_them_within_seconds() throws Exception {
        try (RunningHub hub = hub()) {
            awaitHealth(hub, HealthCheck.State.UP);
            assertThat(timelines.webhooks()).isEmpty();

            int sent = want(hub, "message:sent:new");
            awaitRegistered("message:sent:new");
            want(hub, "chat:created");
            awaitRegistered("message:sent:new", "chat:new");
            timelines.customer("+34600111222").writes("Hello");
            await().atMost(PATIENCE)
                    .until(() -> timelines.deliveries().stream().anyMatch(one -> one.delivered()));

            hub.delete("/integrations/api/webhooks/" + sent);
            awaitDetail(hub, "webhooks.unneeded", "message:sent:new");
            assertThat(registered()).hasSize(2);
        }
        assertThat(registered()).as("a stop keeps what is registered").hasSize(2);
        try (RunningHub again = hub()) {
            awaitDetail(again, "webhooks.registered", 2);
            assertThat(timelines.webhooks()).hasSize(2);
        }
    }

    @Test
    void both_directions_are_one_webhook_and_a_disabled_subscription_wants_nothing()
            throws Exception {
        try (RunningHub hub = hub("timelines.upstream.token", "refused-" + TOKEN)) {
            want(hub, RECEIVED);
            want(hub, "message:sent:new");
            hub.put(
                    "/integrations/api/webhooks/" + want(hub, "message:reaction"),
                    "{\"enabled\":false}");
        }
        try (RunningHub hub = hub()) {
            awaitRegistered("message:new");
            awaitHealth(hub, HealthCheck.State.UP);
        }
    }

    @Test
    void routes_of_the_application_are_wanted_for_and_get_the_events() throws Exception {
        List<String> seen = new CopyOnWriteArrayList<>();
        try (RunningHub hub = hub()) {
            hub.camel()
                    .addRoutes(
                            new RouteBuilder() {
                                @Override
                                public void configure() {
                                    from("timelines:"
                                                    + RECEIVED
                                                    + "?registration=NONE&webhookSecret="
                                                    + NEW_SECRET)
                                            .routeId("bot")
                                            .process(
                                                    exchange ->
                                                            seen.add(exchange.getFromRouteId()));
                                }
                            });
            awaitRegistered(RECEIVED);
            timelines.customer("+34600111222").writes("Hello");
            await().atMost(PATIENCE).until(() -> seen.equals(List.of("bot")));
        }
    }

    @Test
    void a_disabled_or_vanished_one_comes_back_and_others_are_left_alone() throws Exception {
        try (RunningHub hub = hub()) {
            want(hub, RECEIVED);
            awaitRegistered(RECEIVED);
            long ours = timelines.webhooks().get(0).id();
            String api = timelines.baseUrl() + "/webhooks";
            call("PUT", api + "/" + ours, "{\"enabled\":false}");
            call(
                    "POST",
                    api,
                    "{\"event_type\":\"%s\",\"url\":\"http://127.0.0.1:1/other\",\"enabled\":false}"
                            .formatted(RECEIVED));
            awaitRegistered(RECEIVED);

            call("DELETE", api + "/" + ours, "");
            awaitRegistered(RECEIVED);
            assertThat(timelines.webhooks())
                    .hasSize(2)
                    .filteredOn(webhook -> webhook.url().endsWith("/other"))
                    .singleElement()
                    .satisfies(other -> assertThat(other.enabled()).isFalse());
            assertThat(log.list).anyMatch(line -> line.getFormattedMessage().contains("vanished"));
        }
    }

    private static void call(String method, String url, String json) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url))
                        .version(HttpClient.Version.HTTP_1_1)
                        .header("Authorization", "Bearer " + TOKEN)
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(json))
                        .build();
        HttpResponse<String> answer =
                HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    @Test
    void a_hub_that_starts_while_timelines_ai_is_away_takes_calls_and_registers_later()
            throws Exception {
        int away = timelines.port();
        timelines.close();
        try (RunningHub hub = hub()) {
            want(hub, RECEIVED);
            awaitDetail(hub, "webhooks.failure", "TimelinesAI could not be reached");
            timelines = emulator(away);
            awaitRegistered(RECEIVED);
            awaitHealth(hub, HealthCheck.State.UP);
        }
    }

    @Test
    void health_is_down_while_the_token_is_refused_also_when_nobody_wants_anything()
            throws Exception {
        timelines.faults().revokeToken();
        try (RunningHub hub = hub()) {
            awaitHealth(hub, HealthCheck.State.DOWN);
            assertThat(hub.get("/observe/health").status()).isEqualTo(503);
            assertThat(hub.get("/observe/health/ready").status())
                    .as("calls that come all the same are taken")
                    .isEqualTo(200);
            assertThat(health(hub).getMessage())
                    .hasValueSatisfying(
                            text -> assertThat(text).contains("timelines.upstream.token"));
            timelines.faults().clear();
            awaitHealth(hub, HealthCheck.State.UP);
        }
    }

    @Test
    void health_is_down_while_timelines_ai_counts_more_and_more_failures() throws Exception {
        try (RunningHub hub = hub()) {
            want(hub, RECEIVED);
            awaitRegistered(RECEIVED);
            awaitHealth(hub, HealthCheck.State.UP);
            timelines.faults().bumpErrorsCounters(2);
            awaitHealth(hub, HealthCheck.State.DOWN);
            timelines.customer("+34600111222").writes("Hello");
            awaitHealth(hub, HealthCheck.State.UP);
        }
    }

    @Test
    void what_does_not_fit_into_the_limit_is_said() throws Exception {
        try (RunningHub hub = hub(LIMIT, "2")) {
            want(hub, RECEIVED);
            want(hub, "chat:new");
            awaitRegistered(RECEIVED, "chat:new");
            want(hub, "call:incoming:missed");
            awaitDetail(hub, "webhooks.notCovered", "call:incoming:missed");
            assertThat(registered()).hasSize(2);
            assertThat(log.list)
                    .anyMatch(
                            line ->
                                    line.getFormattedMessage()
                                            .contains("for [call:incoming:missed]: these events"));
        }
    }

    @Test
    void a_new_secret_of_the_hook_takes_the_place_of_the_old_one() throws Exception {
        try (RunningHub hub = hub()) {
            want(hub, RECEIVED);
            awaitRegistered(RECEIVED);
            hub.send(
                    "PUT",
                    "/hub/api/v1/workspaces/1",
                    RunningHub.ADMIN,
                    "{\"hook_secret\":\"" + NEW_SECRET + "\"}");
            String now = "http://localhost:" + port + "/hooks/" + NEW_SECRET;
            await().atMost(PATIENCE).until(() -> registered(now).equals(Set.of(RECEIVED)));
            assertThat(timelines.webhooks()).hasSize(1);
        }
    }
}
