package io.github.cameltimelines.hub.console.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltimelines.hub.api.ApiProblem;
import io.github.cameltimelines.hub.console.Visit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is new since a list was shown: counted, and of its rows what stands otherwise now. */
final class LiveRows {

    private static final int FRESH_MAX = 100;

    private final Visit visit;
    private final Instant now;
    private final DeliveryFilter filter;

    LiveRows(Visit visit, Instant now) {
        this.visit = visit;
        this.now = now;
        filter = DeliveryFilter.of(visit);
    }

    /** With 204 where nothing changed: then the page stays as it is, the focus with it. */
    void answer() throws Exception {
        String since = visit.query("since").orElse("");
        String newest = visit.query("newest").orElse("");
        Map<String, String> shown = shown();
        List<Standing> all = standings(shown.keySet());
        List<Standing> changed =
                all.stream()
                        .filter(one -> !one.mark().equals(shown.get(one.id())))
                        .map(Standing::forSwap)
                        .toList();
        int fresh = since.isEmpty() ? 0 : fresh(since, newest);
        if (changed.isEmpty() && visit.query("fresh").orElse("").equals(String.valueOf(fresh))) {
            visit.show(204, out -> {});
            return;
        }
        LivePart part =
                new LivePart(
                        visit.query("up").isPresent() ? "../" : "",
                        filter.query(),
                        since,
                        newest,
                        fresh,
                        fresh >= FRESH_MAX,
                        all,
                        changed);
        visit.show(out -> LivePartRenderer.of().execute(part, out));
    }

    /** The marks of the rows that the page has. */
    private Map<String, String> shown() {
        Map<String, String> shown = new LinkedHashMap<>();
        for (String one : visit.query("shown").orElse("").split(",")) {
            String[] parts = one.split("~", 2);
            if (parts.length == 2) {
                shown.put(parts[0], parts[1]);
            }
        }
        return shown;
    }

    private List<Standing> standings(Set<String> ids) throws Exception {
        if (ids.isEmpty()) {
            return List.of();
        }
        JsonNode deliveries =
                visit.get(
                                DeliveryPages.DELIVERIES
                                        + "?delivery_ids="
                                        + Visit.encoded(String.join(",", ids)))
                        .path("data");
        Set<Integer> webhooks = new LinkedHashSet<>();
        deliveries.forEach(one -> webhooks.add(one.path("webhook_id").asInt()));
        Map<Integer, Hook> hooks = Hook.some(visit, webhooks);
        List<Standing> standings = new ArrayList<>();
        for (JsonNode one : deliveries) {
            standings.add(Standing.of(one, hooks.get(one.path("webhook_id").asInt()), now));
        }
        return standings;
    }

    /** Ids sort as deliveries were made. */
    private int fresh(String since, String newest) throws Exception {
        JsonNode answer;
        try {
            answer =
                    visit.get(
                            DeliveryPages.DELIVERIES
                                    + "?limit="
                                    + FRESH_MAX
                                    + filter.wantedSince(since));
        } catch (ApiProblem problem) {
            if (problem.status() == 400) {
                return 0; // nothing can be new: the filter ends before
            }
            throw problem;
        }
        int fresh = 0;
        for (JsonNode one : answer.path("data")) {
            if (one.path("id").asText().compareTo(newest) > 0) {
                fresh++;
            }
        }
        return fresh;
    }
}
