package io.github.cameltimelines.hub.workspace;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.cameltimelines.hub.api.ApiAnswers;
import io.github.cameltimelines.hub.api.Caller;
import io.github.cameltimelines.hub.api.Callers;
import io.github.cameltimelines.subscription.Subscription;
import io.github.cameltimelines.subscription.Subscriptions;
import io.github.cameltimelines.workspace.Workspace;
import java.util.function.Supplier;
import org.apache.camel.Exchange;

/** Tells whoever has a token of which workspace it is, for a program that tries it. */
final class OwnWorkspaceApi {

    /**
     * @param member the name of the token
     * @param webhooks how many it has
     * @param webhookLimit how many it may have; 0 for any number
     */
    private record View(
            int id,
            String name,
            String member,
            long webhooks,
            @JsonProperty("webhook_limit") int webhookLimit) {}

    private final Callers callers;
    private final Supplier<Subscriptions> subscriptions;
    private final int usualLimit;

    /**
     * @param usualLimit webhooks of a workspace that has no limit of its own; 0 for any number
     */
    OwnWorkspaceApi(Callers callers, Supplier<Subscriptions> subscriptions, int usualLimit) {
        this.callers = callers;
        this.subscriptions = subscriptions;
        this.usualLimit = usualLimit;
    }

    void show(Exchange exchange) {
        Caller caller = callers.require(exchange);
        Workspace workspace = caller.workspace();
        long webhooks =
                subscriptions.get().ofWorkspace(workspace.id()).stream()
                        .filter(Subscription::isHttp)
                        .count();
        ApiAnswers.ok(
                exchange,
                new View(
                        workspace.id(),
                        workspace.name(),
                        caller.member(),
                        webhooks,
                        workspace.webhookLimitOr(usualLimit)));
    }
}
