package io.github.cameltimelines.hub.alert;

import io.github.cameltimelines.TimelinesComponent;
import io.github.cameltimelines.TimelinesPipeline;
import io.github.cameltimelines.inbox.Acceptance;
import io.github.cameltimelines.log.Alerts;
import io.github.cameltimelines.log.UntoldAlerts;
import io.github.cameltimelines.log.UntoldAlerts.Alert;
import io.github.cameltimelines.subscription.Subscription;
import io.github.cameltimelines.wire.EventKey;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that each webhook that begins to fail or recovers becomes an alert, and each alert an
 * event. All of it on a thread of its own: whoever counts attempts only leaves a note here.
 *
 * <h2>Nothing is lost, nothing is doubled</h2>
 *
 * What this node is told of it claims at once. What no node was told of, because the one that
 * counted it died, is found by looking through the figures every half minute. A claim leaves its
 * alert in the ledger in the same transaction. The alert's number is the key of its event, so that
 * publishing it again, by whichever node, is answered as a duplicate.
 *
 * <h2>No circle</h2>
 *
 * A webhook that asks for events about webhooks makes none when it fails itself: else each of its
 * failures would be another delivery that fails. Its owner is written to all the same.
 */
public final class AlertWatch extends ServiceSupport {

    private static final Logger LOG = LoggerFactory.getLogger(AlertWatch.class);
    private static final long PERIOD_S = 30;
    private static final long FIRST_S = 1; // whatever the last run left
    private static final long STOP_S = 5;

    /** A mail server that is away for a weekend costs no alert. */
    static final Duration KEPT = Duration.ofDays(3);

    private final TimelinesComponent component;
    private final NoticeReader reader;
    private final Clock clock = Clock.systemUTC();
    private TimelinesPipeline listened;
    private volatile ScheduledExecutorService worker;

    public AlertWatch(TimelinesComponent component) {
        this.component = component;
        reader = new NoticeReader(component::pipeline);
    }

    @Override
    protected void doStart() {
        worker =
                Executors.newSingleThreadScheduledExecutor(
                        task -> {
                            Thread thread = new Thread(task, "timelines-alert-watch");
                            thread.setDaemon(true);
                            return thread;
                        });
        TimelinesPipeline pipeline = component.pipeline();
        if (listened != pipeline) {
            listened = pipeline;
            pipeline.folding()
                    .listen((failing, recovered) -> soon(() -> claim(failing, recovered)));
        }
        worker.scheduleWithFixedDelay(
                () -> quietly(this::look), FIRST_S, PERIOD_S, TimeUnit.SECONDS);
    }

    @Override
    protected void doStop() throws Exception {
        worker.shutdown(); // an interrupt would close H2's file
        worker.awaitTermination(STOP_S, TimeUnit.SECONDS);
    }

    private void soon(Runnable work) {
        try {
            worker.execute(() -> quietly(work));
        } catch (RejectedExecutionException e) {
            LOG.debug("Stopped: the next run looks for it");
        }
    }

    private static void quietly(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.info(
                    "Alerts could not be looked for, trying again in {} s: {}",
                    PERIOD_S,
                    e.getClass().getSimpleName());
            LOG.debug("Alerts could not be looked for", e);
        }
    }

    private void look() {
        Alerts.Pending pending = component.pipeline().alerts().pending(clock.instant());
        claim(pending.failing(), pending.recovered());
        UntoldAlerts untold = component.pipeline().untoldAlerts();
        for (Alert alert : untold.giveUp(clock.instant().minus(KEPT))) {
            LOG.warn(
                    "That webhook {} {} could be told to nobody in {} days, and is not tried any more",
                    alert.subscriptionId(),
                    alert.recovered() ? "works again" : "fails",
                    KEPT.toDays());
        }
    }

    private void claim(List<Integer> failing, List<Integer> recovered) {
        Alerts alerts = component.pipeline().alerts();
        for (int id : failing) {
            Subscription webhook = component.pipeline().subscriptions().byId(id);
            if (webhook != null && webhook.isHttp() && webhook.enabled()) {
                alerts.claimAlert(id, clock.instant());
            }
        }
        recovered.forEach(alerts::claimRecovery);
        component.pipeline().untoldAlerts().unpublished().forEach(this::publish);
    }

    private void publish(Alert alert) {
        reader.of(alert)
                .filter(notice -> !notice.webhook().eventTypes().isAboutHub())
                .ifPresentOrElse(notice -> publish(alert, notice), () -> published(alert));
    }

    private void publish(Alert alert, Notice notice) {
        component
                .pipeline()
                .inbox()
                .accept(
                        NoticeEvent.bytes(notice),
                        new EventKey("alert|" + alert.id(), false),
                        notice.workspace().id(),
                        notice.workspace().name(),
                        acceptance -> soon(() -> accepted(alert, acceptance)));
    }

    private void accepted(Alert alert, Acceptance acceptance) {
        if (acceptance instanceof Acceptance.Unavailable) {
            return; // looked for again
        }
        if (acceptance instanceof Acceptance.Malformed malformed) {
            LOG.error("An alert cannot be an event: {}", malformed.reason());
        }
        published(alert);
    }

    private void published(Alert alert) {
        component.pipeline().untoldAlerts().published(alert);
    }
}
