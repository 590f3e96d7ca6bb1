package io.github.cameltimelines.kamelet;

import static io.github.cameltimelines.HookFixture.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import io.github.cameltimelines.emulator.TimelinesEmulator;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * A flow as one has it in a file, with its secrets as placeholders, started by Camel Main: neither
 * the log nor what Camel shows of the routes has them.
 */
class KameletSecretsTest {

    private static final String TOKEN = "7f3c0d0e-2b1a-4c5d-9e8f-secrettoken1";
    private static final String SECRET = "flow-secret-0123456789";
    private static final String PHONE = "+34600111222";

    private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Level level = root.getLevel();

    @TempDir Path folder;

    @BeforeEach
    void listen() {
        root.detachAppender("OUT");
        root.setLevel(Level.INFO);
        lines.start();
        root.addAppender(lines);
    }

    @AfterEach
    void stopListening() {
        root.detachAppender(lines);
        root.setLevel(level);
    }

    private static final String FLOW =
            """
            - route:
                id: desk
                from:
                  uri: kamelet:timelines-event-source
                  parameters:
                    eventTypes: message:received:new
                    subscriptionName: desk
                    token: "{{timelines.token}}"
                    secret: "{{timelines.secret}}"
                    retrySchedule: none
                  steps:
                    - to:
                        uri: kamelet:timelines-chat-action
                        parameters:
                          action: label
                          token: "{{timelines.token}}"
                    - to:
                        uri: kamelet:timelines-send-message-sink
                        parameters:
                          chatId: "99999"
                          text: Hello
                          token: "{{timelines.token}}"
            - from:
                uri: kamelet:timelines-event-source
                parameters:
                  eventTypes: chat:incoming:new
                  subscriptionName: chats
                  token: "{{timelines.token}}"
                  secret: "{{timelines.secret}}"
                steps:
                  - to: mock:chats
            """;

    @Test
    void secrets_stand_neither_in_the_log_nor_in_what_camel_shows() throws Exception {
        Files.writeString(folder.resolve("desk.camel.yaml"), FLOW);
        try (FlowFixture app =
                new FlowFixture(TimelinesEmulator.builder().token(TOKEN).start())
                        .set("camel.component.timelines.api-token", "of-another-workspace")
                        .set("timelines.token", TOKEN)
                        .set("timelines.secret", SECRET)
                        .set("camel.kamelet.timelines-chat-action.labels", "seen")
                        .set("camel.main.dump-routes", "yaml")
                        .set("camel.main.dump-routes-resolve-placeholders", "false")
                        .set("camel.main.dump-routes-include", "all")) {
            app.main().configure().withRoutesIncludePattern("file:" + folder + "/*.yaml");
            app.start();
            await().atMost(PATIENCE).until(() -> app.timelines().webhooks().size() == 2);

            app.timelines().customer(PHONE).writes("Hello");
            await().atMost(PATIENCE).until(() -> logged().contains("404"));

            assertThat(logged()).contains("Dumping", "token = xxxxxx", "secret = xxxxxx");
            assertThat(logged()).doesNotContain(TOKEN, SECRET, PHONE);
            assertThat(shown(app)).doesNotContain(TOKEN, SECRET);
        }
    }

    /** What JMX, the dev console and the Camel CLI show. */
    private static String shown(FlowFixture app) throws Exception {
        StringWriter shown = new StringWriter();
        ModelCamelContext camel = (ModelCamelContext) app.camel();
        for (RouteDefinition route : camel.getRouteDefinitions()) {
            shown.append(PluginHelper.getModelToXMLDumper(camel).dumpModelAsXml(camel, route));
            shown.append(
                    PluginHelper.getModelToYAMLDumper(camel)
                            .dumpModelAsYaml(camel, route, false, true, true, true));
            shown.append(route.toString());
        }
        camel.getEndpoints().forEach(endpoint -> shown.append(endpoint.toString()));
        camel.getRoutes().forEach(route -> shown.append(route.toString()));
        return shown.toString();
    }

    private String logged() {
        StringBuilder all = new StringBuilder();
        for (ILoggingEvent line : List.copyOf(lines.list)) {
            all.append(line.getFormattedMessage()).append('\n');
            if (line.getThrowableProxy() != null) {
                all.append(ThrowableProxyUtil.asString(line.getThrowableProxy())).append('\n');
            }
        }
        return all.toString();
    }
}
