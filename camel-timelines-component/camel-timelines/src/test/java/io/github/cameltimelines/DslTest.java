package io.github.cameltimelines;

import static io.github.cameltimelines.HookFixture.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.cameltimelines.emulator.EmulatedMessage;
import io.github.cameltimelines.emulator.TimelinesEmulator;
import io.github.cameltimelines.process.FreePort;
import java.util.List;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** One bot in each of Camel's languages, on Camel Main, configured by properties alone. */
class DslTest {

    private final TimelinesEmulator timelines = TimelinesEmulator.start();
    private final Main main = new Main();
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    private final Level level = root.getLevel();

    @BeforeEach
    void configure() throws Exception {
        int port = FreePort.next();
        root.setLevel(Level.INFO);
        lines.start();
        root.addAppender(lines);
        main.addOverrideProperty("camel.server.enabled", "true");
        main.addOverrideProperty("camel.server.host", "localhost");
        main.addOverrideProperty("camel.server.port", Integer.toString(port));
        main.addOverrideProperty("camel.component.timelines.ledger", "memory");
        main.addOverrideProperty("camel.component.timelines.base-url", timelines.baseUrl());
        main.addOverrideProperty("camel.component.timelines.api-token", timelines.token());
        main.addOverrideProperty(
                "camel.component.timelines.public-url", "http://localhost:" + port);
        main.addOverrideProperty("camel.component.timelines.webhook-secret", HookFixture.SECRET);
    }

    @AfterEach
    void stop() {
        main.stop();
        timelines.close();
        root.detachAppender(lines);
        root.setLevel(level);
    }

    @Test
    void a_java_route_replies() {
        main.configure().addRoutesBuilder(new ReplyRoute());
        replies();
    }

    @Test
    void a_yaml_route_replies() {
        main.configure().withRoutesIncludePattern("classpath:routes/reply.yaml");
        replies();
    }

    @Test
    void an_xml_route_replies() {
        main.configure().withRoutesIncludePattern("classpath:routes/reply.xml");
        replies();
    }

    private void replies() {
        main.start();
        await().atMost(PATIENCE).until(() -> !timelines.webhooks().isEmpty());

        timelines.customer("+34600111222").writes("Hello");
        timelines.customer("+34600111222").writes("What are your hours?");

        await().atMost(PATIENCE).until(() -> !timelines.sentByApi().isEmpty());
        assertThat(timelines.sentByApi())
                .singleElement()
                .extracting(EmulatedMessage::text)
                .isEqualTo("Our business hours are Monday-Friday, 9am-5pm EST.");
        assertThat(main.getCamelContext().getRoute("reply").getDescription())
                .isEqualTo("Answers questions about our hours");
        assertThat(List.copyOf(lines.list))
                .extracting(ILoggingEvent::getFormattedMessage)
                .noneMatch(line -> line.contains(HookFixture.SECRET))
                .noneMatch(line -> line.contains(timelines.token()));
    }
}
