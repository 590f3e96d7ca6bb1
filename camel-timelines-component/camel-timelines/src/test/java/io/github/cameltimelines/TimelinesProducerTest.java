package io.github.cameltimelines;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.sun.net.httpserver.HttpServer;
import io.github.cameltimelines.api.TimelinesApi;
import io.github.cameltimelines.api.TimelinesUnknownOutcomeException;
import io.github.cameltimelines.model.SentMessage;
import io.github.cameltimelines.model.TimelinesJson;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/** The producer as routes use it. What goes over the wire in detail is tested with the API. */
class TimelinesProducerTest extends ProducerFixture {

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
                    context.getEndpoint(
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
        var producer = context.getEndpoint("timelines:sendMessage?chatId=1").createAsyncProducer();
        producer.start();
        Exchange exchange = producer.getEndpoint().createExchange();
        exchange.getExchangeExtension().setTransacted(true);
        exchange.getMessage().setBody("Hello");

        assertThat(producer.process(exchange, doneSync -> {})).isTrue();
        assertThat(exchange.getMessage().getBody()).isEqualTo(new SentMessage("u-1"));
    }

    @Test
    void a_send_with_unknown_outcome_is_told_to_the_route() {
        server.stubFor(any(anyUrl()).willReturn(status(502)));

        Exchange answer = sent("timelines:sendMessage?chatId=1", "Hello", m -> m);

        assertThat(answer.getException()).isInstanceOf(TimelinesUnknownOutcomeException.class);
        assertThat(server.getAllServeEvents()).hasSize(1);
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
        TimelinesComponent component = context.getComponent("timelines", TimelinesComponent.class);
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
            server.stubFor(
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
}
