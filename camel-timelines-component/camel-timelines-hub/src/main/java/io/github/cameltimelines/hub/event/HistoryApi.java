package io.github.cameltimelines.hub.event;

import io.github.cameltimelines.TimelinesComponent;
import io.github.cameltimelines.hub.api.ApiAnswers;
import io.github.cameltimelines.hub.api.ApiProblem;
import io.github.cameltimelines.hub.api.CallPath;
import io.github.cameltimelines.hub.api.Caller;
import io.github.cameltimelines.hub.api.Callers;
import io.github.cameltimelines.hub.api.FieldReader;
import io.github.cameltimelines.hub.api.HistoryFields;
import io.github.cameltimelines.ledger.IdForm;
import io.github.cameltimelines.log.DeliveryHistory;
import io.github.cameltimelines.log.DeliveryView;
import io.github.cameltimelines.log.DeliveryView.Status;
import io.github.cameltimelines.log.HistoryEntries.StoredEvent;
import io.github.cameltimelines.log.HistoryFilter;
import io.github.cameltimelines.log.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.camel.Exchange;

/** Shows what came in and what became of it. Thread-safe. */
final class HistoryApi {

    /** A page of the history may be empty though there are more: so many make one of ours. */
    private static final int SLICES_MAX = 10;

    /** And no more after that time: whoever looks for what is rare sees how far it has come. */
    private static final long LOOK_NS = TimeUnit.MILLISECONDS.toNanos(25);

    private final TimelinesComponent component;
    private final Callers callers;
    private final OwnHistory own;

    HistoryApi(TimelinesComponent component, Callers callers, OwnHistory own) {
        this.component = component;
        this.callers = callers;
        this.own = own;
    }

    private DeliveryHistory history() {
        return component.pipeline().history();
    }

    void events(Exchange exchange) {
        Caller caller = callers.require(exchange);
        FieldReader query = CallPath.query(exchange);
        HistoryFields wanted = new HistoryFields(query).ofEvents().page();
        query.finishStrictly();
        HistoryFilter filter = wanted.filter(caller.workspace().id());
        answer(
                exchange,
                wanted,
                (before, limit) -> history().events(filter, before, limit),
                events -> events.stream().map(EventJson::of).toList());
    }

    void deliveries(Exchange exchange) {
        Caller caller = callers.require(exchange);
        FieldReader query = CallPath.query(exchange);
        HistoryFields wanted =
                new HistoryFields(query)
                        .ofDeliveries(Status.values())
                        .ofEvent()
                        .ofEvents()
                        .page()
                        .ofDeliveryIds();
        query.finishStrictly();
        if (wanted.deliveryIds() != null) {
            List<DeliveryView> found =
                    own.entries().deliveries(caller.workspace().id(), wanted.deliveryIds());
            ApiAnswers.page(exchange, DeliveryJson.all(found, own.entries()), null);
            return;
        }
        HistoryFilter filter = wanted.filter(caller.workspace().id());
        answer(
                exchange,
                wanted,
                (before, limit) -> history().deliveries(filter, before, limit),
                deliveries -> DeliveryJson.all(deliveries, own.entries()));
    }

    private static <T> void answer(
            Exchange exchange,
            HistoryFields wanted,
            BiFunction<Long, Integer, Slice<T>> read,
            Function<List<T>, List<?>> views) {
        List<T> items = new ArrayList<>();
        Long before = wanted.before();
        long began = System.nanoTime();
        for (int slices = 0; slices < SLICES_MAX; slices++) {
            Slice<T> slice = read.apply(before, wanted.limit() - items.size());
            items.addAll(slice.items());
            before = slice.next();
            boolean enough = before == null || items.size() >= wanted.limit();
            if (enough || System.nanoTime() - began >= LOOK_NS) {
                break;
            }
        }
        ApiAnswers.page(exchange, views.apply(items), before);
    }

    void event(Exchange exchange) {
        Caller caller = callers.require(exchange);
        long id = CallPath.id(exchange, IdForm.EVENT, 0);
        StoredEvent event = own.event(caller, id);
        ApiAnswers.ok(
                exchange,
                EventJson.of(
                        event, DeliveryJson.all(own.entries().deliveriesOf(id), own.entries())));
    }

    void payload(Exchange exchange) {
        Caller caller = callers.require(exchange);
        StoredEvent event = own.event(caller, CallPath.id(exchange, IdForm.EVENT, 1));
        if (event.payload().length == 0) {
            throw ApiProblem.of(410, "gone", "The event was erased");
        }
        ApiAnswers.raw(exchange, event.payload());
    }

    void delivery(Exchange exchange) {
        Caller caller = callers.require(exchange);
        DeliveryView delivery = own.delivery(caller, CallPath.id(exchange, IdForm.DELIVERY, 0));
        ApiAnswers.ok(
                exchange, DeliveryJson.of(delivery, own.entries().attempts(delivery.deliveryId())));
    }
}
