package io.github.cameltimelines.hub.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltimelines.hub.RunningHub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;

/** A hub with a folder of flows, which tell what they get to the bean {@code told}. */
final class FlowFixture implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(30);

    /** What each flow told: the text of the message, after the id of the route. */
    final List<String> told = new CopyOnWriteArrayList<>();

    final Path folder;
    final RunningHub hub;
    volatile boolean failing;

    FlowFixture(Path at, Map<String, String> more) throws Exception {
        folder = Files.createDirectories(at.resolve("flows"));
        Map<String, String> settings = new HashMap<>(more);
        settings.put("timelines.flows", folder.toString());
        hub = RunningHub.start(at.resolve("data"), settings, beans());
    }

    private RouteBuilder beans() {
        Processor bean = this::tell;
        return new RouteBuilder() {
            @Override
            public void configure() {
                getContext().getRegistry().bind("told", Processor.class, bean);
            }
        };
    }

    private void tell(Exchange exchange) {
        if (failing) {
            throw new IllegalStateException("nobody listens");
        }
        String uid = exchange.getMessage().getHeader("CamelTimelinesMessageUid", String.class);
        told.add(exchange.getFromRouteId() + " " + uid);
    }

    /** A route without an id, of events of that type. */
    static String flow(String type, String... steps) {
        return """
        - from:
            uri: timelines:%s?retrySchedule=100ms,1h
            steps:
        %s
        """
                .formatted(
                        type,
                        String.join(
                                "\n", List.of(steps).stream().map(s -> "      - " + s).toList()));
    }

    static String telling(String type) {
        return flow(type, "process: {ref: told}");
    }

    void write(String file, String content) throws IOException {
        Files.writeString(folder.resolve(file), content);
    }

    void event(String type, String uid) throws Exception {
        String direction = type.contains("sent") ? "sent" : "received";
        String event =
                "{\"event_type\":\"%s\",\"chat\":{\"chat_id\":1},\"message\":{\"message_uid\":\"%s\",\"direction\":\"%s\"}}"
                        .formatted(type, uid, direction);
        assertThat(hub.send("POST", "/hooks/" + RunningHub.SECRET, null, event).status())
                .isEqualTo(200);
    }

    /** As the API tells; an empty object where there is none. */
    JsonNode flow(String file) throws Exception {
        JsonNode data = hub.get("/hub/api/v1/flows/" + file).json().path("data");
        return data;
    }

    void shows(String file, String field, String value) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(flow(file).path(field).asText())
                                        .as(field)
                                        .isEqualTo(value));
    }

    void isTold(String what) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(told).contains(what));
    }

    void wasLoadedAfter(String file, String before) {
        await().atMost(PATIENCE)
                .until(() -> flow(file).path("loaded_at").asText().compareTo(before) > 0);
    }

    String loadedAt(String file) throws Exception {
        return flow(file).path("loaded_at").asText();
    }

    @Override
    public void close() {
        hub.close();
    }
}
