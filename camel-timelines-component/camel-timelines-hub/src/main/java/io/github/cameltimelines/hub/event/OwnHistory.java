package io.github.cameltimelines.hub.event;

import io.github.cameltimelines.TimelinesComponent;
import io.github.cameltimelines.hub.api.ApiProblem;
import io.github.cameltimelines.hub.api.Caller;
import io.github.cameltimelines.ledger.EventIds;
import io.github.cameltimelines.ledger.IdForm;
import io.github.cameltimelines.log.DeliveryView;
import io.github.cameltimelines.log.HistoryEntries;
import io.github.cameltimelines.log.HistoryEntries.StoredEvent;
import io.github.cameltimelines.subscription.Subscription;

/** Events and deliveries of the caller's workspace; another's are as unknown as none. */
final class OwnHistory {

    private final TimelinesComponent component;

    OwnHistory(TimelinesComponent component) {
        this.component = component;
    }

    HistoryEntries entries() {
        return new HistoryEntries(component.pipeline().ledger());
    }

    /**
     * @throws ApiProblem 404
     */
    StoredEvent event(Caller caller, long id) {
        return entries()
                .event(id)
                .filter(event -> event.workspaceId() == caller.workspace().id())
                .orElseThrow(
                        () ->
                                ApiProblem.notFound(
                                        "Event "
                                                + EventIds.format(id)
                                                + " not found; it may have been deleted after its retention"));
    }

    /**
     * @throws ApiProblem 404
     */
    DeliveryView delivery(Caller caller, long id) {
        return entries()
                .delivery(id)
                .filter(delivery -> isOf(caller, delivery))
                .orElseThrow(
                        () ->
                                ApiProblem.notFound(
                                        "Delivery " + IdForm.DELIVERY.format(id) + " not found"));
    }

    /** By its event; by its webhook once the event is not kept any more. */
    private boolean isOf(Caller caller, DeliveryView delivery) {
        int workspace = caller.workspace().id();
        return entries()
                .workspaceOf(EventIds.parse(delivery.eventId()))
                .map(owner -> owner == workspace)
                .orElseGet(
                        () -> {
                            Subscription to =
                                    component
                                            .pipeline()
                                            .subscriptions()
                                            .byId(delivery.subscriptionId());
                            return to != null && to.workspaceId() == workspace;
                        });
    }
}
