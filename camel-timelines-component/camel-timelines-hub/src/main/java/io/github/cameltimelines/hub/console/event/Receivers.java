package io.github.cameltimelines.hub.console.event;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltimelines.hub.api.HubPaths;
import io.github.cameltimelines.hub.console.Visit;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** The webhooks that an event can be sent to. */
record Receivers(List<Receiver> all) {

    /** One of them. */
    record Receiver(String id, String url, String eventType, boolean enabled, boolean chosen) {
        /** As it stands in a list to choose from. */
        String text() {
            return url + " (" + eventType + (enabled ? ")" : ", switched off)");
        }
    }

    /**
     * @param chosen the id of the one that is chosen; may be empty
     */
    static Receivers read(Visit visit, String chosen) throws Exception {
        JsonNode webhooks = visit.get(HubPaths.API + "/webhooks").path("data");
        return new Receivers(
                StreamSupport.stream(webhooks.spliterator(), false)
                        .map(
                                webhook ->
                                        new Receiver(
                                                webhook.path("id").asText(),
                                                webhook.path("url").asText(),
                                                webhook.path("event_type").asText(),
                                                webhook.path("enabled").asBoolean(),
                                                webhook.path("id").asText().equals(chosen)))
                        .toList());
    }

    boolean any() {
        return !all.isEmpty();
    }

    Optional<Receiver> of(String id) {
        return all.stream().filter(one -> one.id().equals(id)).findFirst();
    }
}
