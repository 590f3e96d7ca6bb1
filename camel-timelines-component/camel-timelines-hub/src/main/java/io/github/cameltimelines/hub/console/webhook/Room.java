package io.github.cameltimelines.hub.console.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltimelines.hub.api.HubPaths;
import io.github.cameltimelines.hub.console.Visit;

/**
 * How many webhooks a workspace has, and may have.
 *
 * @param limit 0 for any number
 */
record Room(long have, long limit) {

    static Room of(Visit visit) throws Exception {
        JsonNode workspace = visit.get(HubPaths.HUB_API + "/workspace").path("data");
        return new Room(
                workspace.path("webhooks").asLong(), workspace.path("webhook_limit").asLong());
    }

    boolean isFull() {
        return limit > 0 && have >= limit;
    }

    String text() {
        if (limit > 0) {
            return have + " of " + limit + (limit == 1 ? " endpoint" : " endpoints");
        }
        return have + (have == 1 ? " endpoint" : " endpoints");
    }

    /** Why there can be no more, and what to do. */
    String reason() {
        return "This workspace has all of the "
                + limit
                + " endpoints that it may have. Delete one that is not needed, or ask whoever runs"
                + " the hub for more.";
    }
}
