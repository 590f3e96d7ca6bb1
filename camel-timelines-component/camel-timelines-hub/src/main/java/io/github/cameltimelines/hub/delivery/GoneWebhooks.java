package io.github.cameltimelines.hub.delivery;

import io.github.cameltimelines.TimelinesComponent;
import io.github.cameltimelines.subscription.Subscription;
import io.github.cameltimelines.subscription.SubscriptionEdits;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes webhooks that ask for it once their receiver answers 410: an automation platform does so
 * when a flow was turned off and its call to unsubscribe did not arrive (Zapier, "REST Hooks":
 * remove the subscription on 410). One that does not ask is never touched by an answer.
 * Thread-safe.
 */
final class GoneWebhooks {

    /** Stands in the change log. */
    private static final String MEMBER = "the hub: 410 Gone";

    private static final Logger LOG = LoggerFactory.getLogger(GoneWebhooks.class);

    private final TimelinesComponent component;
    private final ExecutorService worker;
    private final Set<Integer> underWay = ConcurrentHashMap.newKeySet();

    /**
     * @param worker waits for the ledger: attempts must not
     */
    GoneWebhooks(TimelinesComponent component, ExecutorService worker) {
        this.component = component;
        this.worker = worker;
    }

    /** Its receiver has said so. */
    void answeredBy(Subscription webhook) {
        if (webhook.http().deletedWhenGone() && underWay.add(webhook.id())) {
            try {
                worker.execute(() -> delete(webhook));
            } catch (RejectedExecutionException stopping) {
                underWay.remove(webhook.id());
            }
        }
    }

    /** If it fails, the next event brings the next answer. */
    private void delete(Subscription webhook) {
        try {
            component.pipeline().subscriptions().edit(MEMBER, edits -> delete(edits, webhook));
        } catch (RuntimeException e) {
            LOG.warn(
                    "Webhook {} is gone and could not be deleted: {}",
                    webhook.id(),
                    e.getClass().getSimpleName());
        } finally {
            underWay.remove(webhook.id());
        }
    }

    /** Not if it calls another URL by now. */
    private static boolean delete(SubscriptionEdits edits, Subscription webhook) {
        return edits.byId(webhook.id())
                .filter(now -> now.http().deletedWhenGone())
                .filter(now -> now.destination().equals(webhook.destination()))
                .map(
                        now -> {
                            edits.delete(now);
                            LOG.info("Deleted webhook {}: its receiver answered 410", now.id());
                            return true;
                        })
                .orElse(false);
    }
}
