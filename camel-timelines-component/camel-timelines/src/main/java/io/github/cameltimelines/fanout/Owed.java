package io.github.cameltimelines.fanout;

import io.github.cameltimelines.model.Event;
import io.github.cameltimelines.outbox.Delivery;
import io.github.cameltimelines.outbox.DeliveryRow;
import java.util.List;

/**
 * What is owed for one event: its deliveries, or one fan-out row for them all. Made by the caller's
 * thread; from the admission on it is the writer's.
 */
public final class Owed {

    private final long eventId;
    private final int workspaceId;
    private final Event event;
    private final List<Delivery> deliveries;
    private FanOutRow row;

    /** True while this node's memory counts the row. */
    private boolean rowKept;

    Owed(long eventId, int workspaceId, Event event, List<Delivery> deliveries) {
        this.eventId = eventId;
        this.workspaceId = workspaceId;
        this.event = event;
        this.deliveries = deliveries;
    }

    /** The rows to be inserted with the event. */
    public List<? extends DeliveryRow> rows() {
        return row == null ? deliveries : List.of(row);
    }

    List<Delivery> deliveries() {
        return deliveries;
    }

    FanOutRow row() {
        return row;
    }

    /** From now on it is owed as one row. */
    void widen(int node, long lane) {
        row = new FanOutRow(eventId, workspaceId, node, lane, event, 0);
    }

    int workspaceId() {
        return workspaceId;
    }

    Event event() {
        return event;
    }

    long eventId() {
        return eventId;
    }

    boolean isRowKept() {
        return rowKept;
    }

    void rowKept(boolean kept) {
        rowKept = kept;
    }
}
