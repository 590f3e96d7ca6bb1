package io.github.cameltimelines.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameltimelines.model.TimelinesJson;
import java.io.IOException;
import java.util.Optional;

/**
 * The body of an event, while filters look into it: parsed when the first does, and once for all of
 * them. For one thread.
 */
public final class FilteredBody {

    /**
     * Values that are looked at, at the most: as many as 64 KiB can hold, for about 10 ms.
     * TimelinesAI's events have some fifty, and become large by their texts, which cost nothing to
     * look at.
     */
    static final int VALUES_MAX = 32_768;

    private static final ObjectMapper JSON = TimelinesJson.mapper();

    private final byte[] bytes;
    private Optional<Object> tree;
    private Boolean tooMany;

    public FilteredBody(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Whether it has more values than are looked at. */
    boolean hasTooMany() {
        if (tooMany == null) {
            tooMany = bytes.length > 2 * VALUES_MAX && count() > VALUES_MAX;
        }
        return tooMany;
    }

    /** Counts no further than to the bound. */
    private int count() {
        int values = 0;
        try (JsonParser json = JSON.createParser(bytes)) {
            for (JsonToken next; values <= VALUES_MAX && (next = json.nextToken()) != null; ) {
                if (next.isScalarValue() || next.isStructStart()) {
                    values++;
                }
            }
        } catch (IOException e) {
            return values; // what is no JSON has no tree either
        }
        return values;
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
