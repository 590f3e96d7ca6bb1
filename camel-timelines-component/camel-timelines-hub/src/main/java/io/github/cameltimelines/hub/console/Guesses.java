package io.github.cameltimelines.hub.console;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts wrong tokens by where they come from, and says when that has to wait: a minute after five
 * of them, and twice as long after each further one, up to fifteen minutes. On this node, in
 * memory. Thread-safe.
 */
final class Guesses {

    static final int FREE = 5;

    private static final Duration FIRST_WAIT = Duration.ofMinutes(1);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);

    /** After so long without a wrong one the count begins anew. */
    private static final Duration FORGOTTEN = Duration.ofMinutes(30);

    private static final int PLACES_MAX = 10_000;

    private record Count(int wrong, long lastMs, long lockedUntilMs) {}

    private final Clock clock;

    /** Those that guessed longest ago go first. */
    private final Map<String, Count> places =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Count> eldest) {
                    return size() > PLACES_MAX;
                }
            };

    Guesses(Clock clock) {
        this.clock = clock;
    }

    /** How long whoever calls from there has to wait; zero if it may try now. */
    synchronized Duration wait(String place) {
        Count count = places.get(place);
        long left = count == null ? 0 : count.lockedUntilMs() - clock.millis();
        return left > 0 ? Duration.ofMillis(left) : Duration.ZERO;
    }

    synchronized void wrong(String place) {
        long now = clock.millis();
        Count before = places.get(place);
        boolean fresh = before == null || now - before.lastMs() > FORGOTTEN.toMillis();
        int wrong = fresh ? 1 : before.wrong() + 1;
        places.put(place, new Count(wrong, now, wrong < FREE ? 0 : now + wait(wrong).toMillis()));
    }

    private static Duration wait(int wrong) {
        Duration wait = FIRST_WAIT;
        for (int i = FREE; i < wrong && wait.compareTo(LONGEST_WAIT) < 0; i++) {
            wait = wait.multipliedBy(2);
        }
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }

    synchronized void right(String place) {
        places.remove(place);
    }
}
