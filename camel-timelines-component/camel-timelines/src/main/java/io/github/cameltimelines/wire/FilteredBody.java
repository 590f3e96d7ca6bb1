package io.github.cameltimelines.wire;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameltimelines.model.TimelinesJson;
import java.io.IOException;
import java.util.Optional;

/**
 * The body of an event, while filters look into it: parsed when the first does, and once for all of
 * them. For one thread.
 */
public final class FilteredBody {

    private static final ObjectMapper JSON = TimelinesJson.mapper();

    private final byte[] bytes;
    private Optional<Object> tree;

    public FilteredBody(byte[] bytes) {
        this.bytes = bytes;
    }

    int length() {
        return bytes.length;
    }

    /** Empty for what is no JSON. */
    @SuppressWarnings("OptionalAssignedToNull") // null is: not parsed yet
    Optional<Object> tree() {
        if (tree == null) {
            try {
                tree = Optional.ofNullable(JSON.readValue(bytes, Object.class));
            } catch (IOException e) {
                tree = Optional.empty();
            }
        }
        return tree;
    }
}
