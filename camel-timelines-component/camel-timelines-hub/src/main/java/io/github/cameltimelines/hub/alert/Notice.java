package io.github.cameltimelines.hub.alert;

import io.github.cameltimelines.log.DeliveryHistory;
import io.github.cameltimelines.log.UntoldAlerts.Alert;
import io.github.cameltimelines.model.HubEvents;
import io.github.cameltimelines.subscription.Subscription;
import io.github.cameltimelines.workspace.Workspace;

/**
 * All that an owner is told of a webhook.
 *
 * @param streak null when the log does not have it any more
 * @param failures one after the other, as they are counted now; 0 when it has recovered
 * @param owed null when it could not be found out
 */
record Notice(
        Alert alert,
        Subscription webhook,
        Workspace workspace,
        Streak streak,
        int failures,
        DeliveryHistory.Owed owed) {

    private static final int DESCRIPTION_MAX = 80;
    private static final int ERROR_MAX = 300;

    /** The type of the event that tells the same. */
    String type() {
        return alert.recovered() ? HubEvents.WEBHOOK_RECOVERED : HubEvents.WEBHOOK_FAILING;
    }

    String webhookType() {
        return webhook.eventTypes().toString();
    }

    String host() {
        return Masked.host(webhook.http().url());
    }

    String url() {
        return Masked.url(webhook.http().url());
    }

    /** In one line; null where there is none. */
    String description() {
        String text = webhook.description();
        String line = text == null ? "" : Masked.line(text, DESCRIPTION_MAX);
        return line.isEmpty() ? null : line;
    }

    /** What went wrong last, in one line; null where the status says it all. */
    String error() {
        String error = streak == null ? null : streak.last().error();
        return error == null ? null : Masked.words(error, ERROR_MAX);
    }
}
