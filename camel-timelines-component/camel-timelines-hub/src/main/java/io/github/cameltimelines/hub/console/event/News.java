package io.github.cameltimelines.hub.console.event;

import io.jstach.jstache.JStache;

/**
 * Says how many events came since a list was shown.
 *
 * @param since the newest in the list; empty for none
 * @param query of the list
 * @param count how many there are now; at the most {@link #MAX}
 */
@JStache(path = "event/news")
record News(String since, String query, int count) {

    /** More are not counted. */
    static final int MAX = 100;

    boolean any() {
        return count > 0;
    }

    String text() {
        return count >= MAX
                ? MAX + " or more new events"
                : count == 1 ? "1 new event" : count + " new events";
    }
}
