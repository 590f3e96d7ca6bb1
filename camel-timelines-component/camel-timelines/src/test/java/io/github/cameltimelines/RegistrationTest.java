package io.github.cameltimelines;

import static io.github.cameltimelines.HookFixture.PATIENCE;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;

import io.github.cameltimelines.emulator.EmulatedWebhook;
import io.github.cameltimelines.emulator.TimelinesEmulator;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Consumers whose webhooks are registered with a TimelinesAI, which then calls them. */
class RegistrationTest {

    private final TimelinesEmulator timelines = TimelinesEmulator.start();
    private final List<String> seen = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        timelines.close();
    }

    private HookFixture app() {
        HookFixture app = new HookFixture();
        TimelinesConfiguration options = app.timelines().getConfiguration();
        options.setApiToken(timelines.token());
        options.setBaseUrl(timelines.baseUrl());
        options.setPublicUrl(app.url() + "/");
        return app;
    }

    private RouteBuilder route(String id, String uri) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from(uri)
                        .routeId(id)
                        .process(
                                exchange ->
                                        seen.add(
                                                exchange.getMessage()
                                                        .getHeader(
                                                                "CamelTimelinesEventType",
                                                                String.class)));
            }
        };
    }

    private Set<String> registered() {
        return timelines.webhooks().stream()
                .filter(EmulatedWebhook::enabled)
                .map(EmulatedWebhook::eventType)
                .collect(Collectors.toSet());
    }

    @Test
    void the_union_of_all_consumers_is_registered_and_a_customers_message_arrives() {
        try (HookFixture app = app()) {
            app.start(
                    route("in", "timelines:message:received:new"),
                    route("out", "timelines:message:sent:new"),
                    route("not", "timelines:call:*?registration=NONE"));

            await().atMost(PATIENCE).until(() -> registered().equals(Set.of("message:new")));
            assertThat(timelines.webhooks().get(0).url())
                    .isEqualTo(app.url() + "/timelines/webhooks/" + HookFixture.SECRET);
            timelines.customer("+34600111222").writes("What are your hours?");

            await().atMost(PATIENCE).until(() -> seen.equals(List.of("message:received:new")));
        }
        assertThat(registered()).as("a stop keeps what is registered").hasSize(1);
    }

    @Test
    void on_stop_the_webhooks_that_nobody_else_needs_are_disabled_or_deleted() throws Exception {
        try (HookFixture app = app()) {
            app.start(
                    route("a", "timelines:message:*?onStop=DISABLE"),
                    route("b", "timelines:chat:new?onStop=DELETE"),
                    route("c", "timelines:chat:new,message:reaction"));
            await().atMost(PATIENCE)
                    .until(
                            () ->
                                    registered()
                                            .equals(
                                                    Set.of(
                                                            "message:new",
                                                            "message:reaction",
                                                            "chat:new")));

            app.camel().getRouteController().stopRoute("b");
            app.camel().getRouteController().stopRoute("a");

            assertThat(registered()).isEqualTo(Set.of("message:reaction", "chat:new"));
            app.camel().getRouteController().startRoute("a");
            await().atMost(PATIENCE).until(() -> registered().contains("message:new"));
        }
        assertThat(timelines.webhooks())
                .filteredOn(webhook -> webhook.eventType().equals("message:new"))
                .singleElement()
                .satisfies(webhook -> assertThat(webhook.enabled()).isFalse());
    }

    @Test
    void a_secret_that_is_not_set_is_made_and_kept(@TempDir Path folder) {
        for (int run = 0; run < 2; run++) {
            try (HookFixture app = app()) {
                app.timelines().setLedger("file");
                app.timelines().setDataFolder(folder.toString());
                app.timelines().getConfiguration().setWebhookSecret(null);
                app.timelines().getConfiguration().setPublicUrl("http://localhost:9");
                app.start(route("bot", "timelines:chat:new"));
                await().atMost(PATIENCE).until(() -> healthState(app) == HealthCheck.State.UP);
            }
        }

        assertThat(timelines.webhooks())
                .singleElement()
                .satisfies(
                        webhook ->
                                assertThat(webhook.url())
                                        .matches(
                                                "http://localhost:9/timelines/webhooks/[A-Za-z0-9_-]{43}"));
    }

    @Test
    void without_a_ledger_a_secret_has_to_be_set() {
        try (HookFixture app = app()) {
            app.timelines().getConfiguration().setWebhookSecret(null);
            assertThatThrownBy(() -> app.start(route("bot", "timelines:chat:*?ack=processed")))
                    .extracting(HookFixture::messages, as(STRING))
                    .contains("webhookSecret is not set")
                    .contains("no ledger");
        }
    }

    @Test
    void health_is_down_while_the_token_is_refused_and_gone_with_the_context() {
        timelines.faults().revokeToken();
        HealthCheckRegistry registry;
        try (HookFixture app = app()) {
            app.start(route("bot", "timelines:chat:*"));
            await().atMost(PATIENCE).until(() -> healthState(app) == HealthCheck.State.DOWN);
            registry = HealthCheckRegistry.get(app.camel());
        }
        assertThat(registry.getCheck("timelines-webhooks")).isEmpty();
    }

    @Test
    void health_is_down_while_timelines_ai_counts_more_and_more_failures() {
        try (HookFixture app = app()) {
            app.timelines().getConfiguration().setRegistrationInterval(1_000);
            app.start(route("bot", "timelines:chat:new"));
            await().atMost(PATIENCE).until(() -> healthState(app) == HealthCheck.State.UP);

            timelines.faults().bumpErrorsCounters(2);

            await().atMost(PATIENCE).until(() -> healthState(app) == HealthCheck.State.DOWN);
        }
    }

    @Test
    void a_webhook_that_vanished_is_registered_again() {
        try (HookFixture app = app()) {
            app.timelines().getConfiguration().setRegistrationInterval(1_000);
            app.start(route("bot", "timelines:chat:new"));
            await().atMost(PATIENCE).until(() -> !registered().isEmpty());

            timelines.faults().forgetWebhooks();

            await().atMost(PATIENCE).until(() -> !registered().isEmpty());
        }
    }

    @Test
    void two_consumers_of_one_path_must_register_at_the_same_place() {
        try (HookFixture app = app()) {
            assertThatThrownBy(
                            () ->
                                    app.start(
                                            route("a", "timelines:chat:*"),
                                            route(
                                                    "b",
                                                    "timelines:chat:*?publicUrl=http://localhost:9")))
                    .extracting(HookFixture::messages, as(STRING))
                    .contains("different apiToken, baseUrl or publicUrl");
        }
    }

    private static HealthCheck.State healthState(HookFixture app) {
        return HealthCheckRegistry.get(app.camel())
                .getCheck("timelines-webhooks")
                .map(check -> check.call().getState())
                .orElse(HealthCheck.State.UNKNOWN);
    }

    @Test
    void webhook_style_registers_its_external_url() {
        try (HookFixture app = app()) {
            app.start(
                    route(
                            "bot",
                            "webhook:timelines:chat:new?webhookComponentName=platform-http"
                                    + "&webhookPath=/in&webhookExternalUrl=http://localhost:9"));
            await().atMost(PATIENCE).until(() -> !registered().isEmpty());
            assertThat(timelines.webhooks().get(0).url())
                    .isEqualTo("http://localhost:9/in/" + HookFixture.SECRET);
        }
        assertThat(registered()).containsExactly("chat:new");
    }

    @Test
    void webhook_style_does_not_register_when_told_so() {
        try (HookFixture app = app()) {
            app.start(
                    route(
                            "bot",
                            "webhook:timelines:chat:new?webhookComponentName=platform-http"
                                    + "&webhookPath=/in&webhookAutoRegister=false"),
                    route("other", "timelines:message:reaction"));
            await().atMost(PATIENCE).until(() -> !registered().isEmpty());
            assertThat(registered()).containsExactly("message:reaction");
        }
    }
}
