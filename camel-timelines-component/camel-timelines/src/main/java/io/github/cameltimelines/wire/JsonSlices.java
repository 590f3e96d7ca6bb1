package io.github.cameltimelines.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where in the bytes of a JSON object each value stands, down to three levels, by its path ({@code
 * message.sender.phone}). Of a field given twice the last counts, as with {@code JSON.parse}.
 */
final class JsonSlices {

    private static final int LEVELS = 3;

    /** The bytes from the first, inclusive, to the last, exclusive. */
    record Slice(int from, int to) {

        boolean isNull(byte[] body) {
            return body[from] == 'n';
        }
    }

    private final byte[] body;
    private final Map<String, Slice> byPath = new HashMap<>();
    private int end;

    private JsonSlices(byte[] body) {
        this.body = body;
    }

    /**
     * @throws MalformedEventException if it is not one JSON object
     */
    static JsonSlices of(byte[] body) {
        JsonSlices slices = new JsonSlices(body);
        try (JsonParser json = EventReader.JSON.createParser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedEventException("body must be a JSON object");
            }
            slices.readObject(json, "", 1);
            slices.end = (int) json.currentTokenLocation().getByteOffset();
        } catch (IOException notJson) {
            throw new MalformedEventException("body is not JSON");
        }
        return slices;
    }

    Optional<Slice> get(String path) {
        return Optional.ofNullable(byPath.get(path));
    }

    Slice require(String path) {
        return get(path).orElseThrow(() -> new MalformedEventException("no " + path));
    }

    /** The bytes of the value at the first of the paths that has one other than null. */
    Optional<byte[]> firstValue(String... paths) {
        for (String path : paths) {
            Slice slice = byPath.get(path);
            if (slice != null && !slice.isNull(body)) {
                return Optional.of(Arrays.copyOfRange(body, slice.from, slice.to));
            }
        }
        return Optional.empty();
    }

    /** Where the closing brace of the whole object stands. */
    int end() {
        return end;
    }

    private void readObject(JsonParser json, String prefix, int level) throws IOException {
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            JsonToken value = json.nextToken();
            int from = (int) json.currentTokenLocation().getByteOffset();
            String path = prefix + name;
            if (value == JsonToken.START_OBJECT && level < LEVELS) {
                readObject(json, path + '.', level + 1);
            } else {
                json.skipChildren();
                json.finishToken();
            }
            if (name.indexOf('.') < 0) {
                byPath.put(path, new Slice(from, (int) json.currentLocation().getByteOffset()));
            }
        }
    }
}
