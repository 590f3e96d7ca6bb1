package io.github.cameltimelines.hub.alert;

import io.github.cameltimelines.TimelinesPipeline;
import io.github.cameltimelines.log.DeliveryHistory;
import io.github.cameltimelines.log.UntoldAlerts.Alert;
import io.github.cameltimelines.subscription.Subscription;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** Finds out how the webhook of an alert stands now. Thread-safe. */
final class NoticeReader {

    private static final Logger LOG = LoggerFactory.getLogger(NoticeReader.class);

    private final Supplier<TimelinesPipeline> pipeline;

    NoticeReader(Supplier<TimelinesPipeline> pipeline) {
        this.pipeline = pipeline;
    }

    /** Empty when there is nobody to tell any more: the webhook was deleted. */
    Optional<Notice> of(Alert alert) {
        TimelinesPipeline from = pipeline.get();
        Subscription webhook = from.subscriptions().byId(alert.subscriptionId());
        if (webhook == null || !webhook.isHttp()) {
            return Optional.empty();
        }
        return from.workspaces()
                .byId(webhook.workspaceId())
                .map(
                        workspace ->
                                new Notice(
                                        alert,
                                        webhook,
                                        workspace,
                                        Streak.latest(from.figures().log(webhook.id()))
                                                .orElse(null),
                                        from.figures().of(webhook.id()).errorsCounter(),
                                        owed(from, webhook)));
    }

    /** A number that may be missing: an alert does not wait for it. */
    private static DeliveryHistory.Owed owed(TimelinesPipeline from, Subscription webhook) {
        try {
            return from.history().owed(webhook.id());
        } catch (DataAccessException e) {
            LOG.info(
                    "What webhook {} is owed could not be counted: {}", webhook.id(), e.toString());
            return null;
        }
    }
}
