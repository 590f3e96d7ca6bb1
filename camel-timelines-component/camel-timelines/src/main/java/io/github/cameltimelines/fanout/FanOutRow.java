package io.github.cameltimelines.fanout;

import io.github.cameltimelines.model.Event;
import io.github.cameltimelines.outbox.DeliveryRow;

/**
 * One row for an event that is owed to many, until it is expanded. Its id is the event's, so that
 * the rows sort as the events came; its queue is minus the number of the node that expands it.
 *
 * @param subscriptionId the last subscription that it was expanded to; 0 at first
 */
record FanOutRow(
        long eventId, int workspaceId, int node, long lane, Event event, int subscriptionId)
        implements DeliveryRow {

    FanOutRow expandedTo(int lastSubscriptionId) {
        return new FanOutRow(eventId, workspaceId, node, lane, event, lastSubscriptionId);
    }

    @Override
    public long id() {
        return eventId;
    }

    @Override
    public int queue() {
        return -node;
    }

    @Override
    public int attempts() {
        return 0;
    }

    @Override
    public int holder() {
        return 0;
    }

    @Override
    public long turn() {
        return 0;
    }
}
