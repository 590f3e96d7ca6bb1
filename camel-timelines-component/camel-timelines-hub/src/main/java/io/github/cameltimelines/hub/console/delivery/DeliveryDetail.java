package io.github.cameltimelines.hub.console.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltimelines.hub.api.ApiProblem;
import io.github.cameltimelines.hub.console.Moment;
import io.github.cameltimelines.hub.console.Visit;
import io.github.cameltimelines.hub.console.delivery.DeliveryPage.SentHeader;
import io.github.cameltimelines.hub.console.delivery.DeliveryPage.SentRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Gathers all that is known of one delivery. */
final class DeliveryDetail {

    private static final int BEFORE_MAX = 20;
    private static final String HIDDEN = "***";

    private final Visit visit;
    private final JsonNode delivery;
    private final Hook hook;
    private final Instant now;

    private DeliveryDetail(Visit visit, JsonNode delivery, Hook hook, Instant now) {
        this.visit = visit;
        this.delivery = delivery;
        this.hook = hook;
        this.now = now;
    }

    /**
     * @throws ApiProblem 404
     */
    static DeliveryDetail of(Visit visit, String id, Instant now) throws Exception {
        JsonNode delivery =
                visit.get(DeliveryPages.DELIVERIES + "/" + Visit.encoded(id)).path("data");
        Hook hook = Hook.one(visit, delivery.path("webhook_id").asInt()).orElse(null);
        return new DeliveryDetail(visit, delivery, hook, now);
    }

    /**
     * @param seen the number of attempts that the page shows
     */
    StandingPart standing(String seen) throws Exception {
        JsonNode log = delivery.path("log");
        boolean more = !String.valueOf(log.size()).equals(seen);
        return part(before(), more ? AttemptRow.of(log) : null);
    }

    private StandingPart part(List<JsonNode> before, List<AttemptRow> attempts) {
        return new StandingPart(
                visit.root(),
                Standing.of(delivery, hook, now),
                NextTry.of(delivery, hook, owed(before)),
                delivery.path("log").size(),
                attempts);
    }

    /**
     * @param problem why it was not resent; null else
     */
    DeliveryPage page(String problem) throws Exception {
        String id = text("id");
        List<JsonNode> before = before();
        List<AttemptRow> attempts = AttemptRow.of(delivery.path("log"));
        SentRequest request = null;
        String noRequest = null;
        try {
            request = request(visit.get(DeliveryPages.DELIVERIES + "/" + id + "/request"));
        } catch (ApiProblem none) {
            noRequest = none.getMessage();
        }
        return new DeliveryPage(
                visit.frame("Delivery " + id),
                problem,
                id,
                Moment.of(text("created_at")),
                text("event_id"),
                text("event_type"),
                delivery.path("webhook_id").asInt(),
                hook == null ? null : hook.url(),
                hook != null && hook.enabled(),
                text("chat_id"),
                before.isEmpty() ? null : before.get(0).path("id").asText(),
                part(before, null),
                request,
                noRequest,
                attempts.isEmpty() ? null : attempts.get(0),
                attempts);
    }

    private String text(String field) {
        return delivery.path(field).asText(null);
    }

    private static SentRequest request(JsonNode answer) {
        JsonNode data = answer.path("data");
        List<SentHeader> headers = new ArrayList<>();
        data.path("headers")
                .properties()
                .forEach(
                        header -> {
                            String value = header.getValue().asText();
                            headers.add(
                                    new SentHeader(header.getKey(), value, value.equals(HIDDEN)));
                        });
        return new SentRequest(
                data.path("method").asText(),
                data.path("url").asText(),
                headers,
                Visit.pretty(data.path("body").asText()));
    }

    /** Those that come before it in its order, the latest first; as far as a page of them goes. */
    private List<JsonNode> before() throws Exception {
        String chat = text("chat_id");
        boolean strict = hook != null && hook.ordering().equals("strict");
        if (hook == null || chat == null && !strict) {
            return List.of();
        }
        Instant to = Instant.parse(text("created_at")).plusMillis(1);
        JsonNode answer =
                visit.get(
                        DeliveryPages.DELIVERIES
                                + "?limit="
                                + BEFORE_MAX
                                + "&webhook_id="
                                + hook.id()
                                + (strict ? "" : "&chat_id=" + Visit.encoded(chat))
                                + "&to="
                                + to);
        List<JsonNode> before = new ArrayList<>();
        for (JsonNode one : answer.path("data")) {
            if (one.path("id").asText().compareTo(text("id")) < 0) {
                before.add(one);
            }
        }
        return before;
    }

    private String owed(List<JsonNode> before) {
        if (hook == null || hook.ordering().equals("none")) {
            return null;
        }
        return before.stream()
                .filter(one -> one.path("status").asText().matches("pending|retrying"))
                .findFirst()
                .map(one -> one.path("id").asText())
                .orElse(null);
    }
}
