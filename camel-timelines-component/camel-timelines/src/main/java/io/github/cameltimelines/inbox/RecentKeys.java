package io.github.cameltimelines.inbox;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * The keys of the events that were stored last, so that a repetition within seconds, the usual one,
 * costs no statement. The ledger decides about all others. For one thread.
 */
final class RecentKeys {

    private static final int MAX = 20_000; // about 2 MB

    private final Map<UUID, Long> storedAtMs =
            new LinkedHashMap<>(MAX * 4 / 3, 0.75f) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<UUID, Long> eldest) {
                    return size() > MAX;
                }
            };

    boolean contains(Arrival arrival, long nowMs) {
        Long stored = storedAtMs.get(arrival.key);
        return stored != null && nowMs - stored < arrival.window.toMillis();
    }

    void add(Arrival arrival, long nowMs) {
        storedAtMs.put(arrival.key, nowMs);
    }
}
