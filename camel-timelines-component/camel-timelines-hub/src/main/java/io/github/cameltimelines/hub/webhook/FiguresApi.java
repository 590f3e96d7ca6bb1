package io.github.cameltimelines.hub.webhook;

import io.github.cameltimelines.hub.api.ApiAnswers;
import io.github.cameltimelines.hub.api.CallPath;
import io.github.cameltimelines.hub.api.Caller;
import io.github.cameltimelines.hub.api.Callers;
import io.github.cameltimelines.log.Figures;
import io.github.cameltimelines.log.HourCount;
import io.github.cameltimelines.log.SubscriptionFigures;
import io.github.cameltimelines.subscription.Subscription;
import java.time.Clock;
import java.util.List;
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

    /** All of them, or the page that is asked for; in one query, however many there are. */
    void list(Exchange exchange) {
        Caller caller = callers.require(exchange);
        ListWish wish = ListWish.read(CallPath.query(exchange));
        if (wish == null) {
            List<Figures> all = figures.get().ofWorkspace(caller.workspace().id());
            ApiAnswers.ok(exchange, views(own.all(caller), all));
            return;
        }
        List<Subscription> found =
                own.all(caller).stream().filter(wish::wants).limit(wish.limit() + 1L).toList();
        boolean hasMore = found.size() > wish.limit();
        List<Subscription> page = hasMore ? found.subList(0, wish.limit()) : found;
        List<Integer> ids = page.stream().map(Subscription::id).toList();
        List<FullWebhookView> views = views(page, figures.get().of(ids));
        if (wish.hours()) {
            Map<Integer, List<HourCount>> hours = figures.get().lastDay(ids);
            views = views.stream().map(view -> view.withHours(hours.get(view.id()))).toList();
        }
        ApiAnswers.page(exchange, views, hasMore ? (long) ids.get(ids.size() - 1) : null);
    }

    private List<FullWebhookView> views(List<Subscription> webhooks, List<Figures> all) {
        Map<Integer, Figures> byId =
                all.stream()
                        .collect(Collectors.toMap(Figures::subscriptionId, Function.identity()));
        return webhooks.stream()
                .filter(webhook -> byId.containsKey(webhook.id()))
                .map(
                        webhook ->
                                FullWebhookView.of(
                                        webhook, byId.get(webhook.id()), clock.instant()))
                .toList();
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
