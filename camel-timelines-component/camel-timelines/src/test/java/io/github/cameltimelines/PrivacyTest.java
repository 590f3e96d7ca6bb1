package io.github.cameltimelines;

import static io.github.cameltimelines.HookFixture.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import io.github.cameltimelines.emulator.TimelinesEmulator;
import io.github.cameltimelines.model.ChatMessage;
import io.github.cameltimelines.model.Event;
import io.github.cameltimelines.wire.EventFiles;
import io.github.cameltimelines.wire.EventPayloads;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Secrets, tokens, numbers and texts stay out of log and toString. */
class PrivacyTest {

    private static final String TOKEN = "token-0123456789-abcdef";
    private static final String TEXT = "my password is swordfish";
    private static final String PHONE = "34600111222";
    private static final String[] PRIVATE = {HookFixture.SECRET, TOKEN, TEXT, "swordfish", PHONE};

    private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    private final Logger ours = (Logger) LoggerFactory.getLogger("io.github.cameltimelines");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Level rootLevel = root.getLevel();
    private final Level ourLevel = ours.getLevel();

    @BeforeEach
    void listen() {
        root.detachAppender("OUT");
        root.setLevel(Level.INFO);
        ours.setLevel(Level.DEBUG);
        lines.start();
        root.addAppender(lines);
    }

    @AfterEach
    void stopListening() {
        root.detachAppender(lines);
        root.setLevel(rootLevel);
        ours.setLevel(ourLevel);
    }

    private static String event(String uid) {
        return """
               {"event_type":"message:received:new","chat":{"chat_id":4711,"full_name":"Ana",\
               "phone":"+%s"},"whatsapp_account":{"phone":"+%s"},"message":{"text":"%s",\
               "direction":"received","message_uid":"%s","sender":{"phone":"+%s"}}}"""
                .formatted(PHONE, PHONE, TEXT, uid, PHONE);
    }

    @Test
    void no_log_line_has_a_secret_token_number_or_text() {
        AtomicInteger seen = new AtomicInteger();
        try (TimelinesEmulator timelines = TimelinesEmulator.builder().token(TOKEN).start();
                HookFixture app = new HookFixture()) {
            TimelinesConfiguration options = app.timelines().getConfiguration();
            options.setApiToken(TOKEN);
            options.setBaseUrl(timelines.baseUrl());
            options.setPublicUrl(app.url());
            app.start(
                    new RouteBuilder() {
                        @Override
                        public void configure() {
                            from("timelines:message:*?webhookSecret=" + HookFixture.SECRET)
                                    .routeId("bot")
                                    .process(
                                            exchange -> {
                                                if (seen.incrementAndGet() < 3) {
                                                    throw new IllegalStateException("failed");
                                                }
                                            });
                            from("timelines:message:*?ack=processed&path=/in-call")
                                    .process(
                                            exchange -> {
                                                throw new IllegalStateException("failed");
                                            });
                            from("webhook:timelines:chat:*?webhookComponentName=platform-http"
                                            + "&webhookPath=/style&webhookSecret="
                                            + HookFixture.SECRET)
                                    .to("mock:chats");
                        }
                    });
            await().atMost(PATIENCE).until(() -> !timelines.webhooks().isEmpty());
            timelines.faults().revokeToken();
            assertThat(app.post(event("a")).statusCode()).isEqualTo(200);
            assertThat(app.postTo("/in-call/" + HookFixture.SECRET, event("b")).statusCode())
                    .isEqualTo(500);
            app.postTo("/style/" + HookFixture.SECRET, event("c"));
            app.post(event("d").replace("event_type", "type"));
            app.post("{\"event_type\":\"" + TEXT + "\"}");
            app.postTo("/timelines/webhooks/" + HookFixture.SECRET + "x", event("e"));
            app.post(
                    "/timelines/webhooks/" + HookFixture.SECRET,
                    event("f").getBytes(StandardCharsets.UTF_8),
                    "text/plain");
            await().atMost(PATIENCE).until(() -> seen.get() >= 3);
        }

        assertThat(lines.list).isNotEmpty();
        assertThat(List.copyOf(lines.list))
                .extracting(ILoggingEvent::getFormattedMessage)
                .anyMatch(line -> line.contains("route failed"))
                .anyMatch(line -> line.contains("Registered webhook"));
        for (ILoggingEvent line : List.copyOf(lines.list)) {
            assertThat(text(line)).as(line.getLoggerName()).doesNotContain(PRIVATE);
        }
    }

    private static String text(ILoggingEvent line) {
        return line.getFormattedMessage()
                + (line.getThrowableProxy() == null
                        ? ""
                        : ThrowableProxyUtil.asString(line.getThrowableProxy()));
    }

    @Test
    void no_text_form_of_ours_has_them() throws Exception {
        Event event = EventFiles.eventOf(event("a"));
        try (HookFixture app = new HookFixture()) {
            app.timelines().getConfiguration().setApiToken(TOKEN);
            TimelinesEndpoint endpoint =
                    app.camel()
                            .getEndpoint(
                                    "timelines:message:*?apiToken="
                                            + TOKEN
                                            + "&webhookSecret="
                                            + HookFixture.SECRET,
                                    TimelinesEndpoint.class);
            assertThat(
                            List.of(
                                    event,
                                    EventPayloads.payload(event, ChatMessage.class),
                                    endpoint,
                                    endpoint.getConfiguration(),
                                    endpoint.createConsumer(exchange -> {}),
                                    app.timelines(),
                                    io.github.cameltimelines.wire.SecretPath.of(HookFixture.SECRET),
                                    new io.github.cameltimelines.delivery.Attempt(event, 1, null),
                                    new io.github.cameltimelines.subscription.HttpSettings(
                                            URI.create("http://localhost/" + HookFixture.SECRET),
                                            io.github.cameltimelines.wire.EventBody.Format.RAW,
                                            java.util.Map.of("Authorization", TOKEN),
                                            List.of(HookFixture.SECRET),
                                            io.github.cameltimelines.subscription.HttpSettings
                                                    .DEFAULT_TIMEOUT,
                                            io.github.cameltimelines.subscription.RetrySchedule
                                                    .parse("none"),
                                            1,
                                            0),
                                    io.github.cameltimelines.registration.RegistrationSettings.of(
                                            URI.create("http://localhost/" + HookFixture.SECRET)
                                                    .toString())))
                    .allSatisfy(object -> assertThat(object.toString()).doesNotContain(PRIVATE));
        }
    }
}
