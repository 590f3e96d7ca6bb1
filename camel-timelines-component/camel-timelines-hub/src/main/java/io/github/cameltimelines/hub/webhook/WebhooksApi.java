package io.github.cameltimelines.hub.webhook;

import io.github.cameltimelines.delivery.AddressGuard;
import io.github.cameltimelines.hub.api.ApiAnswers;
import io.github.cameltimelines.hub.api.ApiBody;
import io.github.cameltimelines.hub.api.ApiProblem;
import io.github.cameltimelines.hub.api.CallPath;
import io.github.cameltimelines.hub.api.Caller;
import io.github.cameltimelines.hub.api.Callers;
import io.github.cameltimelines.subscription.Subscription;
import io.github.cameltimelines.subscription.SubscriptionEdits;
import io.github.cameltimelines.subscription.Subscriptions;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.springframework.dao.DuplicateKeyException;

/**
 * The calls of {@code /integrations/api/webhooks}: TimelinesAI's, on subscriptions of the caller's
 * workspace that are delivered over HTTP. Thread-safe.
 */
final class WebhooksApi {

    private final Supplier<Subscriptions> subscriptions;
    private final Callers callers;
    private final AddressGuard guard;
    private final ErrorCounts errors;
    private final int defaultLimit;

    WebhooksApi(
            Supplier<Subscriptions> subscriptions,
            Callers callers,
            AddressGuard guard,
            ErrorCounts errors,
            int defaultLimit) {
        this.subscriptions = subscriptions;
        this.callers = callers;
        this.guard = guard;
        this.errors = errors;
        this.defaultLimit = defaultLimit;
    }

    void list(Exchange exchange) {
        int workspace = callers.require(exchange).workspace().id();
        ApiAnswers.ok(
                exchange,
                subscriptions.get().ofWorkspace(workspace).stream()
                        .filter(Subscription::isHttp)
                        .map(this::view)
                        .toList());
    }

    void get(Exchange exchange) {
        Caller caller = callers.require(exchange);
        int id = CallPath.id(exchange);
        ApiAnswers.ok(
                exchange,
                view(
                        own(Optional.ofNullable(subscriptions.get().byId(id)), caller)
                                .orElseThrow(() -> unknown(id))));
    }

    /** The one that is there, where type and URL are the same: enabled again, if not told else. */
    void create(Exchange exchange) {
        Caller caller = callers.require(exchange);
        WebhookWish wish = WebhookWish.toCreate(ApiBody.object(exchange), guard);
        Subscription wished = wish.create(caller.workspace().id());
        ApiAnswers.ok(
                exchange,
                view(
                        subscriptions
                                .get()
                                .edit(
                                        caller.member(),
                                        edits -> createOrChange(edits, caller, wish, wished))));
    }

    private Subscription createOrChange(
            SubscriptionEdits edits, Caller caller, WebhookWish wish, Subscription wished) {
        Optional<Subscription> there = edits.byName(wished.workspaceId(), wished.name());
        if (there.isPresent()) {
            Subscription changed = wish.applyTo(there.get().but().enabled(true).build());
            return changed.equals(there.get()) ? changed : edits.update(changed);
        }
        requireRoom(edits, caller);
        return edits.create(wished);
    }

    private void requireRoom(SubscriptionEdits edits, Caller caller) {
        Integer own = caller.workspace().webhookLimit();
        int limit = own == null ? defaultLimit : own;
        long have =
                edits.ofWorkspace(caller.workspace().id()).stream()
                        .filter(Subscription::isHttp)
                        .count();
        if (limit > 0 && have >= limit) {
            throw ApiProblem.of(
                    403,
                    "quota_exceeded",
                    "The workspace's limit of " + limit + " webhooks is reached");
        }
    }

    void update(Exchange exchange) {
        Caller caller = callers.require(exchange);
        int id = CallPath.id(exchange);
        own(Optional.ofNullable(subscriptions.get().byId(id)), caller)
                .orElseThrow(() -> unknown(id));
        WebhookWish wish = WebhookWish.toChange(ApiBody.object(exchange), guard);
        try {
            ApiAnswers.ok(
                    exchange,
                    view(
                            subscriptions
                                    .get()
                                    .edit(
                                            caller.member(),
                                            edits -> {
                                                Subscription there =
                                                        own(edits.byId(id), caller)
                                                                .orElseThrow(() -> unknown(id));
                                                Subscription changed = wish.applyTo(there);
                                                return changed.equals(there)
                                                        ? there
                                                        : edits.update(changed);
                                            })));
        } catch (DuplicateKeyException e) {
            throw ApiProblem.field(
                    wish.eventType() == null ? "url" : "event_type",
                    "another webhook has the same event_type and url");
        }
    }

    void delete(Exchange exchange) {
        Caller caller = callers.require(exchange);
        int id = CallPath.id(exchange);
        subscriptions
                .get()
                .edit(
                        caller.member(),
                        edits -> {
                            edits.delete(
                                    own(edits.byId(id), caller).orElseThrow(() -> unknown(id)));
                            return null;
                        });
        ApiAnswers.ok(exchange, null);
    }

    private WebhookView view(Subscription subscription) {
        return WebhookView.of(subscription, errors);
    }

    /** Another workspace's is as unknown as one that is not there. */
    private static Optional<Subscription> own(Optional<Subscription> found, Caller caller) {
        return found.filter(one -> one.isHttp() && one.workspaceId() == caller.workspace().id());
    }

    private static ApiProblem unknown(int id) {
        return ApiProblem.notFound("Webhook " + id + " not found");
    }
}
