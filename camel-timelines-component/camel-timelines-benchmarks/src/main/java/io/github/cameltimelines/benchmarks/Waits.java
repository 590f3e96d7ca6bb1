package io.github.cameltimelines.benchmarks;

import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** How long it was from the caller's 200 to the first byte at the sink, of each event. */
final class Waits {

    /** When each was answered, by the uid of its message, in nanoseconds. */
    final ConcurrentMap<String, Long> answered = new ConcurrentHashMap<>();

    private final ConcurrentMap<String, Long> out = new ConcurrentHashMap<>();
    private final Sink sink;

    /** Begins to listen. */
    Waits(Sink sink) {
        this.sink = sink;
        sink.listen(arrival -> out.put(Load.uidIn(arrival.body().toString()), arrival.atNs()));
    }

    boolean allArrived() {
        return out.keySet().containsAll(answered.keySet());
    }

    /**
     * Ends listening. Milliseconds, sorted, of those that arrived; the first byte may be out before
     * the caller has read its 200.
     */
    double[] end() {
        sink.listen(null);
        double[] waits =
                answered.entrySet().stream()
                        .filter(entry -> out.containsKey(entry.getKey()))
                        .mapToDouble(
                                entry ->
                                        Math.max(
                                                0,
                                                (out.get(entry.getKey()) - entry.getValue()) / 1e6))
                        .toArray();
        Arrays.sort(waits);
        return waits;
    }

    /** What so large a part of them is below. */
    static double quantile(double[] waits, double part) {
        return waits[(int) (waits.length * part)];
    }
}
