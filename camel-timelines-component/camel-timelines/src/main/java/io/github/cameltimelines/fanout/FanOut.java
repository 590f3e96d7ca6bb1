package io.github.cameltimelines.fanout;

import io.github.cameltimelines.ledger.TimeOrderedIds;
import io.github.cameltimelines.model.Event;
import io.github.cameltimelines.outbox.Delivery;
import io.github.cameltimelines.outbox.Lanes;
import io.github.cameltimelines.subscription.Subscription;
import io.github.cameltimelines.subscription.Subscription.Ordering;
import io.github.cameltimelines.subscription.Subscriptions;
import io.github.cameltimelines.wire.OrderingKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes of one event the deliveries that are owed for it: one for each subscription that wants it.
 * Thread-safe.
 */
public final class FanOut {

    private final Subscriptions subscriptions;
    private final TimeOrderedIds ids;

    public FanOut(Subscriptions subscriptions, TimeOrderedIds ids) {
        this.subscriptions = subscriptions;
        this.ids = ids;
    }

    /**
     * The deliveries of an event of that workspace, each with the event as its subscription gets
     * it.
     */
    public List<Delivery> of(long eventId, Event event, int workspaceId) {
        List<Delivery> deliveries = new ArrayList<>(2);
        for (Subscription subscription : subscriptions.all()) {
            if (subscription.workspaceId() == workspaceId) {
                Optional<String> type = subscription.wants(event);
                if (type.isPresent()) {
                    long id = ids.next();
                    long lane = lane(subscription, event, id);
                    deliveries.add(
                            new Delivery(
                                    id,
                                    eventId,
                                    subscription,
                                    lane,
                                    event.withType(type.get()),
                                    0));
                }
            }
        }
        return deliveries;
    }

    private static long lane(Subscription subscription, Event event, long deliveryId) {
        return (subscription.ordering() == Ordering.CHAT
                        ? OrderingKey.of(event)
                        : Optional.<String>empty())
                .map(key -> Lanes.of(subscription.id(), key))
                .orElseGet(() -> Lanes.unordered(deliveryId));
    }
}
