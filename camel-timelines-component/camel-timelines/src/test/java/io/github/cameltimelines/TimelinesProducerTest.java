package io.github.cameltimelines;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import com.sun.net.httpserver.HttpServer;
import io.github.cameltimelines.api.TimelinesApi;
import io.github.cameltimelines.api.TimelinesApiException;
import io.github.cameltimelines.api.TimelinesInvalidRequestException;
import io.github.cameltimelines.api.TimelinesUnknownOutcomeException;
import io.github.cameltimelines.model.Chat;
import io.github.cameltimelines.model.Page;
import io.github.cameltimelines.model.SentMessage;
import io.github.cameltimelines.model.TimelinesJson;
import io.github.cameltimelines.model.UploadedFile;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.FluentProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.converter.stream.InputStreamCache;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** The producer as routes use it. What goes over the wire in detail is tested with the API. */
class TimelinesProducerTest {

    private static final String TOKEN = "7f3c0d0e-secret-token";
    private static final String RECEIPT = "{\"status\":\"ok\",\"data\":{\"message_uid\":\"u-1\"}}";
    private static final WireMockServer SERVER =
            new WireMockServer(WireMockConfiguration.options().dynamicPort());
    private static final DefaultCamelContext CONTEXT = new DefaultCamelContext();

    record Reply(String text, String replyTo) {}

    @BeforeAll
    static void start() {
        SERVER.start();
        TimelinesComponent component = CONTEXT.getComponent("timelines", TimelinesComponent.class);
        component.getConfiguration().setApiToken(TOKEN);
        component.getConfiguration().setBaseUrl("http://localhost:" + SERVER.port() + "/api");
        component.getConfiguration().setRateLimitBurst(1000);
        component.getConfiguration().setRetryWait(1);
        CONTEXT.start();
    }

    @AfterAll
    static void stop() {
        CONTEXT.stop();
        SERVER.stop();
    }

    @BeforeEach
    void reset() {
        SERVER.resetAll();
        SERVER.stubFor(any(anyUrl()).willReturn(okJson(RECEIPT)));
    }

    @Test
    void a_text_body_is_sent_and_the_answer_is_typed() throws Exception {
        Exchange answer = send("timelines:sendMessage?chatId=4711", "Hello");

        assertThat(request().getUrl()).isEqualTo("/api/chats/4711/messages");
        assertThat(json()).isEqualTo(tree("{\"text\":\"Hello\"}"));
        assertThat(answer.getMessage().getBody()).isEqualTo(new SentMessage("u-1"));
        assertThat(answer.getMessage().getHeader(TimelinesConstants.MESSAGE_UID)).isEqualTo("u-1");
        assertThat(answer.getMessage().getHeader(TimelinesConstants.CHAT_ID)).isEqualTo("4711");
    }

    @Test
    void the_chat_of_the_event_that_started_the_route_is_answered() throws Exception {
        send(
                "timelines:sendMessage",
                "Hello",
                m -> m.withHeader(TimelinesConstants.CHAT_ID, "4711"));

        assertThat(request().getUrl()).isEqualTo("/api/chats/4711/messages");
    }

    @Test
    void an_option_of_the_uri_wins_over_a_header_so_that_no_message_goes_astray() throws Exception {
        send(
                "timelines:sendMessage?chatId=99",
                "Boss, look",
                m -> m.withHeader(TimelinesConstants.CHAT_ID, "4711"));

        assertThat(request().getUrl()).isEqualTo("/api/chats/99/messages");
    }

    @Test
    void a_map_wins_over_options_and_takes_both_spellings() throws Exception {
        send(
                "timelines:sendMessage?chatId=99",
                Map.of("chat_id", 5, "text", "Hi", "replyTo", "u-0"));

        assertThat(request().getUrl()).isEqualTo("/api/chats/5/messages");
        assertThat(json()).isEqualTo(tree("{\"text\":\"Hi\",\"reply_to\":\"u-0\"}"));
    }

    @Test
    void a_record_of_the_user_is_taken_as_parameters() throws Exception {
        send("timelines:sendMessage?chatId=99", new Reply("Hi", null));

        assertThat(json()).isEqualTo(tree("{\"text\":\"Hi\"}"));
    }

    @Test
    void a_text_option_wins_over_a_body_that_is_something_else() throws Exception {
        send(
                "timelines:sendMessage?chatId=99&text=Thanks",
                new Chat(
                        1L, "Ana", null, null, null, null, null, null, null, null, null, null, null,
                        null, null, null, null, null, null, null, null, null, null, null, null,
                        null, null, null));

        assertThat(json()).isEqualTo(tree("{\"text\":\"Thanks\"}"));
    }

