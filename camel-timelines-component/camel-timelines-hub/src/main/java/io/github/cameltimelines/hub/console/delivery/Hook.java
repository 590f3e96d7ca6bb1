package io.github.cameltimelines.hub.console.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltimelines.hub.api.ApiProblem;
import io.github.cameltimelines.hub.api.HubPaths;
import io.github.cameltimelines.hub.console.Visit;
import io.github.cameltimelines.subscription.RetrySchedule;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the pages of deliveries need to know of a webhook.
 *
 * @param scheduleText as it was written
 * @param ordering which deliveries wait for each other
 */
record Hook(
        int id,
        String url,
        String eventType,
        boolean enabled,
        RetrySchedule schedule,
        String scheduleText,
        String ordering) {

    private static final String WEBHOOKS = HubPaths.API + "/webhooks";
    private static final String SCHEDULE = "5s,5m,30m,2h,5h,10h,14h,20h,1d";

    /** All of the workspace, by their ids. */
    static Map<Integer, Hook> all(Visit visit) throws Exception {
        Map<Integer, Hook> hooks = new LinkedHashMap<>();
        for (JsonNode webhook : visit.get(WEBHOOKS).path("data")) {
            Hook hook = of(webhook);
            hooks.put(hook.id(), hook);
        }
        return hooks;
    }

    /** Those of them that are there. */
    static Map<Integer, Hook> some(Visit visit, Set<Integer> ids) throws Exception {
        Map<Integer, Hook> hooks = new LinkedHashMap<>();
        for (int id : ids) {
            one(visit, id).ifPresent(hook -> hooks.put(id, hook));
        }
        return hooks;
    }

    /** Empty for one that was deleted, and for a route of the hub. */
    static Optional<Hook> one(Visit visit, int id) throws Exception {
        try {
            return Optional.of(of(visit.get(WEBHOOKS + "/" + id).path("data")));
        } catch (ApiProblem problem) {
            if (problem.status() == 404) {
                return Optional.empty();
            }
            throw problem;
        }
    }

    private static Hook of(JsonNode webhook) {
        String schedule = webhook.path("retry_schedule").asText(SCHEDULE);
        return new Hook(
                webhook.path("id").asInt(),
                webhook.path("url").asText(),
                webhook.path("event_type").asText(),
                webhook.path("enabled").asBoolean(),
                RetrySchedule.parse(schedule),
                schedule,
                webhook.path("ordering").asText("chat"));
    }

    /** How often a delivery is tried in all, after it was last resent at that attempt. */
    int triesInAll(int resentAfter) {
        return resentAfter + schedule.attempts();
    }

    /** What the schedule has after that attempt. */
    Optional<Duration> waitAfter(int attempt) {
        return attempt < 1 ? Optional.empty() : schedule.waitAfter(attempt);
    }
}
