package io.github.cameltimelines.kamelet;

import static io.github.cameltimelines.HookFixture.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.cameltimelines.HookFixture;
import io.github.cameltimelines.TimelinesComponent;
import io.github.cameltimelines.emulator.EmulatedMessage;
import io.github.cameltimelines.model.Chat;
import io.github.cameltimelines.model.Event;
import io.github.cameltimelines.subscription.Subscription;
import io.github.cameltimelines.wire.EventFiles;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each kamelet in a YAML route on Camel Main, against the emulator over HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KameletsTest {

    private static final String PHONE = "+34600111222";
    private static final Event EVENT = EventFiles.event("message:received:new");

    private final FlowFixture app = new FlowFixture();
    private final AtomicInteger flows = new AtomicInteger();
    private long chat;

    @BeforeAll
    void start() {
        app.start();
        app.timelines().customer(PHONE).named("Ana").writes("Hello");
        chat = app.timelines().customer(PHONE).chatId().orElseThrow();
    }

    @AfterAll
    void stop() {
        app.close();
    }

    private Exchange run(String kamelet, Map<String, String> properties, Object body)
            throws Exception {
        return run(kamelet, properties, body, Map.of("CamelTimelinesChatId", chat));
    }

    private Exchange run(
            String kamelet,
            Map<String, String> properties,
            Object body,
            Map<String, Object> headers)
            throws Exception {
        String flow = "flow-" + flows.incrementAndGet();
        app.add(flow, kamelet, properties);
        return app.send(flow, body, headers);
    }

    private boolean reachedEnd() {
        return !app.camel()
                .getEndpoint("mock:flow-" + flows.get(), MockEndpoint.class)
                .getReceivedExchanges()
                .isEmpty();
    }

    private EmulatedMessage lastMessage() {
        List<EmulatedMessage> messages = app.timelines().messages(chat);
        return messages.get(messages.size() - 1);
    }

    private Chat chatNow() {
        return app.camel()
                .createFluentProducerTemplate()
                .to("timelines:getChat?chatId=" + chat)
                .request(Chat.class);
    }

    private static void ok(Exchange exchange) throws Exception {
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
    }

    private void refused(String kamelet, Map<String, String> properties, String message) {
        assertThatThrownBy(() -> run(kamelet, properties, EVENT))
                .satisfies(e -> assertThat(HookFixture.messages(e)).contains(message));
    }

    // ---- sinks

    @ParameterizedTest
    @CsvSource({"Thank you!", "RAW(5 & 6? 100% +1 ñ 👍 a=b #x (y))", "#1 in town"})
    void a_text_is_sent_to_the_chat_of_the_event_as_it_was_written(String text) throws Exception {
        ok(run("timelines-send-message-sink", Map.of("text", text, "label", "#vip"), EVENT));

        assertThat(lastMessage().text()).isEqualTo(text.replaceAll("^RAW\\((.*)\\)$", "$1"));
        assertThat(chatNow().labels()).contains("#vip");
        assertThat(reachedEnd()).isTrue();
    }

    @Test
    void the_body_is_sent_where_no_text_is_set() throws Exception {
        ok(
                run(
                        "timelines-send-message-sink",
                        Map.of("chatId", Long.toString(chat)),
                        "From the body & more",
                        Map.of()));
        assertThat(lastMessage().text()).isEqualTo("From the body & more");

        ok(run("timelines-send-message-sink", Map.of(), Map.of("text", "From a map")));
        assertThat(lastMessage().text()).isEqualTo("From a map");
    }

    @Test
    void a_message_to_a_phone_opens_a_chat() throws Exception {
        ok(
                run(
                        "timelines-send-to-phone-sink",
                        Map.of(
                                "phone",
                                "+34 600 333 444",
                                "chatName",
                                "Bea & Co",
                                "text",
                                "Welcome"),
                        EVENT));
        long opened = app.timelines().customer("+34600333444").chatId().orElseThrow();
        assertThat(app.timelines().messages(opened).get(0).text()).isEqualTo("Welcome");

        ok(
                run(
                        "timelines-send-to-phone-sink",
                        Map.of(),
                        "Again",
                        Map.of("CamelTimelinesPhone", "+34600333444")));
        assertThat(app.timelines().messages(opened)).hasSize(2);
    }

    @Test
    void what_is_missing_for_a_send_is_named() throws Exception {
        assertThat(run("timelines-send-message-sink", Map.of(), EVENT).getException())
                .hasMessageContaining("there is no text to send: set text, or the message body")
                .hasMessageContaining("io.github.cameltimelines.model.Event");
        assertThat(run("timelines-send-message-sink", Map.of(), "  ").getException())
                .hasMessageContaining("the body is empty");
        assertThat(run("timelines-send-message-sink", Map.of(), "Hi", Map.of()).getException())
                .hasMessageContaining("needs chatId: set the option chatId or the header");
        assertThat(run("timelines-send-to-phone-sink", Map.of(), "Hi", Map.of()).getException())
                .hasMessageContaining("needs phone: set the option phone or the header");
    }

    @Test
    void an_unknown_chat_is_an_error_with_timelinesais_answer() throws Exception {
        assertThat(
                        run("timelines-send-message-sink", Map.of("chatId", "99999"), "Hi")
                                .getException())
                .hasMessageContaining("404");
        assertThat(
                        run(
                                        "timelines-chat-action",
                                        Map.of("action", "close", "chatId", "99999"),
                                        EVENT)
                                .getException())
                .hasMessageContaining("404");
        assertThat(reachedEnd()).isFalse();
    }

    // ---- the action

    @Test
    void a_chat_is_assigned_labelled_noted_and_closed_and_the_message_goes_on_as_it_came()
            throws Exception {
        String member =
                app.camel()
                        .createFluentProducerTemplate()
                        .to("timelines:getMe")
                        .request(io.github.cameltimelines.model.Teammate.class)
                        .email();
        for (Map<String, String> action :
                List.of(
                        Map.of("action", "assign", "responsible", member),
                        Map.of("action", "label", "labels", "#complaint, vip"),
                        Map.of("action", "note", "text", "RAW(Wants 100% & more)"),
                        Map.of("action", "close"))) {
            Exchange done = run("timelines-chat-action", action, EVENT);
            ok(done);
            assertThat(done.getMessage().getBody()).isSameAs(EVENT);
            assertThat(reachedEnd()).isTrue();
        }

        assertThat(chatNow().responsibleEmail()).isEqualTo(member);
        assertThat(chatNow().labels()).contains("#complaint");
        assertThat(chatNow().closed()).isTrue();
        assertThat(lastMessage().text()).isEqualTo("Wants 100% & more");
        assertThat(lastMessage().type()).isEqualToIgnoringCase("note");
    }

    @Test
    void a_note_is_the_body_if_that_is_a_text() throws Exception {
        ok(run("timelines-chat-action", Map.of("action", "note"), "Called back"));
        assertThat(lastMessage().text()).isEqualTo("Called back");

        assertThat(run("timelines-chat-action", Map.of("action", "note"), EVENT).getException())
                .hasMessageContaining("action=note needs a text: set text, or the message body");
    }

    @Test
    void a_map_in_the_body_is_no_instruction_for_the_action() throws Exception {
        Map<String, Object> row = Map.of("id", 7, "closed", false);
        Exchange done = run("timelines-chat-action", Map.of("action", "close"), row);

        ok(done);
        assertThat(done.getMessage().getBody()).isSameAs(row);
        assertThat(chatNow().closed()).isTrue();
    }

    @Test
    void an_action_that_cannot_be_done_fails_when_the_flow_starts() {
        refused(
                "timelines-chat-action",
                Map.of(),
                "timelines-chat-action the following mandatory parameters must be provided: action");
        refused(
                "timelines-chat-action",
                Map.of("action", "archive"),
                "action is archive; set it to one of assign, close, label, note");
        refused(
                "timelines-chat-action",
                Map.of("action", "assign"),
                "responsible is not set; action=assign needs it");
        refused(
                "timelines-chat-action",
                Map.of("action", "label", "labels", " , "),
                "labels is not set; action=label needs it");
    }

    // ---- filters

    @ParameterizedTest
    @CsvSource({
        "timelines-keyword-filter-action, keywords, 'price, hours', true",
        "timelines-keyword-filter-action, keywords, price, false",
        "timelines-chat-filter-action, chatIds, 4711, true",
        "timelines-chat-filter-action, chatIds, 4712, false",
        "timelines-chat-filter-action, phones, '+1 202 555 0100,+34600111222', true",
        "timelines-chat-filter-action, phones, +12025550100, false",
        "timelines-chat-filter-action, names, ana lopez, true",
        "timelines-chat-filter-action, names, bea, false"
    })
    void a_filter_lets_go_on_or_ends_the_flow(
            String kamelet, String property, String value, boolean goesOn) throws Exception {
        ok(run(kamelet, Map.of(property, value), EVENT));
        assertThat(reachedEnd()).isEqualTo(goesOn);

        ok(run(kamelet, Map.of(property, value), EventFiles.text("guide-message-received-new")));
        assertThat(reachedEnd()).isEqualTo(goesOn);

        ok(run(kamelet, Map.of(property, value, "pass", "others"), EVENT));
        assertThat(reachedEnd()).isEqualTo(!goesOn);
    }

    @ParameterizedTest
    @CsvSource({"2026-03-02T12:00:00Z, true", "2026-03-02T20:00:00Z, false"})
    void office_hours_go_by_the_clock(String now, boolean open) throws Exception {
        app.camel()
                .getRegistry()
                .bind("clock-" + open, Clock.fixed(Instant.parse(now), ZoneOffset.UTC));
        Map<String, String> madrid =
                Map.of("timeZone", "Europe/Madrid", "clock", "#bean:clock-" + open);

        ok(run("timelines-office-hours-filter-action", madrid, EVENT));

        assertThat(reachedEnd()).isEqualTo(open);
    }

    @Test
    void a_filter_ends_the_flow_as_a_step_of_the_kamelet_eip_too() throws Exception {
        app.add(
                """
                - route:
                    id: eip
                    from:
                      uri: direct:eip
                      steps:
                        - kamelet:
                            name: timelines-keyword-filter-action
                            parameters:
                              keywords: price
                        - to: mock:eip
                """);

        ok(app.send("eip", EVENT, Map.of()));
        MockEndpoint end = app.camel().getEndpoint("mock:eip", MockEndpoint.class);
        assertThat(end.getReceivedExchanges()).isEmpty();
    }

    @Test
    void a_filter_that_cannot_work_fails_when_the_flow_starts() {
        refused(
                "timelines-keyword-filter-action",
                Map.of(),
                "timelines-keyword-filter-action the following mandatory parameters must be provided: keywords");
        refused("timelines-keyword-filter-action", Map.of("keywords", ","), "keywords is empty");
        refused(
                "timelines-chat-filter-action",
                Map.of(),
                "no chat is named; set chatIds, phones or names");
        refused(
                "timelines-office-hours-filter-action",
                Map.of(),
                "timelines-office-hours-filter-action the following mandatory parameters must be provided: timeZone");
        refused(
                "timelines-office-hours-filter-action",
                Map.of("timeZone", "Europe/Madrit"),
                "timeZone is Europe/Madrit, which is no time zone");
        refused(
                "timelines-office-hours-filter-action",
                Map.of("timeZone", "UTC", "from", "nine"),
                "from is nine, which is no time of day");
    }

    // ---- the source

    @Test
    void events_reach_the_flow_and_its_failure_is_tried_again() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        app.camel()
                .getRegistry()
                .bind(
                        "failsOnce",
                        (org.apache.camel.Processor)
                                exchange -> {
                                    if (tries.incrementAndGet() == 1) {
                                        throw new IllegalStateException("not yet");
                                    }
                                });
        app.add(
                """
                - route:
                    id: front-desk
                    from:
                      uri: kamelet:timelines-event-source
                      parameters:
                        eventTypes: message:received:new
                        subscriptionName: front-desk
                        retrySchedule: 10ms,10ms
                      steps:
                        - process:
                            ref: failsOnce
                        - to:
                            uri: kamelet:timelines-keyword-filter-action
                            parameters:
                              keywords: hours
                        - to:
                            uri: kamelet:timelines-send-message-sink
                            parameters:
                              text: From nine to five.
                """);
        await().atMost(PATIENCE).until(() -> !app.timelines().webhooks().isEmpty());
        int sent = app.timelines().sentByApi().size();

        app.timelines().customer(PHONE).writes("What are your hours?");
        app.timelines().customer(PHONE).writes("Never mind");

        await().atMost(PATIENCE).until(() -> tries.get() == 3);
        await().atMost(PATIENCE).until(() -> app.timelines().sentByApi().size() == sent + 1);
        assertThat(lastMessage().text()).isEqualTo("From nine to five.");
        assertThat(app.timelines().sentByApi()).hasSize(sent + 1);
    }

    @Test
    void two_flows_have_the_same_events_each_under_its_own_name() throws Exception {
        for (String name : List.of("early", "late")) {
            app.add(
                    """
                    - from:
                        uri: kamelet:timelines-event-source
                        parameters:
                          eventTypes: chat:incoming:new
                          subscriptionName: %s
                        steps:
                          - to: mock:%s
                    """
                            .formatted(name, name));
        }
        await().atMost(PATIENCE)
                .until(
                        () ->
                                app.timelines().webhooks().stream()
                                        .anyMatch(w -> w.eventType().equals("chat:incoming:new")));

        app.timelines().customer("+34600777888").writes("Hello");

        for (String name : List.of("early", "late")) {
            MockEndpoint end = app.camel().getEndpoint("mock:" + name, MockEndpoint.class);
            await().atMost(PATIENCE).until(() -> end.getReceivedCounter() == 1);
        }
        assertThat(
                        app.camel()
                                .getComponent("timelines", TimelinesComponent.class)
                                .pipeline()
                                .subscriptions()
                                .all())
                .extracting(Subscription::name)
                .contains("early", "late");
    }

    @Test
    void a_source_without_types_or_name_fails_when_the_flow_starts() {
        assertThatThrownBy(
                        () ->
                                app.add(
                                        """
                                        - from:
                                            uri: kamelet:timelines-event-source
                                            steps:
                                              - to: mock:nothing
                                        """))
                .satisfies(
                        e ->
                                assertThat(HookFixture.messages(e))
                                        .contains(
                                                "timelines-event-source the following mandatory parameters must be provided: eventTypes, subscriptionName"));
    }
}
