package io.github.cameltimelines.inbox;

import java.time.Instant;

/**
 * Is told after each commit how many new events are on the disk, by the thread that writes them,
 * before their callers are answered: must be quick, thread-safe, and not throw.
 */
@FunctionalInterface
public interface StoredListener {

    /**
     * So many of one workspace. A commit with several workspaces is told in several calls.
     *
     * @param at when their transaction began
     */
    void stored(Instant at, int workspaceId, int events);
}
