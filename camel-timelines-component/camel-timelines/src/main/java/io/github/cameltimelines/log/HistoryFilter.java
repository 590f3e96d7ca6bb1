package io.github.cameltimelines.log;

import java.time.Instant;

/**
 * Which events or deliveries of a workspace are wanted. What is null does not matter.
 *
 * @param eventId only for deliveries
 * @param subscriptionId only for deliveries
 * @param status only for deliveries
 * @param eventType as received, exactly
 * @param from accepted then or later
 * @param to accepted before
 */
public record HistoryFilter(
        int workspaceId,
        Long eventId,
        Integer subscriptionId,
        DeliveryView.Status status,
        String eventType,
        String chatId,
        Instant from,
        Instant to) {

    public HistoryFilter(
            int workspaceId,
            Integer subscriptionId,
            DeliveryView.Status status,
            String eventType,
            String chatId,
            Instant from,
            Instant to) {
        this(workspaceId, null, subscriptionId, status, eventType, chatId, from, to);
    }

    /** All of a workspace. */
    public static HistoryFilter all(int workspaceId) {
        return new HistoryFilter(workspaceId, null, null, null, null, null, null);
    }
}
