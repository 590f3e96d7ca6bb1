package io.github.cameltimelines;

import static io.github.cameltimelines.HookFixture.PATIENCE;
import static io.github.cameltimelines.HookFixture.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameltimelines.model.ChatMessage;
import io.github.cameltimelines.model.Direction;
import io.github.cameltimelines.model.Event;
import io.github.cameltimelines.model.EventType;
import io.github.cameltimelines.wire.EventFiles;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a route gets. */
class ConsumerTest {

    private final HookFixture app = new HookFixture();

    @AfterEach
    void stop() {
        app.close();
    }

    private MockEndpoint consume(String types) {
        app.start(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("timelines:" + types).to("mock:seen");
                    }
                });
        return app.camel().getEndpoint("mock:seen", MockEndpoint.class);
    }

    private static List<Exchange> awaitMessages(MockEndpoint seen, int count) {
        await().atMost(PATIENCE).until(() -> seen.getReceivedCounter() >= count);
        return seen.getReceivedExchanges();
    }

    @Test
    void one_type_is_delivered_and_others_are_not() {
        MockEndpoint seen = consume("message:received:new");

        app.postFile("chat-new");
        app.postFile("message-sent-new");
        app.postFile("message-received-new");

        assertThat(awaitMessages(seen, 1)).hasSize(1);
        assertThat(event(seen, 0).type()).isEqualTo("message:received:new");
    }

    @Test
    void a_comma_list_with_wildcards_and_aliases_gets_all_that_it_names() {
        MockEndpoint seen = consume("chat:created,whatsapp:account:*,message:received:new");

        app.postFile("chat-new");
        app.postFile("whatsapp-account-suspended");
        app.postFile("message-received-new");
        app.postFile("call-incoming-missed");
        app.postFile("guide-chat-created");

        assertThat(awaitMessages(seen, 4))
                .extracting(exchange -> exchange.getMessage().getBody(Event.class).type())
                .containsExactlyInAnyOrder(
                        "chat:created",
                        "whatsapp:account:suspended",
                        "message:received:new",
                        "chat:created");
    }

    @Test
    void each_of_the_32_types_reaches_the_route_as_it_was_received() {
        MockEndpoint seen = consume("*");

        for (EventType type : EventType.values()) {
            byte[] body = EventFiles.bytes(type.wireName());
            // Files share uids, and one message is one event however many webhooks report it.
            String own = new String(body, java.nio.charset.StandardCharsets.UTF_8);
            assertThat(app.post(own.replace("_uid\": \"", "_uid\": \"" + type.ordinal() + "-")))
                    .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(200));
        }

        assertThat(awaitMessages(seen, EventType.values().length))
                .extracting(exchange -> exchange.getMessage().getBody(Map.class).get("event_type"))
                .containsExactlyInAnyOrder(
                        java.util.Arrays.stream(EventType.values())
                                .map(EventType::wireName)
                                .toArray());
    }

    @Test
    void both_envelopes_of_one_message_are_one_event_with_the_same_fields() {
        MockEndpoint seen = consume("message:received:new");
        Event guide = EventFiles.event("guide-message-received-new");
        String asNew =
                """
                {"event_type":"message:received:new","chat":{"chat_id":%s},
                 "message":{"text":"%s","direction":"received","message_uid":"%s"}}"""
                        .formatted(guide.chatId(), "other spelling", guide.messageUid());

        app.postFile("guide-message-received-new");
        assertThat(app.post(asNew).statusCode()).isEqualTo(200);
        app.post(message(1, "last"));

        awaitMessages(seen, 2);
        assertThat(seen.getReceivedExchanges()).hasSize(2);
        Event first =
                seen.getReceivedExchanges().stream()
                        .map(exchange -> exchange.getMessage().getBody(Event.class))
                        .filter(event -> guide.messageUid().equals(event.messageUid()))
                        .findFirst()
                        .orElseThrow();
        assertThat(first.withId(null)).isEqualTo(EventFiles.eventOf(asNew));
    }

    @Test
    void unknown_types_and_fields_pass_through() {
        MockEndpoint seen = consume("*");
        String body = "{\"event_type\":\"poll:closed\",\"poll\":{\"votes\":[1,2]},\"new\":true}";

        assertThat(app.post(body).statusCode()).isEqualTo(200);

        awaitMessages(seen, 1);
        assertThat(event(seen, 0).type()).isEqualTo("poll:closed");
        assertThat(seen.getReceivedExchanges().get(0).getMessage().getBody(String.class))
                .isEqualTo(body);
    }

    @Test
    void the_headers_say_what_routing_needs() {
        MockEndpoint seen = consume("message:received:new");
        Instant before = Instant.now().minusSeconds(1);

        app.postFile("message-received-new");

        Exchange exchange = awaitMessages(seen, 1).get(0);
        Event event = EventFiles.event("message-received-new");
        Map<String, Object> headers = exchange.getMessage().getHeaders();
        assertThat(headers)
                .containsEntry(TimelinesConstants.EVENT_TYPE, "message:received:new")
                .containsEntry(TimelinesConstants.CHAT_ID, event.chatId())
                .containsEntry(TimelinesConstants.MESSAGE_UID, event.messageUid())
                .containsEntry(TimelinesConstants.DIRECTION, Direction.RECEIVED)
                .containsEntry(TimelinesConstants.ORIGIN, event.origin())
                .containsEntry(TimelinesConstants.ATTEMPT, 1)
                .containsEntry(TimelinesConstants.WORKSPACE_ID, "default");
        assertThat(headers.get(TimelinesConstants.ACCOUNT_PHONE)).isEqualTo(event.accountPhone());
        assertThat((String) headers.get(TimelinesConstants.EVENT_ID)).startsWith("evt_");
        assertThat((Instant) headers.get(TimelinesConstants.RECEIVED_AT)).isAfter(before);
        assertThat(exchange.getFromRouteId()).isNotNull();
    }

    @Test
    void the_body_converts_in_the_route() {
        List<Object> bodies = new ArrayList<>();
        app.start(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("timelines:message:received:new")
                                .setProperty("text", simple("${bodyAs(String)}"))
                                .convertBodyTo(ChatMessage.class)
                                .process(exchange -> bodies.add(exchange.getMessage().getBody()))
                                .setBody(exchangeProperty("text"))
                                .to("mock:seen");
                    }
                });
        MockEndpoint seen = app.camel().getEndpoint("mock:seen", MockEndpoint.class);

        app.postFile("message-received-new");

        Exchange exchange = awaitMessages(seen, 1).get(0);
        assertThat(exchange.getMessage().getBody())
                .isEqualTo(EventFiles.text("message-received-new"));
        assertThat(bodies)
                .singleElement()
                .isInstanceOfSatisfying(
                        ChatMessage.class,
                        message -> assertThat(message.text()).isEqualTo("What are your hours?"));
    }

    @Test
    void echoes_of_own_messages_are_dropped_when_asked_for() {
        MockEndpoint seen = consume("message:new?skipOwnMessages=true");
        String own =
                """
                {"event_type":"message:sent:new","chat":{"chat_id":1},"message":{"text":"Hi",
                 "direction":"sent","origin":"Public API","message_uid":"own"}}""";

        assertThat(app.post(own).statusCode()).isEqualTo(200);
        app.post(own.replace("Public API", "WhatsApp").replace("own", "theirs"));

        awaitMessages(seen, 1);
        assertThat(event(seen, 0).messageUid()).isEqualTo("theirs");
    }

    private static Event event(MockEndpoint seen, int at) {
        return seen.getReceivedExchanges().get(at).getMessage().getBody(Event.class);
    }
}