    @Test
    void a_file_that_was_uploaded_before_is_sent_by_its_uid() throws Exception {
        send(
                "timelines:sendMessage?chatId=99",
                new UploadedFile("f-1", "a.pdf", 1L, null, null, null, null));

        assertThat(json()).isEqualTo(tree("{\"file_uid\":\"f-1\"}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "timelines:sendToPhone?phone=%2B34600111222",
                "timelines:sendToPhone?phone=+34600111222",
                "timelines:sendToPhone?text=Hello&phone=%2B34600111222&whatsappAccountPhone=%2B34600999888",
                "timelines:sendToPhone?phone=RAW(+34600111222)",
                "timelines:sendToPhone?phone=RAW{+34600111222}",
                "timelines:sendToPhone?phone={{customer}}"
            })
    void a_phone_number_in_a_uri_keeps_its_plus(String uri) throws Exception {
        CONTEXT.getPropertiesComponent().addInitialProperty("customer", "RAW(+34600111222)");

        send(uri, "Hello");

        assertThat(json().path("phone").asText()).isEqualTo("+34600111222");
        assertThat(json().path("whatsapp_account_phone").asText("+34600999888"))
                .isEqualTo("+34600999888");
    }

    @Test
    void a_listing_by_phone_keeps_the_plus_encoded() throws Exception {
        SERVER.stubFor(any(anyUrl()).willReturn(okJson("{\"data\":{\"chats\":[]}}")));

        send(
                "timelines:listChats?phone=%2B34600111222&whatsappPhone=%2B34600999888,%2B34600999777&page=1",
                null);

        assertThat(request().getUrl())
                .isEqualTo(
                        "/api/chats?phone=%2B34600111222&whatsapp_phone=%2B34600999888%2C%2B34600999777&page=1");
    }

    @Test
    void a_phone_header_that_lost_its_plus_is_refused_with_the_remedy() {
        Exchange answer =
                sent(
                        "timelines:sendToPhone",
                        "Hello",
                        m -> m.withHeader(TimelinesConstants.PHONE, " 34600111222"));

        assertThat(answer.getException())
                .isInstanceOf(TimelinesInvalidRequestException.class)
                .hasMessageContaining("%2B or RAW(+…)");
        assertThat(SERVER.getAllServeEvents()).isEmpty();
    }

    @Test
    void an_unusable_body_is_an_exception_that_names_what_to_set() {
        for (Object body : new Object[] {null, "", " ", List.of(1), new SentMessage("u-0")}) {
            Exchange answer = sent("timelines:sendMessage?chatId=99", body, m -> m);

            assertThat(answer.getException())
                    .isInstanceOf(TimelinesInvalidRequestException.class)
                    .hasMessageContaining(
                            "timelines:sendMessage needs one of text, fileUid, attachmentTemplateId")
                    .hasMessageContaining("set the message body to the text")
                    .hasMessageContaining("the option text or the header CamelTimelinesText");
        }
        assertThat(sent("timelines:sendMessage", "Hi", m -> m).getException())
                .hasMessageContaining(
                        "needs chatId: set the option chatId or the header CamelTimelinesChatId");
        assertThat(sent("timelines:sendFile?chatId=9", "a.pdf", m -> m).getException())
                .hasMessageContaining("the message body to a File, Path, InputStream or byte[]");
        assertThat(sent("timelines:sendFile?chatId=9", new byte[0], m -> m).getException())
                .hasMessageContaining("is empty");
        assertThat(
                        sent("timelines:updateChat?chatId=9", Map.of("colour", "red"), m -> m)
                                .getException())
                .hasMessageContaining("does not know colour, which is in the message body")
                .hasMessageContaining("displayName");
        assertThat(SERVER.getAllServeEvents()).isEmpty();
    }

    @Test
    void a_look_up_leaves_the_body_alone() throws Exception {
        SERVER.stubFor(
                any(anyUrl()).willReturn(okJson("{\"data\":{\"id\":4711,\"name\":\"Ana\"}}")));

        Exchange answer =
                send(
                        "timelines:getChat",
                        Map.of("any", "thing"),
                        m -> m.withHeader(TimelinesConstants.CHAT_ID, 4711));

        assertThat(request().getBody()).isEmpty();
        assertThat(answer.getMessage().getBody(Chat.class).id()).isEqualTo(4711);
        assertThat(answer.getMessage().getBody(Chat.class).name()).isEqualTo("Ana");
    }

    @Test
    void an_answer_is_convertible_to_json() throws Exception {
        SERVER.stubFor(
                any(anyUrl()).willReturn(okJson("{\"data\":{\"id\":4711,\"name\":\"Ana\"}}")));

        var answer = send("timelines:getChat?chatId=4711", null).getMessage();

        assertThat(tree(answer.getBody(String.class)))
                .isEqualTo(tree("{\"id\":4711,\"name\":\"Ana\"}"));
        assertThat(answer.getBody(JsonNode.class).path("name").asText()).isEqualTo("Ana");
        assertThat(answer.getBody(Map.class)).hasSize(2).containsEntry("name", "Ana");
        assertThat(new String(answer.getBody(byte[].class))).startsWith("{\"id\":4711");
        assertThat(answer.getBody(java.io.InputStream.class)).isNotEmpty();
    }

    @Test
    void labels_come_as_a_list_or_as_text() throws Exception {
        SERVER.stubFor(
                any(anyUrl()).willReturn(okJson("{\"data\":{\"labels\":[\"vip\",\"lead\"]}}")));

        Exchange answer = send("timelines:addLabels?chatId=1", List.of("vip"));
        send("timelines:setLabels?chatId=1", "vip,lead");

        assertThat(answer.getMessage().getBody()).isEqualTo(List.of("vip", "lead"));
        assertThat(json()).isEqualTo(tree("{\"labels\":[\"vip\",\"lead\"]}"));
    }

    @Test
    void a_listing_without_page_is_an_iterator_over_all_pages() throws Exception {
        page("1", true, 1, 2);
        page("2", false, 3);

        Exchange answer = send("timelines:listChats?closed=false", null);

        assertThat(answer.getMessage().getBody()).isInstanceOf(Iterator.class);
        assertThat(SERVER.getAllServeEvents()).hasSize(1);
        @SuppressWarnings("unchecked")
        Iterator<Chat> chats = answer.getMessage().getBody(Iterator.class);
        assertThat(chats).toIterable().extracting(Chat::id).containsExactly(1L, 2L, 3L);
    }

    @Test
    void a_listing_with_page_is_that_page() throws Exception {
        page("2", true, 3);

        Exchange answer = send("timelines:listChats?page=2&closed=false", null);

        assertThat(answer.getMessage().getBody(Page.class).number()).isEqualTo(2);
        assertThat(answer.getMessage().getHeader(TimelinesConstants.HAS_MORE_PAGES))
                .isEqualTo(true);
    }

    @Test
    void a_listing_is_split_as_it_is_read() throws Exception {
        page("1", true, 1, 2);
        page("2", false, 3);
        CONTEXT.addRoutes(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:split")
                                .to("timelines:listChats?closed=false")
                                .split(body())
                                .streaming()
                                .setBody(simple("${body.id}"))
                                .to("mock:chat");
                    }
                });

