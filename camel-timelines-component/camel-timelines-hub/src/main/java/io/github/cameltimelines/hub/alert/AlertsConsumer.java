package io.github.cameltimelines.hub.alert;

import io.github.cameltimelines.TimelinesConstants;
import io.github.cameltimelines.log.UntoldAlerts;
import io.github.cameltimelines.log.UntoldAlerts.Alert;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.Suspendable;
import org.apache.camel.support.DefaultConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feeds the route {@code timelines-alerts} with one alert after the other. The node that takes an
 * alert holds it until the route is done: then it is gone, or put off if the route failed. While
 * the route is suspended or stopped, alerts wait in the ledger.
 */
final class AlertsConsumer extends DefaultConsumer implements Suspendable {

    private static final Logger LOG = LoggerFactory.getLogger(AlertsConsumer.class);
    private static final long PERIOD_MS = 1_000;
    private static final long STOP_S = 15;
    private static final int REASON_MAX = 300;

    /** Waits between tries; the last of them again and again, until the alert is too old. */
    private static final List<Duration> WAITS =
            List.of(
                    Duration.ofSeconds(10),
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(30),
                    Duration.ofHours(2),
                    Duration.ofHours(6));

    private final Clock clock = Clock.systemUTC();
    private final NoticeReader reader;

    /** Told, but the ledger did not take it: they are not told again. Of one thread. */
    private final Set<Long> told = new HashSet<>();

    private ScheduledExecutorService worker;
    private volatile boolean serving;

    AlertsConsumer(AlertsEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        reader = new NoticeReader(() -> endpoint.timelines().pipeline());
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        worker =
                Executors.newSingleThreadScheduledExecutor(
                        task -> {
                            Thread thread = new Thread(task, "timelines-alerts");
                            thread.setDaemon(true);
                            return thread;
                        });
        serving = true;
        worker.scheduleWithFixedDelay(this::serve, PERIOD_MS, PERIOD_MS, TimeUnit.MILLISECONDS);
    }

    @Override
    protected void doSuspend() throws Exception {
        serving = false;
        super.doSuspend();
    }

    @Override
    protected void doResume() throws Exception {
        super.doResume();
        serving = true;
    }

    /** Waits for the route no longer than that: what it has then not told is free for others. */
    @Override
    protected void doStop() throws Exception {
        serving = false;
        if (worker != null) { // it may not have started
            worker.shutdown(); // an interrupt would close H2's file
            if (!worker.awaitTermination(STOP_S, TimeUnit.SECONDS)) {
                LOG.info(
                        "The mail server keeps an alert waiting; it is told again by whoever is"
                                + " next");
            }
        }
        super.doStop();
    }

    private UntoldAlerts untold() {
        return ((AlertsEndpoint) getEndpoint()).timelines().pipeline().untoldAlerts();
    }

    private MailHealthCheck health() {
        return ((AlertsEndpoint) getEndpoint()).health();
    }

    private void serve() {
        try {
            while (serving) {
                Optional<Alert> next = untold().take(clock.instant());
                if (next.isEmpty()) {
                    return;
                }
                tell(next.get());
            }
        } catch (RuntimeException e) {
            LOG.debug("Alerts could not be read or written, trying again in a second", e);
        }
    }

    private void tell(Alert alert) {
        Exception failure = null;
        if (!told.contains(alert.id())) {
            Optional<Notice> notice = reader.of(alert);
            failure = notice.map(this::tell).orElse(null);
        }
        if (failure == null) {
            health().told();
            told.add(alert.id());
            untold().told(alert);
            told.remove(alert.id());
        } else {
            putOff(alert, failure);
        }
    }

    /** Answers what failed; null when it was told. */
    private Exception tell(Notice notice) {
        Exchange exchange = createExchange(false);
        try {
            write(notice, exchange.getMessage());
            getProcessor().process(exchange);
            return exchange.getException();
        } catch (Exception e) {
            return e;
        } finally {
            releaseExchange(exchange, false);
        }
    }

    private void write(Notice notice, Message message) {
        Instant now = clock.instant();
        String hubUrl = ((AlertsEndpoint) getEndpoint()).hubUrl();
        message.setBody(new NoticeMail(hubUrl, now).text(notice));
        message.setHeader(AlertsEndpoint.ALERT_ID, notice.alert().id());
        message.setHeader(TimelinesConstants.EVENT_TYPE, notice.type());
        message.setHeader(TimelinesConstants.WORKSPACE_ID, notice.workspace().name());
        message.setHeader(TimelinesConstants.ATTEMPT, notice.alert().tries());
        message.setHeader("Subject", NoticeMail.subject(notice));
        message.setHeader("To", notice.workspace().ownerEmail());
    }

    private void putOff(Alert alert, Exception failure) {
        Duration wait = WAITS.get(Math.min(alert.tries(), WAITS.size()) - 1);
        String reason = reason(failure);
        health().failed(reason);
        LOG.warn(
                "That webhook {} {} could not be told (try {}), next in {} s: {}",
                alert.subscriptionId(),
                alert.recovered() ? "works again" : "fails",
                alert.tries(),
                wait.toSeconds(),
                reason);
        untold().putOff(alert, clock.instant().plus(wait));
    }

    /** The innermost says most, such as what the mail server answered; without addresses. */
    private static String reason(Exception failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return Masked.words(
                cause.getClass().getSimpleName() + " " + cause.getMessage(), REASON_MAX);
    }
}
