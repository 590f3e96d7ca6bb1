package io.github.cameltimelines.kamelet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import io.github.cameltimelines.model.Chat;
import io.github.cameltimelines.model.ChatMessage;
import io.github.cameltimelines.model.Event;
import io.github.cameltimelines.model.TimelinesJson;
import io.github.cameltimelines.wire.EventFiles;
import io.github.cameltimelines.wire.EventPayloads;
import io.github.cameltimelines.wire.MalformedEventException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.converter.stream.InputStreamCache;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The filters look at an event whichever way the route came by it. */
class EventFilterBodiesTest {

    private final DefaultCamelContext context = new DefaultCamelContext();

    /** Both of TimelinesAI's envelopes of one message, in each form that a body may have. */
    static Stream<Object> bodies() throws IOException {
        return Stream.of("message:received:new", "guide-message-received-new")
                .flatMap(
                        name -> {
                            byte[] bytes = EventFiles.bytes(name);
                            Event event = EventFiles.event(name);
                            return Stream.of(
                                    event,
                                    EventFiles.text(name),
                                    " \n" + EventFiles.text(name),
                                    bytes,
                                    new ByteArrayInputStream(bytes),
                                    new InputStreamCache(bytes),
                                    EventPayloads.tree(event),
                                    TimelinesJson.mapper()
                                            .convertValue(
                                                    EventPayloads.tree(event),
                                                    new TypeReference<Map<String, Object>>() {}));
                        });
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void an_event_is_looked_at_and_stays_as_it_is(Object body) throws IOException {
        Exchange exchange = exchange(body);

        assertThat(goesOn(keywords("hours"), exchange)).isTrue();
        assertThat(goesOn(keywords("price"), exchange)).isFalse();
        assertThat(goesOn(chats("4711", null, null), exchange)).isTrue();
        assertThat(goesOn(chats("4712", null, null), exchange)).isFalse();
        assertThat(goesOn(chats(null, "34 600-111-222", null), exchange)).isTrue();
        assertThat(goesOn(chats(null, "+34600999888", null), exchange)).isFalse();
        assertThat(goesOn(chats(null, null, "nobody, ana LOPEZ"), exchange)).isTrue();
        assertThat(goesOn(chats(null, null, "Ana"), exchange)).isFalse();

        assertThat(exchange.getMessage().getBody(String.class)).contains("What are your hours?");
        assertThat(body instanceof InputStream || exchange.getMessage().getBody() == body).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "message:new, true",
        "message:sent:new, true",
        "guide-message-sent-new, true",
        "chat:incoming:new, true",
        "guide-chat-created, true",
        "call:incoming:missed, true",
        "message:reaction, true",
        "waba-message-received, true",
        "whatsapp:account:suspended, false"
    })
    void a_chat_is_known_by_its_number_in_every_kind_of_event(String name, boolean found) {
        Exchange exchange = exchange(EventFiles.event(name));

        assertThat(goesOn(chats(null, "+34600111222", null), exchange)).isEqualTo(found);
    }

    @ParameterizedTest
    @CsvSource({"chat:new", "call:incoming:missed", "message:reaction", "whatsapp:account:resumed"})
    void an_event_without_a_text_has_no_keyword(String name) {
        KeywordFilter others = keywords("hours");
        others.setPass("others");

        assertThat(goesOn(keywords("hours"), exchange(EventFiles.event(name)))).isFalse();
        assertThat(goesOn(others, exchange(EventFiles.event(name)))).isTrue();
    }

    @Test
    void a_text_of_a_waba_number_is_looked_at_too() {
        Exchange exchange = exchange(EventFiles.event("waba-message-received"));

        assertThat(goesOn(keywords("open"), exchange)).isTrue();
    }

    @Test
    void a_typed_payload_will_do() {
        Event event = EventFiles.event("message:received:new");
        Exchange message = exchange(EventPayloads.payload(event, ChatMessage.class));
        Exchange chat = exchange(EventPayloads.payload(event, Chat.class));

        assertThat(goesOn(keywords("hours"), message)).isTrue();
        assertThat(goesOn(chats("4711", null, null), chat)).isTrue();
        assertThat(goesOn(chats(null, null, "Ana Lopez"), chat)).isTrue();
    }

