package io.github.cameltimelines.hub.webhook;

import io.github.cameltimelines.delivery.AddressGuard;
import io.github.cameltimelines.hub.api.ApiAnswers;
import io.github.cameltimelines.hub.api.ApiBody;
import io.github.cameltimelines.hub.api.ApiProblem;
import io.github.cameltimelines.hub.api.CallPath;
import io.github.cameltimelines.hub.api.Caller;
import io.github.cameltimelines.hub.api.Callers;
import io.github.cameltimelines.log.SubscriptionFigures;
import io.github.cameltimelines.subscription.Subscription;
import io.github.cameltimelines.subscription.SubscriptionEdits;
import io.github.cameltimelines.subscription.Subscriptions;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.springframework.dao.DuplicateKeyException;

/**
 * The calls of {@code /integrations/api/webhooks}: TimelinesAI's, on subscriptions of the caller's
 * workspace that are delivered over HTTP. Thread-safe.
 */
final class WebhooksApi {

    private final OwnWebhooks own;
    private final Supplier<Subscriptions> subscriptions;
    private final Callers callers;
    private final AddressGuard guard;
    private final Supplier<SubscriptionFigures> figures;
    private final int defaultLimit;

    WebhooksApi(
            OwnWebhooks own,
            Supplier<Subscriptions> subscriptions,
            Callers callers,
            AddressGuard guard,
            Supplier<SubscriptionFigures> figures,
            int defaultLimit) {
        this.own = own;
        this.subscriptions = subscriptions;
        this.callers = callers;
        this.guard = guard;
        this.figures = figures;
        this.defaultLimit = defaultLimit;
    }

    /** Their counters in one query, however many there are. */
    void list(Exchange exchange) {
        Caller caller = callers.require(exchange);
        Map<Integer, Integer> errors = figures.get().errorsOfWorkspace(caller.workspace().id());
        ApiAnswers.ok(
                exchange,
                own.all(caller).stream()
                        .map(one -> WebhookView.of(one, errors.getOrDefault(one.id(), 0)))
                        .toList());
    }

    void get(Exchange exchange) {
        Caller caller = callers.require(exchange);
        ApiAnswers.ok(exchange, view(own.require(CallPath.id(exchange), caller)));
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
        int limit = caller.workspace().webhookLimitOr(defaultLimit);
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
        own.require(id, caller);
        WebhookWish wish = WebhookWish.toChange(ApiBody.object(exchange), guard);
        try {
            ApiAnswers.ok(exchange, view(own.change(id, caller, wish::applyTo)));
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
                            edits.delete(own.require(edits, id, caller));
                            return null;
                        });
        ApiAnswers.ok(exchange, null);
    }

    private WebhookView view(Subscription webhook) {
        return WebhookView.of(webhook, figures.get().errorsOf(webhook.id()));
    }
}
