package io.github.cameltimelines.hub.webhook;

import io.github.cameltimelines.hub.api.ApiProblem;
import io.github.cameltimelines.hub.api.Caller;
import io.github.cameltimelines.subscription.Subscription;
import io.github.cameltimelines.subscription.SubscriptionEdits;
import io.github.cameltimelines.subscription.Subscriptions;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The webhooks of a caller's workspace: its subscriptions that are delivered over HTTP. Another
 * workspace's is as unknown as one that is not there. Thread-safe.
 */
final class OwnWebhooks {

    private final Supplier<Subscriptions> subscriptions;

    OwnWebhooks(Supplier<Subscriptions> subscriptions) {
        this.subscriptions = subscriptions;
    }

    List<Subscription> all(Caller caller) {
        return subscriptions.get().ofWorkspace(caller.workspace().id()).stream()
                .filter(Subscription::isHttp)
                .toList();
    }

    /**
     * @throws ApiProblem 404
     */
    Subscription require(int id, Caller caller) {
        return own(Optional.ofNullable(subscriptions.get().byId(id)), id, caller);
    }

    /**
     * The one that is changed, inside the transaction that does.
     *
     * @throws ApiProblem 404
     */
    Subscription require(SubscriptionEdits edits, int id, Caller caller) {
        return own(edits.byId(id), id, caller);
    }

    /**
     * Changes a webhook; writes nothing if the change makes no difference.
     *
     * @throws ApiProblem 404
     */
    Subscription change(int id, Caller caller, UnaryOperator<Subscription> change) {
        return subscriptions
                .get()
                .edit(
                        caller.member(),
                        edits -> {
                            Subscription there = require(edits, id, caller);
                            Subscription changed = change.apply(there);
                            return changed.equals(there) ? there : edits.update(changed);
                        });
    }

    private static Subscription own(Optional<Subscription> found, int id, Caller caller) {
        return found.filter(one -> one.isHttp() && one.workspaceId() == caller.workspace().id())
                .orElseThrow(() -> ApiProblem.notFound("Webhook " + id + " not found"));
    }
}
