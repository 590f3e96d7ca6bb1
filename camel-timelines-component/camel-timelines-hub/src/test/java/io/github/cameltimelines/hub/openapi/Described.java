package io.github.cameltimelines.hub.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import io.github.cameltimelines.hub.RunningHub.Reply;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What an OpenAPI document says, held against what was answered. Stricter than the document: a
 * field that is not described is an error.
 */
final class Described {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete");
    private static final JsonSchemaFactory SCHEMAS =
            JsonSchemaFactory.getInstance(VersionFlag.V202012);
    private static final SchemaValidatorsConfig CONFIG =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

    /** A call that is described. */
    record Operation(String method, String path, JsonNode json, JsonNode ofPath) {
        String name() {
            return method + " " + path;
        }

        /** Which tokens it may be called with; none where it needs none. */
        List<String> security(JsonNode document) {
            JsonNode own = json.has("security") ? json.get("security") : document.get("security");
            List<String> names = new ArrayList<>();
            own.forEach(one -> one.fieldNames().forEachRemaining(names::add));
            return names;
        }

        boolean answers(int status) {
            return json.get("responses").has(String.valueOf(status));
        }

        JsonNode body() {
            return json.path("requestBody").path("content").path("application/json");
        }
    }

    private final ObjectNode document;
    private final List<Operation> operations = new ArrayList<>();
    private final Set<String> seen = new TreeSet<>();

    Described(JsonNode document) {
        this.document = document.deepCopy();
        close(this.document);
        for (Map.Entry<String, JsonNode> path : this.document.get("paths").properties()) {
            for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
                if (METHODS.contains(method.getKey())) {
                    operations.add(
                            new Operation(
                                    method.getKey().toUpperCase(java.util.Locale.ROOT),
                                    path.getKey(),
                                    method.getValue(),
                                    path.getValue()));
                }
            }
        }
        operations.sort(Comparator.comparing(one -> one.path().contains("{")));
    }

    private static void close(JsonNode node) {
        if (node instanceof ObjectNode object
                && object.path("properties").isObject()
                && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        node.forEach(Described::close);
    }

    JsonNode document() {
        return document;
    }

    List<Operation> operations() {
        return operations;
    }

    /** Each as {@code GET /path 200}. */
    Set<String> seen() {
        return seen;
    }

    /** All that are described, as {@link #seen}. */
    Set<String> answers() {
        Set<String> answers = new TreeSet<>();
        for (Operation operation : operations) {
            operation
                    .json()
                    .get("responses")
                    .fieldNames()
                    .forEachRemaining(status -> answers.add(operation.name() + " " + status));
        }
        return answers;
    }

    JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
    }

    Set<ValidationMessage> errors(JsonNode schema, JsonNode value) {
        ObjectNode root = schema.deepCopy();
        root.set("components", document.get("components"));
        return SCHEMAS.getSchema(root, CONFIG).validate(value);
    }

    /** Fails unless the answer is one that the document describes. */
    void check(String method, String path, Reply reply) {
        Operation operation =
                operations.stream()
                        .filter(one -> one.method().equals(method))
                        .filter(
                                one ->
                                        path.split("\\?")[0].matches(
                                                one.path().replaceAll("\\{[a-z]+}", "[^/]+")))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError(method + " " + path));
        String what = operation.name() + " " + reply.status();
        assertThat(operation.answers(reply.status())).as(what + ": " + reply.text()).isTrue();
        seen.add(what);
        JsonNode response =
                resolve(operation.json().get("responses").get(String.valueOf(reply.status())));
        for (String header : (Iterable<String>) response.path("headers")::fieldNames) {
            assertThat(reply.raw().headers().firstValue(header))
                    .as(what + " " + header)
                    .isPresent();
        }
        String type = reply.raw().headers().firstValue("Content-Type").orElse("none").split(";")[0];
        JsonNode content = response.get("content").get(type);
        assertThat(content).as(what + " " + type).isNotNull();
        if (type.equals("application/json")) {
            assertThat(errors(content.get("schema"), reply.json()))
                    .as(what + ": " + reply.text())
                    .isEmpty();
        }
    }
}
