package io.github.cameltimelines.hub.console.webhook;

import io.github.cameltimelines.hub.console.Frame;
import io.jstach.jstache.JStache;
import java.util.List;

/**
 * A page of the webhooks, as TimelinesAI's console lists them.
 *
 * @param next the query of the next page; null for none
 */
@JStache(path = "webhook/list")
record WebhooksPage(Frame frame, List<Webhook> webhooks, Room room, ListPlace place, String next) {

    boolean isEmpty() {
        return webhooks.isEmpty();
    }

    /** Whether its cells replace those of a page that is open. */
    boolean isLive() {
        return false;
    }
}
