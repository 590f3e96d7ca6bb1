package io.github.cameltimelines.registration;

import io.github.cameltimelines.model.EventType;
import io.github.cameltimelines.model.Webhook;
import io.github.cameltimelines.registration.WebhookPlanner.Plan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells our webhooks from others': those with exactly our URL, and those that we created ourselves,
 * in case TimelinesAI writes the URL another way than we sent it. Without the second rule we would
 * create one in each run then. Thread-safe.
 */
final class OwnWebhooks {

    private final String url;
    private final Set<Long> created = ConcurrentHashMap.newKeySet();

    OwnWebhooks(String url) {
        this.url = url;
    }

    /**
     * @param byType one for each type: an enabled one before a disabled one, then the lowest id
     * @param duplicates ids of the others of ours
     * @param others how many webhooks the workspace has besides {@code byType}
     */
    record Found(Map<String, Webhook> byType, List<Long> duplicates, int others) {

        Plan plan(Needs needs, int limit) {
            return WebhookPlanner.plan(needs, limit, types(true), types(false), others);
        }

        private Collection<String> types(boolean enabled) {
            return byType.entrySet().stream()
                    .filter(entry -> isEnabled(entry.getValue()) == enabled)
                    .map(Map.Entry::getKey)
                    .toList();
        }
    }

    void remember(Webhook webhook) {
        if (webhook != null && webhook.id() != null) {
            created.add(webhook.id());
        }
    }

    Found among(List<Webhook> all) {
        Map<String, Webhook> byType = new TreeMap<>();
        List<Long> duplicates = new ArrayList<>();
        all.stream()
                .filter(this::isOurs)
                .sorted(
                        Comparator.comparing((Webhook webhook) -> !isEnabled(webhook))
                                .thenComparing(Webhook::id))
                .forEach(
                        webhook -> {
                            String type = EventType.canonical(webhook.eventType());
                            if (byType.putIfAbsent(type, webhook) != null) {
                                duplicates.add(webhook.id());
                            }
                        });
        return new Found(byType, duplicates, all.size() - byType.size());
    }

    static boolean isEnabled(Webhook webhook) {
        return !Boolean.FALSE.equals(webhook.enabled());
    }

    private boolean isOurs(Webhook webhook) {
        return webhook.id() != null
                && webhook.eventType() != null
                && (url.equals(webhook.url()) || created.contains(webhook.id()));
    }
}
