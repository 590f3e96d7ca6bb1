package io.github.cameltimelines.outbox;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A node as it shows itself to the others.
 *
 * @param beat counts up while it lives
 * @param seen it has given up all that went to others by joins up to this revision
 * @param joined the queues it serves, each with the revision of its joining
 */
record NodeEntry(int node, long beat, long seen, Map<Integer, Long> joined) {

    long newestRevision() {
        return joined.values().stream().mapToLong(Long::longValue).max().orElse(0);
    }

    static Map<Integer, Long> parse(String text) {
        Map<Integer, Long> joined = new HashMap<>();
        for (String pair : text.isEmpty() ? new String[0] : text.split(",")) {
            int colon = pair.indexOf(':');
            joined.put(
                    Integer.valueOf(pair.substring(0, colon)),
                    Long.valueOf(pair.substring(colon + 1)));
        }
        return joined;
    }

    String joinedText() {
        return joined.entrySet().stream()
                .map(entry -> entry.getKey() + ":" + entry.getValue())
                .collect(Collectors.joining(","));
    }
}
