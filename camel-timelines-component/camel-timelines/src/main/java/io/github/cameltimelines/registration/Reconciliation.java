package io.github.cameltimelines.registration;

import io.github.cameltimelines.api.TimelinesApiException;
import io.github.cameltimelines.api.TimelinesException;
import io.github.cameltimelines.api.WebhookCalls;
import io.github.cameltimelines.model.EventType;
import io.github.cameltimelines.model.Webhook;
import io.github.cameltimelines.registration.RegistrationState.Registered;
import io.github.cameltimelines.registration.WebhookPlanner.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run: list, compare, create or enable what is missing. For use by one thread, once.
 *
 * <p>It always lists first and creates only what the list does not have, so it makes no difference
 * whether {@code POST /webhooks} is idempotent (as since July 2026) or makes a second one; a call
 * whose outcome is unknown is settled by the next run's list. What is not under our URL is never
 * touched.
 */
final class Reconciliation {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookReconciler.class);

    private final WebhookCalls calls;
    private final RegistrationSettings settings;
    private final Needs needs;
    private final RegistrationState before;
    private final OwnWebhooks own;

    private final Map<String, Webhook> registered = new TreeMap<>();
    private final Map<String, String> refused = new LinkedHashMap<>();
    private final Set<String> vanished = new TreeSet<>();
    private Plan plan;
    private boolean limitReached;

    Reconciliation(
            WebhookCalls calls,
            RegistrationSettings settings,
            Needs needs,
            RegistrationState before,
            OwnWebhooks own) {
        this.calls = calls;
        this.settings = settings;
        this.needs = needs;
        this.before = before;
        this.own = own;
        this.plan = WebhookPlanner.plan(needs, settings.limit(), Set.of(), Set.of(), 0);
    }

    /** Never throws what TimelinesAI answers: it ends up in the state. */
    RegistrationState run(Instant now) {
        OwnWebhooks.Found found;
        try {
            found = own.among(calls.list());
        } catch (TimelinesException cannotList) {
            return unlisted(now, cannotList);
        }
        registered.putAll(found.byType());
        plan = found.plan(needs, settings.limit());
        noteVanished();
        TimelinesException failure = null;
        try {
            plan.wanted().forEach(this::ensure);
        } catch (TimelinesException cannotGoOn) {
            failure = cannotGoOn;
        }
        return state(now, found.duplicates(), failure);
    }

    private void noteVanished() {
        vanished.addAll(before.vanished());
        before.webhooks().forEach(webhook -> vanished.add(webhook.eventType()));
        vanished.removeAll(registered.keySet());
        vanished.retainAll(plan.wanted());
        if (!vanished.isEmpty()) {
            LOG.warn("Webhooks vanished at TimelinesAI, registering them again: {}", vanished);
        }
    }

    private void ensure(String type) {
        Webhook there = registered.get(type);
        if (there != null && OwnWebhooks.isEnabled(there) || there == null && limitReached) {
            return;
        }
        try {
            Webhook done =
                    there == null
                            ? calls.create(type, settings.url())
                            : calls.enable(there.id(), true);
            own.remember(done);
            registered.put(type, enabled(type, there, done));
            LOG.info("{} webhook for {}", there == null ? "Registered" : "Enabled", type);
        } catch (TimelinesApiException answer) {
            if (answer.isTokenRefused() || answer.isThrottled() || answer.statusCode() >= 500) {
                throw answer;
            }
            if (answer.isQuotaExceeded()) {
                limitReached = true;
            } else {
                refused.put(type, Failures.describe(answer));
            }
        }
    }

    /** The answer may leave out what we know. */
    private Webhook enabled(String type, Webhook there, Webhook answer) {
        Webhook known = answer == null || answer.id() == null ? there : answer;
        return new Webhook(
                known == null ? null : known.id(),
                type,
                settings.url(),
                true,
                known == null ? null : known.errorsCounter());
    }

    private RegistrationState unlisted(Instant now, TimelinesException failure) {
        return new RegistrationState(
                now,
                before.lastSuccess(),
                Failures.isTokenRefused(failure),
                Failures.describe(failure),
                Failures.retryAfter(failure).map(Duration::toSeconds).orElse(0L),
                before.webhooks(),
                before.lastSuccess() == null ? Set.copyOf(plan.wanted()) : before.missing(),
                before.vanished(),
                before.refused(),
                before.notCovered(),
                before.duplicates(),
                before.unneeded());
    }

    private RegistrationState state(
            Instant now, List<Long> duplicates, TimelinesException failure) {
        Set<String> active = new TreeSet<>();
        registered.forEach(
                (type, webhook) -> {
                    if (OwnWebhooks.isEnabled(webhook)) {
                        active.add(type);
                    }
                });
        Set<String> lacking = new LinkedHashSet<>(plan.wanted());
        lacking.removeAll(active);
        Set<String> overLimit = new LinkedHashSet<>();
        if (limitReached) {
            lacking.stream()
                    .filter(type -> !refused.containsKey(type) && !registered.containsKey(type))
                    .forEach(overLimit::add);
        }
        lacking.removeAll(overLimit);
        vanished.removeAll(active);
        return new RegistrationState(
                now,
                now,
                Failures.isTokenRefused(failure),
                failure == null ? null : Failures.describe(failure),
                Failures.retryAfter(failure).map(Duration::toSeconds).orElse(0L),
                registered.values().stream().map(this::describe).toList(),
                lacking,
                vanished,
                refused,
                notCovered(overLimit),
                duplicates,
                active.stream().filter(type -> !plan.wanted().contains(type)).toList());
    }

    private List<String> notCovered(Set<String> overLimit) {
        if (overLimit.isEmpty()) {
            return plan.notCovered();
        }
        List<String> possible = new ArrayList<>(plan.wanted());
        possible.removeAll(overLimit);
        Set<String> needed = new TreeSet<>(needs.named());
        needed.addAll(needs.byWildcard());
        return needed.stream().filter(type -> !WebhookPlanner.isCovered(type, possible)).toList();
    }

    private Registered describe(Webhook webhook) {
        String type = EventType.canonical(webhook.eventType());
        int counter = webhook.errorsCounter() == null ? 0 : webhook.errorsCounter();
        boolean rising =
                before.webhooks().stream()
                        .filter(earlier -> earlier.eventType().equals(type))
                        .anyMatch(
                                earlier ->
                                        counter > earlier.errorsCounter()
                                                || counter > 0
                                                        && counter == earlier.errorsCounter()
                                                        && earlier.errorsRising());
        return new Registered(
                webhook.id() == null ? -1 : webhook.id(),
                type,
                OwnWebhooks.isEnabled(webhook),
                counter,
                rising);
    }
}
