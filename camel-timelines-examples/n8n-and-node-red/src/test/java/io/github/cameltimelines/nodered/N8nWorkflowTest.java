package io.github.cameltimelines.nodered;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.standardwebhooks.Webhook;
import io.github.cameltimelines.process.NodeJs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shape of the workflow, and the code in it. n8n itself is not run. */
class N8nWorkflowTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path WORKFLOW = Path.of("n8n", "workflow.json").toAbsolutePath();

    /** Of these versions of n8n's nodes, as its own descriptions of them have it. */
    private static final Map<String, Set<String>> PARAMETERS =
            Map.of(
                    "n8n-nodes-base.webhook 2",
                    Set.of("httpMethod", "path", "responseMode", "options"),
                    "n8n-nodes-base.code 2",
                    Set.of("mode", "language", "jsCode"),
                    "n8n-nodes-base.if 2.2",
                    Set.of("conditions", "options"),
                    "n8n-nodes-base.httpRequest 4.2",
                    Set.of(
                            "method",
                            "url",
                            "authentication",
                            "genericAuthType",
                            "sendBody",
                            "contentType",
                            "specifyBody",
                            "jsonBody",
                            "options"),
                    "n8n-nodes-base.respondToWebhook 1.1",
                    Set.of("respondWith", "options"));

    @TempDir Path folder;

    private static JsonNode workflow() throws Exception {
        return JSON.readTree(WORKFLOW.toFile());
    }

    private static List<JsonNode> items(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    @Test
    void every_node_is_one_of_n8ns_with_parameters_that_it_has() throws Exception {
        Set<String> ids = new HashSet<>();
        for (JsonNode node : workflow().get("nodes")) {
            String type = node.get("type").asText() + " " + node.get("typeVersion").asText();
            assertThat(PARAMETERS).containsKey(type);
            for (var parameter : node.get("parameters").properties()) {
                assertThat(PARAMETERS.get(type)).contains(parameter.getKey());
            }
            assertThat(ids.add(node.get("id").asText())).isTrue();
            assertThat(ids.add(node.get("name").asText())).isTrue();
            assertThat(node.get("position")).hasSize(2);
        }
    }

    @Test
    void every_way_through_it_ends_with_an_answer() throws Exception {
        Map<String, String> types =
                items(workflow().get("nodes")).stream()
                        .collect(
                                Collectors.toMap(
                                        node -> node.get("name").asText(),
                                        node -> node.get("type").asText()));
        JsonNode connections = workflow().get("connections");
        Set<String> reached = new HashSet<>(Set.of("Event"));
        for (var from : connections.properties()) {
            assertThat(types).containsKey(from.getKey());
            for (JsonNode output : from.getValue().get("main")) {
                for (JsonNode to : output) {
                    assertThat(types).containsKey(to.get("node").asText());
                    reached.add(to.get("node").asText());
                }
            }
        }
        assertThat(reached).isEqualTo(types.keySet());
        types.forEach(
                (name, type) ->
                        assertThat(connections.has(name))
                                .as(name)
                                .isNotEqualTo(type.endsWith(".respondToWebhook")));
    }

    @Test
    void its_code_takes_what_the_hub_signed_and_nothing_else() throws Exception {
        String body =
                "{\"event_type\":\"message:received:new\",\"data\":{\"chat_id\":4711,\"text\":\"Your HOURS?\"}}";
        String time = String.valueOf(Instant.now().getEpochSecond());
        String signature = new Webhook(NodeRed.SECRET).sign("evt_1", Long.parseLong(time), body);
        JsonNode good = run(body, time, "v1,other " + signature);
        assertThat(good.at("/genuine").booleanValue()).isTrue();
        assertThat(good.at("/asksForHours").booleanValue()).isTrue();
        assertThat(good.at("/event/data/chat_id").intValue()).isEqualTo(4711);
        assertThat(run(body + " ", time, signature).at("/genuine").booleanValue()).isFalse();
        assertThat(run(body, "1", signature).at("/genuine").booleanValue()).isFalse();
    }

    private JsonNode run(String body, String time, String signature) throws Exception {
        NodeJs.require();
        ObjectNode given = JSON.createObjectNode().put("body", body).put("secret", NodeRed.SECRET);
        given.putObject("headers")
                .put("webhook-id", "evt_1")
                .put("webhook-timestamp", time)
                .put("webhook-signature", signature);
        Path input = Files.writeString(folder.resolve("given.json"), given.toString());
        Path output = folder.resolve("output.json");
        Process node =
                NodeJs.node(
                        folder,
                        output,
                        Map.of(),
                        Path.of("src/test/node/code-node.js").toAbsolutePath().toString(),
                        WORKFLOW.toString(),
                        input.toString());
        assertThat(node.waitFor()).as(Files.readString(output)).isZero();
        return JSON.readTree(Files.readString(output)).get(0).get("json");
    }
}
