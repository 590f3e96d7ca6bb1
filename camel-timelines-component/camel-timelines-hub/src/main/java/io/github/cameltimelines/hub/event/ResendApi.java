package io.github.cameltimelines.hub.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameltimelines.TimelinesComponent;
import io.github.cameltimelines.hub.api.ApiAnswers;
import io.github.cameltimelines.hub.api.ApiBody;
import io.github.cameltimelines.hub.api.ApiProblem;
import io.github.cameltimelines.hub.api.CallPath;
import io.github.cameltimelines.hub.api.Caller;
import io.github.cameltimelines.hub.api.Callers;
import io.github.cameltimelines.hub.api.FieldReader;
import io.github.cameltimelines.ledger.EventIds;
import io.github.cameltimelines.ledger.IdForm;
import io.github.cameltimelines.ledger.LedgerUnavailableException;
import io.github.cameltimelines.log.DeliveryView;
import io.github.cameltimelines.log.DeliveryView.Status;
import io.github.cameltimelines.log.HistoryEntries.StoredEvent;
import io.github.cameltimelines.outbox.Resends.Again;
import io.github.cameltimelines.subscription.Subscription;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Exchange;

/** Sends one event again, by hand. Thread-safe. */
final class ResendApi {

    /** A delivery may stand otherwise by the time that it is changed: then it is read again. */
    private static final int LOOKS_MAX = 3;

    private final TimelinesComponent component;
    private final Callers callers;
    private final OwnHistory own;

    ResendApi(TimelinesComponent component, Callers callers, OwnHistory own) {
        this.component = component;
        this.callers = callers;
        this.own = own;
    }

    void delivery(Exchange exchange) {
        Caller caller = callers.require(exchange);
        long id = CallPath.id(exchange, IdForm.DELIVERY, 1);
        DeliveryView delivery = own.delivery(caller, id);
        Subscription to = component.pipeline().subscriptions().byId(delivery.subscriptionId());
        if (to == null) {
            throw conflict(
                    "Webhook "
                            + delivery.subscriptionId()
                            + " of this delivery was deleted; resend the event "
                            + delivery.eventId()
                            + " to another webhook");
        }
        requireEnabled(to);
        ApiAnswers.ok(exchange, DeliveryJson.of(resent(caller, id, to), own.entries()));
    }

    /** To the webhook that the body names, whether it was owed the event or not. */
    void event(Exchange exchange) {
        Caller caller = callers.require(exchange);
        StoredEvent event = own.event(caller, CallPath.id(exchange, IdForm.EVENT, 1));
        Subscription to = webhook(caller, ApiBody.object(exchange));
        long eventId = event.view().id();
        Optional<DeliveryView> there =
                own.entries().deliveriesOf(eventId).stream()
                        .filter(delivery -> delivery.subscriptionId() == to.id())
                        .findFirst();
        if (there.isPresent()) {
            ApiAnswers.ok(
                    exchange,
                    DeliveryJson.of(resent(caller, there.get().deliveryId(), to), own.entries()));
            return;
        }
        long made = owe(Again.anew(eventId, to, event.view().chatId()));
        if (made == 0) {
            throw gone(event.view().eventId());
        }
        ApiAnswers.ok(exchange, DeliveryJson.of(own.delivery(caller, made), own.entries()));
    }

    private Subscription webhook(Caller caller, ObjectNode body) {
        FieldReader fields = new FieldReader(body);
        AtomicReference<Subscription> webhook = new AtomicReference<>();
        fields.require("webhook_id");
        fields.number(
                "webhook_id",
                1,
                Integer.MAX_VALUE,
                0,
                id -> webhook.set(component.pipeline().subscriptions().byId(id)));
        fields.finishStrictly();
        Subscription to = webhook.get();
        if (to == null || to.workspaceId() != caller.workspace().id()) {
            throw ApiProblem.field("webhook_id", "there is no such webhook");
        }
        requireEnabled(to);
        return to;
    }

    private static void requireEnabled(Subscription to) {
        if (!to.enabled()) {
            throw conflict("Webhook " + to.id() + " is disabled; enable it first");
        }
    }

    private DeliveryView resent(Caller caller, long id, Subscription to) {
        for (int look = 0; look < LOOKS_MAX; look++) {
            DeliveryView now = own.delivery(caller, id);
            if (!own.entries().isKept(EventIds.parse(now.eventId()))) {
                throw gone(now.eventId());
            }
            if (now.status() == Status.PENDING || owe(again(now, to)) != 0) {
                return own.delivery(caller, id);
            }
            DeliveryView after = own.delivery(caller, id);
            if (after.status() == Status.RETRYING) {
                return after; // it is being tried, or stands behind one that is
            }
        }
        throw conflict("The delivery is changing; try again");
    }

    private static Again again(DeliveryView delivery, Subscription to) {
        return new Again(
                delivery.deliveryId(),
                EventIds.parse(delivery.eventId()),
                to,
                delivery.chatId(),
                delivery.status(),
                delivery.attempts());
    }

    private long owe(Again again) {
        try {
            return component.pipeline().outbox().resends().byHand(again);
        } catch (SQLException e) {
            throw new LedgerUnavailableException("The delivery cannot be resent", e);
        }
    }

    private static ApiProblem conflict(String message) {
        return ApiProblem.of(409, "conflict", message);
    }

    static ApiProblem gone(String eventId) {
        return ApiProblem.of(
                410,
                "gone",
                "The payload of event "
                        + eventId
                        + " is not kept any more: it was erased, or deleted after its retention");
    }
}
