package io.github.cameltimelines.hub.console.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltimelines.hub.console.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Why a delivery is tried again when it is, or is not.
 *
 * @param why a sentence
 * @param behind the delivery that it waits for; null for none
 */
record NextTry(String why, String behind) {

    /** The schedule's waits are made up to 20 % longer; more than that was asked for. */
    private static final double JITTER_MAX = 1.25;

    private static final int GONE = 410;

    /**
     * @param hook null for one that was deleted
     * @param before the one before it that is still owed; null for none
     */
    static NextTry of(JsonNode delivery, Hook hook, String before) {
        return switch (delivery.path("status").asText()) {
            case "delivered" -> because("None: the receiver took it.");
            case "given_up" -> because(givenUp(delivery, hook));
            case "retrying" -> owed(delivery, hook, before);
            default -> pending(hook, before);
        };
    }

    private static NextTry because(String why) {
        return new NextTry(why, null);
    }

    private static String givenUp(JsonNode delivery, Hook hook) {
        int tries = delivery.path("attempts").asInt();
        String told = " It is kept for 30 days and can be resent.";
        if (delivery.path("last_response").path("status").asInt() == GONE) {
            return "None: the receiver answered 410 Gone, which says that it will not come back."
                    + told;
        }
        return "None: given up after "
                + (tries == 1 ? "1 try" : tries + " tries")
                + (hook == null ? "." : ", the last by the schedule " + schedule(hook) + ".")
                + told;
    }

    private static NextTry pending(Hook hook, String before) {
        Optional<NextTry> held = held(hook);
        if (held.isPresent()) {
            return held.get();
        }
        return before == null
                ? because("Due now: it goes out as soon as there is room.")
                : behind(hook, before);
    }

    private static NextTry owed(JsonNode delivery, Hook hook, String before) {
        Optional<NextTry> held = held(hook);
        if (held.isPresent()) {
            return held.get();
        }
        String next = delivery.path("next_attempt_at").asText();
        if (next.isEmpty()) {
            return before == null
                    ? because("It is being tried now, or is about to be.")
                    : behind(hook, before);
        }
        int retry = delivery.path("attempts").asInt() - delivery.path("resent_after").asInt();
        JsonNode last = delivery.path("last_response");
        Optional<Duration> wait = hook.waitAfter(retry);
        if (wait.isPresent() && last.hasNonNull("at")) {
            Duration waits =
                    Duration.between(Instant.parse(last.path("at").asText()), Instant.parse(next));
            int status = last.path("status").asInt();
            if ((status == 429 || status == 503)
                    && waits.toMillis() > wait.get().toMillis() * JITTER_MAX + 1_000) {
                return because(
                        "The receiver asked for about "
                                + Moment.length(waits)
                                + " (Retry-After), which is longer than the schedule.");
            }
        }
        return because(
                "Retry "
                        + retry
                        + " of "
                        + hook.schedule().waits().size()
                        + " by the schedule "
                        + schedule(hook)
                        + ", up to 20 % earlier or later.");
    }

    private static Optional<NextTry> held(Hook hook) {
        if (hook == null) {
            return Optional.of(
                    because("None over HTTP: its webhook was deleted, or it goes to a route."));
        }
        return hook.enabled()
                ? Optional.empty()
                : Optional.of(because("The webhook is disabled: it waits until it is enabled."));
    }

    private static NextTry behind(Hook hook, String before) {
        return new NextTry(
                hook.ordering().equals("strict")
                        ? "It waits: this webhook gets one after the other, and before it comes"
                        : "It waits: a chat's come one after the other, and before it comes",
                before);
    }

    private static String schedule(Hook hook) {
        return hook.schedule().waits().isEmpty() ? "(no retries)" : hook.scheduleText();
    }
}
