package io.github.cameltimelines.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;

/**
 * Where in the bytes of a JSON object some values stand. Of a field given twice the last counts, as
 * with {@code JSON.parse}.
 */
final class JsonSlices {

    /**
     * The paths that are looked for ({@code message.sender.phone}), numbered once for all bodies.
     */
    static final class Paths {

        private static final class Node {
            final Map<String, Node> children = new HashMap<>();
            int number = -1;
        }

        private final Node root = new Node();
        private int count;

        /** The number of a path, the same each time. */
        int add(String path) {
            Node node = root;
            for (String name : path.split("\\.")) {
                node = node.children.computeIfAbsent(name, unknown -> new Node());
            }
            if (node.number < 0) {
                node.number = count++;
            }
            return node.number;
        }
    }

    private final byte[] body;
    private final int[] from;
    private final int[] to;
    private int end;

    private JsonSlices(byte[] body, int paths) {
        this.body = body;
        this.from = new int[paths];
        this.to = new int[paths];
    }

    /**
     * @throws MalformedEventException if it is not one JSON object
     */
    static JsonSlices of(byte[] body, Paths paths) {
        JsonSlices slices = new JsonSlices(body, paths.count);
        try (JsonParser json = EventReader.JSON.createParser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedEventException("body must be a JSON object");
            }
            slices.readObject(json, paths.root);
            slices.end = (int) json.currentTokenLocation().getByteOffset();
        } catch (IOException notJson) {
            throw new MalformedEventException("body is not JSON");
        }
        return slices;
    }

    /** Where the value of that path begins. */
    int from(int path) {
        return from[path];
    }

    /** The first byte behind it. */
    int to(int path) {
        return to[path];
    }

    /** Whether there is a value, null included. */
    boolean has(int path) {
        return to[path] > 0;
    }

    /** Whether there is one other than null. */
    boolean hasValue(int path) {
        return has(path) && body[from[path]] != 'n';
    }

    /** Writes the value as it stands. */
    void copy(int path, OutputStream out) throws IOException {
        out.write(body, from[path], to[path] - from[path]);
    }

    /** Where the closing brace of the whole object stands. */
    int end() {
        return end;
    }

    private void readObject(JsonParser json, Paths.Node wanted) throws IOException {
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            JsonToken value = json.nextToken();
            Paths.Node node = wanted.children.get(name);
            if (node == null) {
                json.skipChildren();
                continue;
            }
            int begin = (int) json.currentTokenLocation().getByteOffset();
            if (value == JsonToken.START_OBJECT && !node.children.isEmpty()) {
                readObject(json, node);
            } else {
                json.skipChildren();
                json.finishToken();
            }
            if (node.number >= 0) {
                from[node.number] = begin;
                to[node.number] = (int) json.currentLocation().getByteOffset();
            }
        }
    }
}
