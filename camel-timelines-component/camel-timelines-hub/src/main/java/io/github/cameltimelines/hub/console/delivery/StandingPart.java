package io.github.cameltimelines.hub.console.delivery;

import io.jstach.jstache.JStache;
import java.util.List;

/**
 * How one delivery stands, on its page: asks again by itself for as long as that changes.
 *
 * @param root the way to the console
 * @param next why it is tried when it is
 * @param attempts the latest first; null where the page has them
 */
@JStache(path = "delivery/standing")
record StandingPart(
        String root, Standing standing, NextTry next, int seen, List<AttemptRow> attempts) {

    boolean isLive() {
        return !standing.look().equals("ok") && !standing.look().equals("bad");
    }

    /** Whether the attempts come along, to take the place of those that the page has. */
    boolean isWithAttempts() {
        return attempts != null;
    }
}
