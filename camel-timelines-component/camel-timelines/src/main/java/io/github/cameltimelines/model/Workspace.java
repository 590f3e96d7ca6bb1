package io.github.cameltimelines.model;

import java.util.Map;

/**
 * The workspace that the token belongs to.
 *
 * @param seats as TimelinesAI gives it; null on plans without
 * @param nonRecurringQuota of pay-as-you-go messages; null if none
 */
@WireRecord
public record Workspace(
        String workspaceId,
        String displayName,
        String plan,
        Object seats,
        Quota messagingQuota,
        Quota apiCallsQuota,
        Map<String, Object> nonRecurringQuota) {

    /** Without its name. */
    @Override
    public String toString() {
        return "Workspace[workspaceId=%s, plan=%s]".formatted(workspaceId, plan);
    }
}