        send("direct:split", null);

        assertThat(
                        CONTEXT.getEndpoint(
                                        "mock:chat",
                                        org.apache.camel.component.mock.MockEndpoint.class)
                                .getExchanges())
                .extracting(e -> e.getMessage().getBody(Long.class))
                .containsExactly(1L, 2L, 3L);
    }

    @Test
    void a_refused_listing_fails_before_the_iteration() {
        SERVER.stubFor(any(anyUrl()).willReturn(status(401).withBody("Unauthorized")));

        assertThat(sent("timelines:listChats", null, m -> m).getException())
                .isInstanceOf(TimelinesApiException.class)
                .hasMessageContaining("401: Unauthorized");
    }

    @Test
    void files_streams_bytes_and_stream_caches_are_sent_under_their_name(@TempDir Path folder)
            throws Exception {
        Path file = Files.writeString(folder.resolve("prices.pdf"), "content");

        send("timelines:sendFile?chatId=9&caption=Look", file);
        send("timelines:sendFile?chatId=9", file.toFile());
        send(
                "timelines:sendFile?chatId=9",
                "content".getBytes(),
                m -> m.withHeader(Exchange.FILE_NAME, "sub/prices.pdf"));
        send(
                "timelines:sendFile?chatId=9&filename=prices.pdf",
                new ByteArrayInputStream("content".getBytes()));
        send(
                "timelines:sendFile?chatId=9&filename=prices.pdf",
                new InputStreamCache("content".getBytes()));

        assertThat(SERVER.getAllServeEvents()).hasSize(5);
        assertThat(SERVER.getAllServeEvents())
                .allSatisfy(
                        e ->
                                assertThat(e.getRequest().getBodyAsString())
                                        .contains("filename=\"prices.pdf\"")
                                        .contains("application/pdf")
                                        .contains("content\r\n"));
        assertThat(
                        SERVER.getAllServeEvents()
                                .get(4)
                                .getRequest()
                                .getPart("caption")
                                .getBody()
                                .asString())
                .isEqualTo("Look");
    }

    @Test
    void a_file_of_the_file_component_is_sent(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("voice.ogg"), "sound");
        CountDownLatch sent = new CountDownLatch(1);
        CONTEXT.addRoutes(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("file:" + folder + "?initialDelay=0&noop=true")
                                .to("timelines:sendVoice?chatId=9")
                                .process(e -> sent.countDown());
                    }
                });

        assertThat(sent.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(request().getUrl()).isEqualTo("/api/chats/9/voice_message");
        assertThat(request().getBodyAsString())
                .contains("filename=\"voice.ogg\"")
                .contains("sound");
    }

    @Test
    void the_calling_thread_is_free_while_the_call_is_on_the_wire() throws Exception {
        CountDownLatch mayAnswer = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        HttpServer slow =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        slow.createContext(
                "/",
                call -> {
                    await(mayAnswer);
                    call.sendResponseHeaders(200, RECEIPT.length());
                    call.getResponseBody().write(RECEIPT.getBytes());
                    call.close();
                });
        slow.start();
        try {
            var producer =
                    CONTEXT.getEndpoint(
                                    "timelines:sendMessage?chatId=1&baseUrl=http://localhost:"
                                            + slow.getAddress().getPort())
                            .createAsyncProducer();
            producer.start();
            Exchange exchange = producer.getEndpoint().createExchange();
            exchange.getMessage().setBody("Hello");
            String[] thread = new String[1];

            boolean sync =
                    producer.process(
                            exchange,
                            doneSync -> {
                                thread[0] = Thread.currentThread().getName();
                                done.countDown();
                            });

            assertThat(sync).isFalse();
            mayAnswer.countDown();
            assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(thread[0]).contains("TimelinesCall");
            assertThat(exchange.getMessage().getBody()).isEqualTo(new SentMessage("u-1"));
        } finally {
            slow.stop(0);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_transacted_exchange_stays_on_its_thread() throws Exception {
        var producer = CONTEXT.getEndpoint("timelines:sendMessage?chatId=1").createAsyncProducer();
        producer.start();
        Exchange exchange = producer.getEndpoint().createExchange();
        exchange.getExchangeExtension().setTransacted(true);
        exchange.getMessage().setBody("Hello");

        assertThat(producer.process(exchange, doneSync -> {})).isTrue();
        assertThat(exchange.getMessage().getBody()).isEqualTo(new SentMessage("u-1"));
    }

    @Test
    void a_send_with_unknown_outcome_is_told_to_the_route() {
        SERVER.stubFor(any(anyUrl()).willReturn(status(502)));

        Exchange answer = sent("timelines:sendMessage?chatId=1", "Hello", m -> m);

        assertThat(answer.getException()).isInstanceOf(TimelinesUnknownOutcomeException.class);
        assertThat(SERVER.getAllServeEvents()).hasSize(1);
    }

    @Test
    void wrong_operations_and_options_are_refused_when_the_route_is_made() {
        assertThatThrownBy(() -> send("timelines:sendMesage", "x"))
                .rootCause()
                .hasMessageContaining("There is no operation sendMesage; there are [listChats");
        assertThatThrownBy(() -> send("timelines:getChat?chatId=1&text=x", null))
                .rootCause()
                .hasMessageContaining(
                        "timelines:getChat does not know the option text; it takes [chatId]");
        assertThatThrownBy(() -> send("timelines:getChat?chatID=1&nonsense=x", null))
                .rootCause()
                .hasMessageContaining("nonsense");
    }

    @Test
    void without_a_token_the_route_does_not_start_and_says_which_option() throws Exception {
        try (DefaultCamelContext bare = new DefaultCamelContext()) {
            bare.addRoutes(
                    new RouteBuilder() {
                        @Override
                        public void configure() {
                            from("direct:x").to("timelines:getChat?chatId=1");
                        }
                    });

            assertThatThrownBy(bare::start)
                    .isInstanceOf(FailedToStartRouteException.class)
                    .rootCause()
                    .hasMessageContaining("apiToken");
        }
    }

    @Test
    void endpoints_with_the_same_settings_share_one_client() {
        TimelinesComponent component = CONTEXT.getComponent("timelines", TimelinesComponent.class);
        TimelinesApi api = component.api(component.getConfiguration());
        TimelinesConfiguration other = component.getConfiguration().copy();

        assertThat(component.api(other)).isSameAs(api);
        other.setMaxAttempts(1);
        assertThat(component.api(other)).isNotSameAs(api);
    }

    @ParameterizedTest
    @EnumSource
    void every_parameter_of_an_operation_is_an_option_and_a_header(TimelinesOperation operation)
            throws Exception {
        var metadata =
                TimelinesJson.mapper()
                        .readTree(
                                getClass()
                                        .getResource(
                                                "/META-INF/io/github/cameltimelines/timelines.json"));

        assertThat(TimelinesOperation.of(operation.uriName())).isSameAs(operation);
        operation
                .call()
                .parameters()
                .forEach(
                        p -> {
                            if (!p.name().equals("file") && !p.name().equals("template")) {
                                assertThat(metadata.path("properties").has(p.name()))
                                        .as(p.name())
                                        .isTrue();
                            }
                            if (!p.name().equals("file")) {
                                assertThat(
                                                metadata.path("headers")
                                                        .has(CallArguments.header(p.name())))
                                        .as(p.name())
                                        .isTrue();
                            }
                        });
    }

    @Test
    void no_log_line_has_the_token_a_phone_number_or_a_text() throws Exception {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        Logger ours = (Logger) LoggerFactory.getLogger("io.github.cameltimelines");
        Level before = ours.getLevel();
        lines.start();
        root.addAppender(lines);
        ours.setLevel(Level.TRACE);
        try {
            send(
                    "timelines:sendToPhone",
                    "Secret words",
                    m -> m.withHeader(TimelinesConstants.PHONE, "+34600111222"));
            SERVER.stubFor(
                    any(anyUrl())
                            .willReturn(
                                    status(400)
                                            .withBody(
                                                    "{\"message\":\"+34600111222: Secret words\"}")));
            Exchange refused =
                    sent(
                            "timelines:sendToPhone",
                            "Secret words",
                            m -> m.withHeader(TimelinesConstants.PHONE, "+34600111222"));

            assertThat(refused.getException().getMessage()).doesNotContain("Secret", "600111222");
            assertThat(lines.list).isNotEmpty();
            assertThat(lines.list)
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .noneMatch(
                            l ->
                                    l.contains(TOKEN)
                                            || l.contains("Secret")
                                            || l.contains("600111222"));
        } finally {
            root.detachAppender(lines);
            ours.setLevel(before);
        }
    }

    private static void page(String number, boolean more, long... ids) {
        StringBuilder chats = new StringBuilder();
        for (long id : ids) {
            chats.append(chats.isEmpty() ? "" : ",").append("{\"id\":").append(id).append('}');
        }
        SERVER.stubFor(
                any(com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo("/api/chats"))
                        .withQueryParam("page", equalTo(number))
                        .withQueryParam("closed", equalTo("false"))
                        .willReturn(
                                okJson(
                                        "{\"data\":{\"has_more_pages\":"
                                                + more
                                                + ",\"chats\":["
                                                + chats
                                                + "]}}")));
    }

    private static Exchange send(String uri, Object body) throws Exception {
        return send(uri, body, m -> m);
    }

    private static Exchange send(
            String uri,
            Object body,
            java.util.function.UnaryOperator<FluentProducerTemplate> headers)
            throws Exception {
        Exchange answer = sent(uri, body, headers);
        if (answer.getException() != null) {
            throw answer.getException();
        }
        return answer;
    }

    private static Exchange sent(
            String uri,
            Object body,
            java.util.function.UnaryOperator<FluentProducerTemplate> headers) {
        try (FluentProducerTemplate template = CONTEXT.createFluentProducerTemplate()) {
            return headers.apply(template.to(uri).withBody(body)).send();
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static LoggedRequest request() {
        return SERVER.getAllServeEvents().get(0).getRequest();
    }

    private static JsonNode json() throws Exception {
        return tree(request().getBodyAsString());
    }

    private static JsonNode tree(String json) throws Exception {
        return TimelinesJson.mapper().readTree(json);
    }
}
