package io.github.cameltimelines.queuebridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameltimelines.emulator.ApiFault;
import io.github.cameltimelines.emulator.EmulatedMessage;
import io.github.cameltimelines.emulator.TimelinesEmulator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example's routes and properties between an emulated TimelinesAI and a real Artemis. */
class QueueBridgeTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String TIMELINES = "camel.component.timelines.configuration.";
    private static final String EVENTS = "timelines.events";
    private static final String ANA = "+34600111222";
    private static final String BEN = "+34600111333";

    @TempDir static Path data;

    /** Whether the broker's next confirmation of an event gets lost. */
    private static final AtomicBoolean loseConfirmation = new AtomicBoolean();

    private static TimelinesEmulator timelines;
    private static EmbeddedActiveMQ broker;
    private static Main bridge;

    @BeforeAll
    static void start() throws Exception {
        timelines = TimelinesEmulator.start();
        int brokerPort = freePort();
        System.setProperty("broker.port", String.valueOf(brokerPort));
        System.setProperty("broker.data", data.resolve("broker").toString());
        startBroker();

        int port = freePort();
        Properties here = new Properties();
        here.put("camel.server.port", String.valueOf(port));
        here.put("camel.component.timelines.dataFolder", data.resolve("ledger").toString());
        here.put(TIMELINES + "baseUrl", timelines.baseUrl());
        here.put(TIMELINES + "apiToken", timelines.token());
        here.put(TIMELINES + "publicUrl", "http://localhost:" + port);
        here.put(TIMELINES + "retrySchedule", "200ms,500ms" + ",1s".repeat(60));
        here.put("broker.url", "tcp://localhost:" + brokerPort);
        bridge = new Main();
        bridge.setOverrideProperties(here);
        bridge.configure().addRoutesBuilder(new LostConfirmation());
        bridge.start();
        await().atMost(PATIENCE).until(() -> timelines.webhooks().size() == 1);
    }

    @AfterAll
    static void stop() throws Exception {
        bridge.stop();
        broker.stop();
        timelines.close();
        System.clearProperty("broker.port");
        System.clearProperty("broker.data");
    }

    @AfterEach
    void forget() {
        timelines.resetKeepingWebhooks();
    }

    @Test
    void a_question_goes_through_both_queues_and_is_answered_once() {
        timelines.customer(ANA).writes("What are your hours?");
        awaitReplies(1);
        assertThat(replies()).containsExactly("Our business hours are Monday-Friday, 9am-5pm EST.");
    }

    @Test
    void while_the_broker_is_down_events_wait_in_the_ledger_and_keep_the_order_of_their_chat()
            throws Exception {
        orders(ANA, 0, 3);
        broker.stop();
        orders(ANA, 3, 6);
        orders(BEN, 0, 3);
        // Each was answered 200, though the broker was away.
        await().atMost(PATIENCE)
                .until(
                        () ->
                                timelines.deliveries().stream()
                                                .filter(delivery -> delivery.status() == 200)
                                                .count()
                                        >= 9);
        startBroker();
        orders(ANA, 6, 8);
        awaitReplies(11);
        assertThat(replies(ANA)).containsExactlyElementsOf(answers(ANA, 8));
        assertThat(replies(BEN)).containsExactlyElementsOf(answers(BEN, 3));
    }

    @Test
    void an_event_whose_confirmation_was_lost_is_sent_again_and_dropped_by_the_broker() {
        loseConfirmation.set(true);
        orders(ANA, 0, 2);
        awaitReplies(2);
        assertThat(loseConfirmation).isFalse();
        assertThat(replies()).containsExactlyElementsOf(answers(ANA, 2));
    }

    @Test
    void a_poisonous_message_is_put_aside_and_its_chat_goes_on() throws Exception {
        long before = depth("DLQ");
        String chat = String.valueOf(timelines.customer(ANA).writes("Hello").chatId());
        ProducerTemplate template = bridge.getCamelTemplate();
        template.sendBodyAndHeader("jms:queue:" + EVENTS, "not JSON", "JMSXGroupID", chat);
        template.sendBodyAndHeader(
                "jms:queue:" + EVENTS, event("order after"), "JMSXGroupID", chat);
        awaitReplies(1);
        assertThat(replies()).containsExactly("We look after it: order after");
        assertThat(depth("DLQ")).isEqualTo(before + 1);
        assertThat(depth(EVENTS)).isZero();
    }

    @Test
    void an_answer_whose_outcome_is_unknown_is_parked_and_not_sent_again() {
        timelines.faults().api(ApiFault.close().on("POST", "/chats/*/messages").afterPerforming());
        timelines.customer(ANA).writes("What are your hours?");
        await().atMost(PATIENCE).until(() -> depth("timelines.parked") == 1);
        timelines.customer(ANA).writes("My order?");
        awaitReplies(2);
        assertThat(replies()).hasSize(2).last().isEqualTo("We look after it: My order?");
    }

    private static void startBroker() throws Exception {
        broker = new EmbeddedActiveMQ();
        broker.start();
    }

    private static void orders(String customer, int from, int to) {
        IntStream.range(from, to)
                .forEach(i -> timelines.customer(customer).writes(order(customer, i)));
    }

    private static String order(String customer, int number) {
        return "order " + number + " of " + customer;
    }

    private static List<String> answers(String customer, int orders) {
        return IntStream.range(0, orders)
                .mapToObj(i -> "We look after it: " + order(customer, i))
                .toList();
    }

    private static String event(String text) {
        return "{\"event_type\":\"message:received:new\",\"message\":{\"text\":\"" + text + "\"}}";
    }

    private static List<String> replies() {
        return timelines.sentByApi().stream().map(EmulatedMessage::text).toList();
    }

    private static List<String> replies(String customer) {
        return replies().stream().filter(text -> text.endsWith(customer)).toList();
    }

    private static void awaitReplies(int expected) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(replies()).hasSizeGreaterThanOrEqualTo(expected));
        // A doubled one would be in a queue still: none is left when all have been worked on.
        await().atMost(PATIENCE).until(() -> depth(EVENTS) == 0 && depth("timelines.answers") == 0);
        assertThat(replies()).hasSize(expected);
    }

    private static long depth(String name) {
        Queue queue = broker.getActiveMQServer().locateQueue(name);
        return queue == null ? 0 : queue.getMessageCount();
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Between the broker, which has the event, and the ledger, which would like to know. */
    private static final class LostConfirmation extends RouteConfigurationBuilder {
        @Override
        public void configuration() {
            Processor confirmation =
                    exchange -> {
                        if (loseConfirmation.getAndSet(false)) {
                            throw new IOException("the confirmation was lost");
                        }
                    };
            bindToRegistry("confirmation", confirmation);
            routeConfiguration()
                    .interceptSendToEndpoint("jms:queue:" + EVENTS)
                    .afterUri("bean:confirmation")
                    .setProperty("sent", constant(true)); // Camel wants a step here
        }
    }
}
