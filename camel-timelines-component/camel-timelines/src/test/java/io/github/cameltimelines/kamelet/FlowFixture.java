package io.github.cameltimelines.kamelet;

import io.github.cameltimelines.HookFixture;
import io.github.cameltimelines.emulator.TimelinesEmulator;
import io.github.cameltimelines.process.FreePort;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.FluentProducerTemplate;
import org.apache.camel.main.Main;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** Camel Main, configured by properties alone, that runs flows in YAML against the emulator. */
final class FlowFixture implements AutoCloseable {

    private final TimelinesEmulator timelines;
    private final Main main = new Main();
    private final int port;

    FlowFixture() {
        this(TimelinesEmulator.start());
    }

    FlowFixture(TimelinesEmulator timelines) {
        this.timelines = timelines;
        port = FreePort.next();
        set("camel.server.enabled", "true");
        set("camel.server.host", "localhost");
        set("camel.server.port", Integer.toString(port));
        set("camel.main.shutdown-timeout", "10");
        set("camel.component.timelines.ledger", "memory");
        set("camel.component.timelines.base-url", timelines.baseUrl());
        set("camel.component.timelines.api-token", timelines.token());
        set("camel.component.timelines.public-url", url());
        set("camel.component.timelines.webhook-secret", HookFixture.SECRET);
    }

    FlowFixture set(String property, String value) {
        main.addOverrideProperty(property, value);
        return this;
    }

    FlowFixture start() {
        main.start();
        return this;
    }

    Main main() {
        return main;
    }

    CamelContext camel() {
        return main.getCamelContext();
    }

    TimelinesEmulator timelines() {
        return timelines;
    }

    String url() {
        return "http://localhost:" + port;
    }

    /** Adds a flow to the running application. */
    void add(String yaml) throws Exception {
        Resource flow = ResourceHelper.fromString("flow.camel.yaml", yaml);
        PluginHelper.getRoutesLoader(camel()).loadRoutes(List.of(flow));
    }

    /** Adds a flow that calls an action or a sink, then logs to {@code mock:end}. */
    void add(String name, String kamelet, Map<String, String> parameters) throws Exception {
        StringBuilder given = new StringBuilder(parameters.isEmpty() ? " {}" : "");
        parameters.forEach(
                (key, value) ->
                        given.append("\n              ")
                                .append(key)
                                .append(": \"")
                                .append(
                                        value.replace("\\", "\\\\")
                                                .replace("\"", "\\\"")
                                                .replace("\n", "\\n"))
                                .append('"'));
        add(
                """
                - route:
                    id: %s
                    from:
                      uri: direct:%s
                      steps:
                        - to:
                            uri: kamelet:%s
                            parameters:%s
                        - to: mock:%s
                """
                        .formatted(name, name, kamelet, given, name));
    }

    Exchange send(String flow, Object body, Map<String, Object> headers) {
        FluentProducerTemplate message =
                camel().createFluentProducerTemplate().to("direct:" + flow).withBody(body);
        headers.forEach(message::withHeader);
        return message.send();
    }

    @Override
    public void close() {
        main.stop();
        timelines.close();
    }
}
