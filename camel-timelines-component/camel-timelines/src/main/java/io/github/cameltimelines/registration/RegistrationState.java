package io.github.cameltimelines.registration;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the latest look at TimelinesAI's webhooks found. Holds no URL, secret or token. Immutable.
 *
 * @param lastRun null before the first
 * @param lastSuccess when the list was last read; null if it never was
 * @param tokenRefused whether TimelinesAI answered 401
 * @param failure why the run did not get to its end; null if it did
 * @param retryAfter how long TimelinesAI asked us to wait, in seconds; 0 if it did not
 * @param webhooks ours, as they are now
 * @param missing types of webhooks that we want and that are not there
 * @param vanished those of the missing that were there before: somebody deleted them
 * @param refused types that TimelinesAI would not register, and why
 * @param notCovered needed types for which the workspace has no webhook left
 * @param duplicates ids of further webhooks for the same type and URL; each doubles its deliveries,
 *     and can be deleted
 * @param unneeded types of the enabled webhooks of ours that nobody needs any more; each takes up a
 *     place, and can be deleted
 */
public record RegistrationState(
        Instant lastRun,
        Instant lastSuccess,
        boolean tokenRefused,
        String failure,
        long retryAfter,
        List<Registered> webhooks,
        Set<String> missing,
        Set<String> vanished,
        Map<String, String> refused,
        List<String> notCovered,
        List<Long> duplicates,
        List<String> unneeded) {

    /** Before the first run. */
    public static final RegistrationState NONE =
            new RegistrationState(
                    null, null, false, null, 0, List.of(), Set.of(), Set.of(), Map.of(), List.of(),
                    List.of(), List.of());

    /**
     * One webhook of ours.
     *
     * @param errorsCounter TimelinesAI's count of consecutive failed deliveries to us
     * @param errorsRising whether it has risen since we first looked, and not fallen again
     */
    public record Registered(
            long id, String eventType, boolean enabled, int errorsCounter, boolean errorsRising) {}

    public RegistrationState {
        webhooks = List.copyOf(webhooks);
        missing = Set.copyOf(missing);
        vanished = Set.copyOf(vanished);
        refused = Map.copyOf(refused);
        notCovered = List.copyOf(notCovered);
        duplicates = List.copyOf(duplicates);
        unneeded = List.copyOf(unneeded);
    }

    /** Whether every webhook that we want is there. */
    public boolean isComplete() {
        return failure == null && missing.isEmpty();
    }

    /** After we took a webhook away ourselves: it has not vanished then. */
    RegistrationState without(String eventType) {
        return new RegistrationState(
                lastRun,
                lastSuccess,
                tokenRefused,
                failure,
                retryAfter,
                webhooks.stream().filter(own -> !own.eventType().equals(eventType)).toList(),
                missing,
                vanished,
                refused,
                notCovered,
                duplicates,
                unneeded.stream().filter(type -> !type.equals(eventType)).toList());
    }

    /** Those that TimelinesAI more and more often fails to deliver to. */
    public List<Registered> failing() {
        return webhooks.stream().filter(Registered::errorsRising).toList();
    }
}
