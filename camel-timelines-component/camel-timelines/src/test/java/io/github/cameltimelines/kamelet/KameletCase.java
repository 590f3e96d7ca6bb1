package io.github.cameltimelines.kamelet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameltimelines.HookFixture;
import io.github.cameltimelines.emulator.EmulatedMessage;
import io.github.cameltimelines.model.Chat;
import io.github.cameltimelines.model.Event;
import io.github.cameltimelines.wire.EventFiles;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** Kamelets in YAML routes on Camel Main, against the emulator over HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class KameletCase {

    static final String PHONE = "+34600111222";
    static final Event EVENT = EventFiles.event("message:received:new");

    final FlowFixture app = new FlowFixture();
    private final AtomicInteger flows = new AtomicInteger();
    long chat;

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

    final Exchange run(String kamelet, Map<String, String> properties, Object body)
            throws Exception {
        return run(kamelet, properties, body, Map.of("CamelTimelinesChatId", chat));
    }

    final Exchange run(
            String kamelet,
            Map<String, String> properties,
            Object body,
            Map<String, Object> headers)
            throws Exception {
        String flow = "flow-" + flows.incrementAndGet();
        app.add(flow, kamelet, properties);
        return app.send(flow, body, headers);
    }

    final boolean reachedEnd() {
        return !app.camel()
                .getEndpoint("mock:flow-" + flows.get(), MockEndpoint.class)
                .getReceivedExchanges()
                .isEmpty();
    }

    final EmulatedMessage lastMessage() {
        List<EmulatedMessage> messages = app.timelines().messages(chat);
        return messages.get(messages.size() - 1);
    }

    final Chat chatNow() {
        return app.camel()
                .createFluentProducerTemplate()
                .to("timelines:getChat?chatId=" + chat)
                .request(Chat.class);
    }

    static void ok(Exchange exchange) throws Exception {
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
    }

    final void refused(String kamelet, Map<String, String> properties, String message) {
        assertThatThrownBy(() -> run(kamelet, properties, EVENT))
                .satisfies(e -> assertThat(HookFixture.messages(e)).contains(message));
    }
}
