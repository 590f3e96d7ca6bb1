package io.github.cameltimelines.hub.webhook;

import io.github.cameltimelines.hub.api.ApiAnswers;
import io.github.cameltimelines.hub.api.CallPath;
import io.github.cameltimelines.hub.api.Caller;
import io.github.cameltimelines.hub.api.Callers;
import io.github.cameltimelines.log.Figures;
import io.github.cameltimelines.log.SubscriptionFigures;
import io.github.cameltimelines.subscription.Subscription;
import java.time.Clock;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;

/** How the webhooks of the caller's workspace stand, and their logs. Thread-safe. */
final class FiguresApi {

    private final OwnWebhooks own;
    private final Supplier<SubscriptionFigures> figures;
    private final Callers callers;
    private final Clock clock = Clock.systemUTC();

    FiguresApi(OwnWebhooks own, Supplier<SubscriptionFigures> figures, Callers callers) {
        this.own = own;
        this.figures = figures;
        this.callers = callers;
    }

    /** In one query, however many there are. */
    void list(Exchange exchange) {
        Caller caller = callers.require(exchange);
        Map<Integer, Figures> all =
                figures.get().ofWorkspace(caller.workspace().id()).stream()
                        .collect(Collectors.toMap(Figures::subscriptionId, Function.identity()));
        ApiAnswers.ok(
                exchange,
                own.all(caller).stream()
                        .filter(webhook -> all.containsKey(webhook.id()))
                        .map(
                                webhook ->
                                        FullWebhookView.of(
                                                webhook, all.get(webhook.id()), clock.instant()))
                        .toList());
    }

    void get(Exchange exchange) {
        Caller caller = callers.require(exchange);
        Subscription webhook = own.require(CallPath.id(exchange), caller);
        ApiAnswers.ok(exchange, view(webhook).withHours(figures.get().lastDay(webhook.id())));
    }

    FullWebhookView view(Subscription webhook) {
        return FullWebhookView.of(webhook, figures.get().of(webhook.id()), clock.instant());
    }

    /** The log as TimelinesAI's console gives it: a file. */
    void log(Exchange exchange) {
        Caller caller = callers.require(exchange);
        Subscription webhook = own.require(CallPath.idBefore(exchange, "/log"), caller);
        ApiAnswers.text(
                exchange, figures.get().text(webhook.id()), "webhook-" + webhook.id() + "-log.txt");
    }
}
