package io.github.cameltimelines.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * Realistic payloads of all event types, from one resource file each. {@code ${now}}, {@code
 * ${uid}} and {@code ${id}} stand for the time, a new uid and a new number, so that no two samples
 * are the same event.
 */
final class SampleEvents {

    private final Workspace workspace;

    SampleEvents(Workspace workspace) {
        this.workspace = workspace;
    }

    ObjectNode payload(String eventType) {
        if (!EventTypes.ALL.contains(eventType)) {
            throw new IllegalArgumentException("Not a known event type: " + eventType);
        }
        String resource = "samples/" + eventType.replace(':', '-') + ".json";
        try (InputStream in = SampleEvents.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("Not on the class path: " + resource);
            }
            JsonNode template = Json.MAPPER.readTree(in);
            ObjectNode payload = (ObjectNode) filled(template, workspace.nextChatId());
            payload.remove("event_type");
            return payload;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode filled(JsonNode node, long id) {
        if (node instanceof ObjectNode object) {
            ObjectNode copy = Json.object();
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                copy.set(field.getKey(), filled(field.getValue(), id));
            }
            return copy;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode copy = Json.array();
            array.forEach(item -> copy.add(filled(item, id)));
            return copy;
        }
        if (!node.isTextual() || !node.textValue().contains("${")) {
            return node;
        }
        if (node.textValue().equals("${id}")) {
            return copyOf(id);
        }
        return Json.MAPPER
                .getNodeFactory()
                .textNode(
                        node.textValue()
                                .replace("${now}", workspace.times.format(workspace.times.now()))
                                .replace("${uid}", workspace.newUid())
                                .replace("${id}", Long.toString(id)));
    }

    private static JsonNode copyOf(long id) {
        return Json.MAPPER.getNodeFactory().numberNode(id);
    }
}
