package io.github.cameltimelines.hub.event;

import io.github.cameltimelines.TimelinesComponent;
import io.github.cameltimelines.delivery.Attempt;
import io.github.cameltimelines.delivery.RequestPreview;
import io.github.cameltimelines.hub.api.ApiAnswers;
import io.github.cameltimelines.hub.api.ApiProblem;
import io.github.cameltimelines.hub.api.CallPath;
import io.github.cameltimelines.hub.api.Caller;
import io.github.cameltimelines.hub.api.Callers;
import io.github.cameltimelines.ledger.EventIds;
import io.github.cameltimelines.ledger.IdForm;
import io.github.cameltimelines.log.DeliveryView;
import io.github.cameltimelines.log.HistoryEntries.StoredEvent;
import io.github.cameltimelines.model.Event;
import io.github.cameltimelines.subscription.Subscription;
import io.github.cameltimelines.wire.EventReader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.apache.camel.Exchange;

/** Shows a delivery as it would be sent now. Sends nothing. Thread-safe. */
final class RequestApi {

    private record RequestJson(
            String method, String url, Map<String, String> headers, String body) {}

    private final TimelinesComponent component;
    private final Callers callers;
    private final OwnHistory own;
    private final Clock clock;

    RequestApi(TimelinesComponent component, Callers callers, OwnHistory own, Clock clock) {
        this.component = component;
        this.callers = callers;
        this.own = own;
        this.clock = clock;
    }

    void request(Exchange exchange) {
        Caller caller = callers.require(exchange);
        DeliveryView delivery = own.delivery(caller, CallPath.id(exchange, IdForm.DELIVERY, 1));
        Subscription to = component.pipeline().subscriptions().byId(delivery.subscriptionId());
        if (to == null || !to.isHttp()) {
            throw ApiProblem.of(
                    409,
                    "conflict",
                    to == null
                            ? "Webhook " + delivery.subscriptionId() + " was deleted"
                            : "This delivery goes to a route of the hub, not over HTTP");
        }
        Instant now = clock.instant();
        Attempt attempt = new Attempt(event(caller, delivery, to), delivery.attempts() + 1, to);
        ApiAnswers.ok(exchange, json(RequestPreview.of(to.httpAt(now), attempt, now)));
    }

    /** As the outbox makes it of what is stored. */
    private Event event(Caller caller, DeliveryView delivery, Subscription to) {
        StoredEvent stored =
                own.entries()
                        .event(EventIds.parse(delivery.eventId()))
                        .filter(one -> one.payload().length > 0)
                        .orElseThrow(() -> ResendApi.gone(delivery.eventId()));
        Event event =
                EventReader.read(stored.payload())
                        .toEvent(caller.workspace().name(), stored.view().receivedAt())
                        .withId(delivery.eventId());
        return event.withType(to.eventTypes().match(event).orElse(event.type()));
    }

    private static RequestJson json(RequestPreview request) {
        return new RequestJson(
                request.method(),
                request.url(),
                request.headers(),
                new String(request.body(), StandardCharsets.UTF_8));
    }
}
