package io.github.cameltimelines.hub.console.event;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltimelines.hub.api.HubPaths;
import io.github.cameltimelines.hub.console.Visit;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * How the deliveries of one event stand.
 *
 * @param known whether they were looked at: a list looks at some hundreds only
 */
record Standing(boolean known, int delivered, int waiting, int givenUp) {

    private static final Standing NOBODY = new Standing(true, 0, 0, 0);
    private static final Standing UNKNOWN = new Standing(false, 0, 0, 0);
    private static final int LOOKED_AT = 500;

    /** Deliveries are made with their event; those made much later stand on its own page. */
    private static final Duration MADE_WITHIN = Duration.ofSeconds(2);

    /** Those of the events of a list, by one call for all. */
    static final class Book {
        private final Map<String, Standing> byEvent = new HashMap<>();
        private final Instant knownFrom;

        private Book(Instant knownFrom) {
            this.knownFrom = knownFrom;
        }

        Standing of(JsonNode event) {
            Standing found = byEvent.get(event.path("id").asText());
            if (found != null) {
                return found;
            }
            return Instant.parse(event.path("received_at").asText()).isBefore(knownFrom)
                    ? UNKNOWN
                    : NOBODY;
        }
    }

    /**
     * @param events of one page, the newest first; not none
     */
    static Book read(Visit visit, JsonNode events) throws Exception {
        Instant newest = Instant.parse(events.get(0).path("received_at").asText());
        String oldest = events.get(events.size() - 1).path("received_at").asText();
        JsonNode page =
                visit.get(
                        HubPaths.HUB_API
                                + "/deliveries?limit="
                                + LOOKED_AT
                                + "&from="
                                + Visit.encoded(oldest)
                                + "&to="
                                + Visit.encoded(newest.plus(MADE_WITHIN).toString()));
        JsonNode deliveries = page.path("data");
        Book book = new Book(knownFrom(page));
        for (JsonNode delivery : deliveries) {
            if (!Instant.parse(delivery.path("created_at").asText()).isBefore(book.knownFrom)) {
                book.byEvent.merge(
                        delivery.path("event_id").asText(),
                        of(delivery.path("status").asText()),
                        Standing::plus);
            }
        }
        return book;
    }

    /** Where there are more, those of the oldest moment that was read may not all have been. */
    private static Instant knownFrom(JsonNode page) {
        JsonNode deliveries = page.path("data");
        if (!page.path("has_more").asBoolean()) {
            return Instant.MIN;
        }
        return deliveries.isEmpty()
                ? Instant.MAX
                : Instant.parse(deliveries.get(deliveries.size() - 1).path("created_at").asText())
                        .plusMillis(1);
    }

    private static Standing of(String status) {
        return switch (status) {
            case "delivered" -> new Standing(true, 1, 0, 0);
            case "given_up" -> new Standing(true, 0, 0, 1);
            default -> new Standing(true, 0, 1, 0);
        };
    }

    private Standing plus(Standing other) {
        return new Standing(
                true,
                delivered + other.delivered,
                waiting + other.waiting,
                givenUp + other.givenUp);
    }

    boolean nobody() {
        return known && delivered + waiting + givenUp == 0;
    }

    String deliveredText() {
        return delivered == 0 ? null : delivered + " delivered";
    }

    String waitingText() {
        return waiting == 0 ? null : waiting + " under way";
    }

    String givenUpText() {
        return givenUp == 0 ? null : givenUp + " given up";
    }
}
