package io.github.cameltimelines.hub.console.delivery;

import io.jstach.jstache.JStache;

/**
 * How far a replay has come: asks again by itself until it has ended.
 *
 * @param of how many deliveries it goes over; 0 where that is not known
 * @param asked whether the page asked for it by itself
 */
@JStache(path = "delivery/replay-part")
record ReplayPart(String root, String csrf, ReplayView replay, long of, boolean asked) {

    boolean isRunning() {
        return replay.state().equals("running");
    }

    boolean isPaused() {
        return replay.state().equals("paused");
    }

    boolean isLive() {
        return isRunning() || isPaused();
    }

    /** Whether the page is to say that it ended. */
    boolean isNews() {
        return asked && !isLive();
    }

    long max() {
        return replay.total() != null ? replay.total() : of;
    }

    /** Whether it is known how much there is to do. */
    boolean isMeasured() {
        return max() > 0;
    }

    long value() {
        if (replay.state().equals("done")) {
            return max();
        }
        long done = replay.done() != null ? replay.done() : replay.resent() + replay.skipped();
        return Math.min(done, max());
    }

    /** Where it is not known, one that ended has a full bar all the same. */
    boolean isDone() {
        return replay.state().equals("done");
    }

    /** Cancelled or failed. */
    boolean isEnded() {
        return !isLive() && !isDone();
    }

    String query() {
        return of > 0 ? "?of=" + of : "";
    }
}
