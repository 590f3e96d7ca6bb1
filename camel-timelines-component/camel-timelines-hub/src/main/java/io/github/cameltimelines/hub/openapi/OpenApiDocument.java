package io.github.cameltimelines.hub.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameltimelines.model.TimelinesJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * The OpenAPI document, put together from a file for each part of the hub. The files are kept by
 * hand; a test holds them against what the hub answers.
 */
final class OpenApiDocument {

    /** In the order in which they are shown. */
    private static final List<String> PARTS =
            List.of(
                    "hub",
                    "webhook",
                    "figures",
                    "event",
                    "sample",
                    "history",
                    "erasure",
                    "flow",
                    "workspace");

    private static final JsonMapper JSON = TimelinesJson.builder().build();

    private OpenApiDocument() {}

    static byte[] json() {
        try {
            ObjectNode whole = JSON.createObjectNode();
            for (String part : PARTS) {
                try (InputStream file = OpenApiDocument.class.getResourceAsStream(part + ".json")) {
                    add(whole, JSON.readTree(file), part);
                }
            }
            return JSON.writeValueAsBytes(whole);
        } catch (IOException e) {
            throw new UncheckedIOException("The OpenAPI document cannot be read", e);
        }
    }

    /** Objects become one, lists follow each other. */
    private static void add(ObjectNode to, JsonNode part, String where) {
        for (Map.Entry<String, JsonNode> field : part.properties()) {
            String name = field.getKey();
            JsonNode there = to.get(name);
            if (there == null) {
                to.set(name, field.getValue());
            } else if (there instanceof ObjectNode object && field.getValue().isObject()) {
                add(object, field.getValue(), where + "/" + name);
            } else if (there instanceof ArrayNode list && field.getValue().isArray()) {
                field.getValue().forEach(list::add);
            } else {
                throw new IllegalStateException(where + "/" + name + " is described twice");
            }
        }
    }
}