    @Test
    void a_plain_text_has_keywords_and_the_chat_of_its_header() {
        Exchange exchange = exchange("What are your hours?");
        exchange.getMessage().setHeader("CamelTimelinesChatId", 4711L);

        assertThat(goesOn(keywords("hours"), exchange)).isTrue();
        assertThat(goesOn(chats("4711", null, null), exchange)).isTrue();
        assertThat(goesOn(chats("4712", null, null), exchange)).isFalse();
    }

    @Test
    void a_group_has_no_number_though_its_members_have() {
        Exchange exchange =
                exchange(
                        EventFiles.text("message:received:new")
                                .replace("\"is_group\": false", "\"is_group\": true")
                                .replaceFirst("\"phone\": \"\\+34600111222\"", "\"phone\": null"));

        assertThat(goesOn(chats(null, "+34600111222", null), exchange)).isFalse();
        assertThat(goesOn(chats("4711", null, null), exchange)).isTrue();
    }

    @Test
    void the_others_are_all_that_do_not_match() {
        ChatFilter filter = chats("4711", null, null);
        filter.setPass("others");

        assertThat(goesOn(filter, exchange(EventFiles.event("message:new")))).isFalse();
        assertThat(goesOn(filter, exchange(EventFiles.event("whatsapp:account:resumed")))).isTrue();
    }

    @Test
    void what_is_no_event_is_an_error_that_quotes_nothing() {
        for (EventFilter filter : List.of(keywords("hours"), chats("4711", null, null))) {
            filter.init(context);
            assertThatThrownBy(() -> filter.matches(exchange(null)))
                    .hasMessageContaining(
                            "must be an event of timelines: or the JSON of one, but is empty");
            assertThatThrownBy(() -> filter.matches(exchange(new Object())))
                    .hasMessageContaining("but is a java.lang.Object");
            assertThatThrownBy(() -> filter.matches(exchange("{\"text\":\"swordfish\"}")))
                    .isInstanceOf(MalformedEventException.class)
                    .hasMessageContaining("no event_type")
                    .hasMessageNotContaining("swordfish");
            assertThatThrownBy(() -> filter.matches(exchange("{swordfish")))
                    .isInstanceOf(MalformedEventException.class)
                    .hasMessageNotContaining("swordfish");
        }
        assertThatThrownBy(() -> goesOn(chats("4711", null, null), exchange("swordfish")))
                .hasMessageContaining("the header CamelTimelinesChatId is not set")
                .hasMessageNotContaining("swordfish");
    }

    @Test
    void what_cannot_be_read_is_refused_by_name_and_numbers_are_not_quoted() {
        refused(keywords(" , "), "keywords is empty");
        refused(keywords(null), "keywords is empty");
        KeywordFilter filter = keywords("a");
        filter.setMatch("regex");
        refused(filter, "match is regex; set it to one of word, contains");
        filter = keywords("a");
        filter.setCount("none");
        refused(filter, "count is none; set it to one of any, all");
        filter = keywords("a");
        filter.setPass("yes");
        refused(filter, "pass is yes; set it to one of matching, others");
        refused(chats(null, null, null), "no chat is named; set chatIds, phones or names");
        refused(chats("4711,ana", null, null), "entry 2 of chatIds is not the number of a chat");
        refused(chats(null, "+34 600 111 222,12", null), "entry 2 of phones is not a phone number");
    }

    private void refused(EventFilter filter, String message) {
        assertThatThrownBy(() -> filter.init(context))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("34 600");
    }

    private static KeywordFilter keywords(String keywords) {
        KeywordFilter filter = new KeywordFilter();
        filter.setKeywords(keywords);
        return filter;
    }

    private static ChatFilter chats(String ids, String phones, String names) {
        ChatFilter filter = new ChatFilter();
        filter.setChatIds(ids);
        filter.setPhones(phones);
        filter.setNames(names);
        return filter;
    }

    private boolean goesOn(EventFilter filter, Exchange exchange) {
        filter.init(context);
        return !filter.matches(exchange);
    }

    private Exchange exchange(Object body) {
        if (!context.isStarted()) {
            context.start();
        }
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody(body);
        return exchange;
    }
}
