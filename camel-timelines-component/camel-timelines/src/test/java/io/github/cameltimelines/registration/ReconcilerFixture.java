package io.github.cameltimelines.registration;

import static io.github.cameltimelines.registration.ScriptedWebhooks.URL;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.slf4j.LoggerFactory;

/** A reconciler, the TimelinesAI that it talks to, and its log. */
abstract class ReconcilerFixture {

    static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");

    final ScriptedWebhooks timelines = new ScriptedWebhooks();
    final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();

    /** Writes down what it should run and when, so that only the test runs anything. */
    final NotingExecutor idle = new NotingExecutor();

    final ListAppender<ILoggingEvent> log = new ListAppender<>();
    WebhookReconciler reconciler = reconciler(WebhookPlanner.DEFAULT_LIMIT);

    @BeforeEach
    void listen() {
        log.start();
        logger().addAppender(log);
    }

    @AfterEach
    void no_log_line_and_no_state_holds_the_secret_or_the_token() {
        reconciler.close();
        executor.shutdownNow();
        idle.shutdownNow();
        timelines.close();
        logger().detachAppender(log);
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .noneMatch(
                        line ->
                                line.contains(ScriptedWebhooks.SECRET)
                                        || line.contains(ScriptedWebhooks.TOKEN));
        assertThat(reconciler.state().toString())
                .doesNotContain(ScriptedWebhooks.SECRET, ScriptedWebhooks.TOKEN);
    }

    void need(String... types) {
        reconciler.register("route", needs(types));
    }

    static Needs needs(String... types) {
        return new Needs(Set.of(types), Set.of());
    }

    WebhookReconciler reconciler(int limit) {
        return new WebhookReconciler(
                timelines.client(),
                new RegistrationSettings(URL, limit, Duration.ofMinutes(5)),
                idle,
                InstantSource.fixed(NOW));
    }

    boolean logged(String part) {
        return log.list.stream().anyMatch(line -> line.getFormattedMessage().contains(part));
    }

    static Logger logger() {
        return (Logger) LoggerFactory.getLogger(WebhookReconciler.class);
    }

    static final class NotingExecutor extends ScheduledThreadPoolExecutor {

        final List<Duration> waits = new ArrayList<>();

        NotingExecutor() {
            super(1);
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
            waits.add(Duration.of(delay, unit.toChronoUnit()));
            return super.schedule(() -> {}, 1, TimeUnit.DAYS);
        }
    }
}
