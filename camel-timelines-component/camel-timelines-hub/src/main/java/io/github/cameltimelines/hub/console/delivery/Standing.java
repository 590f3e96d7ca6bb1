package io.github.cameltimelines.hub.console.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltimelines.hub.console.DeliveryLook;
import io.github.cameltimelines.hub.console.Moment;
import java.time.Instant;
import java.util.Objects;

/**
 * How a delivery stands: what changes of its row.
 *
 * @param word its status
 * @param look the class of its colour
 * @param tries as in {@code 2 of 10}
 * @param answer of the latest attempt; null before the first
 * @param failed whether that one failed
 * @param next when it is tried again, in words
 * @param nextAt the very time; null where there is none
 * @param swapped whether it is to take the place of what a page shows
 */
record Standing(
        String id,
        String word,
        String look,
        String tries,
        String answer,
        boolean failed,
        String next,
        Moment nextAt,
        boolean swapped) {

    /**
     * @param delivery as the API has it
     * @param hook null for one that was deleted
     */
    static Standing of(JsonNode delivery, Hook hook, Instant now) {
        String status = delivery.path("status").asText();
        JsonNode last = delivery.path("last_response");
        String next = delivery.path("next_attempt_at").asText();
        return new Standing(
                delivery.path("id").asText(),
                status.replace('_', ' '),
                DeliveryLook.of(status),
                tries(delivery, hook),
                last.isMissingNode() ? null : AnswerText.of(last),
                !last.path("delivered").asBoolean(true),
                next(status, next, hook, now),
                Moment.of(next),
                false);
    }

    static String tries(JsonNode delivery, Hook hook) {
        int attempts = delivery.path("attempts").asInt();
        if (hook == null || delivery.path("status").asText().equals("delivered")) {
            return Integer.toString(attempts);
        }
        int all = hook.triesInAll(delivery.path("resent_after").asInt());
        return attempts > all ? Integer.toString(attempts) : attempts + " of " + all;
    }

    private static String next(String status, String next, Hook hook, Instant now) {
        if (status.equals("delivered") || status.equals("given_up")) {
            return "–";
        }
        if (hook == null) {
            return "–";
        }
        if (!hook.enabled()) {
            return "when enabled";
        }
        if (!next.isEmpty()) {
            return Moment.until(Instant.parse(next), now);
        }
        return "waits its turn";
    }

    /** To be put into a page that is shown. */
    Standing forSwap() {
        return new Standing(id, word, look, tries, answer, failed, next, nextAt, true);
    }

    /** Another one as soon as anything of it is. */
    String mark() {
        return Integer.toHexString(Objects.hash(word, tries, answer, next));
    }
}
