package io.github.cameltimelines.hub.console.delivery;

import io.github.cameltimelines.hub.console.Frame;
import io.jstach.jstache.JStache;
import java.util.List;

/**
 * The replays, the newest first.
 *
 * @param older the cursor of the next page; null for none
 */
@JStache(path = "delivery/replays")
record ReplaysPage(Frame frame, List<ReplayView> replays, String older) {
    boolean hasReplays() {
        return !replays.isEmpty();
    }
}
