package io.github.cameltimelines.hub.console.overview;

import io.github.cameltimelines.TimelinesPipeline;
import io.github.cameltimelines.hub.console.BarPlot;
import io.github.cameltimelines.hub.console.BarPlot.Count;
import io.github.cameltimelines.hub.console.BarPlot.Words;
import io.github.cameltimelines.hub.console.overview.OverviewPage.SlowRow;
import io.github.cameltimelines.hub.console.overview.OverviewPage.Tile;
import io.github.cameltimelines.log.Backlog;
import io.github.cameltimelines.log.MinuteCount;
import io.github.cameltimelines.log.SlowDestination;
import io.github.cameltimelines.subscription.Subscription;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** The figures of a workspace's last hour, in words and plots. For one page. */
final class Traffic {

    private static final int SLOWEST = 5;

    /** Above it the error rate is worth a look. */
    private static final double MANY_ERRORS = 0.05;

    /** Later than that is not what a busy moment does. */
    private static final Duration LATE = Duration.ofSeconds(30);

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("HH:mm").withZone(ZoneOffset.UTC);
    private static final String HOUR = "Last 60 minutes";

    private final TimelinesPipeline pipeline;
    private final int workspaceId;
    private final List<MinuteCount> minutes;

    Traffic(TimelinesPipeline pipeline, int workspaceId) {
        this.pipeline = pipeline;
        this.workspaceId = workspaceId;
        minutes = pipeline.workspaceFigures().lastHours(workspaceId, 1);
    }

    BarPlot events() {
        return BarPlot.wide(
                HOUR,
                minutes.stream()
                        .map(minute -> new Count(label(minute), minute.events(), 0))
                        .toList(),
                new Words("events", null));
    }

    BarPlot deliveries() {
        return BarPlot.wide(
                HOUR,
                minutes.stream()
                        .map(
                                minute ->
                                        new Count(
                                                label(minute),
                                                minute.delivered(),
                                                minute.failures()))
                        .toList(),
                Words.DELIVERIES);
    }

    private static String label(MinuteCount minute) {
        return MINUTE.format(minute.from());
    }

    List<Tile> tiles() {
        return List.of(
                new Tile(
                        "Events",
                        number(sum(MinuteCount::events)),
                        number(last().events()) + " in the last full minute",
                        "",
                        "events"),
                new Tile(
                        "Delivered",
                        number(sum(MinuteCount::delivered)),
                        number(last().delivered()) + " in the last full minute",
                        "",
                        "deliveries"),
                errorRate(),
                backlog());
    }

    private Tile errorRate() {
        long attempts = sum(MinuteCount::attempts);
        double rate = attempts == 0 ? 0 : (double) sum(MinuteCount::failures) / attempts;
        return new Tile(
                "Error rate",
                String.format(Locale.ROOT, "%.1f %%", rate * 100),
                "of " + number(attempts) + (attempts == 1 ? " attempt" : " attempts"),
                rate > MANY_ERRORS ? "bad" : "",
                "webhooks");
    }

    private Tile backlog() {
        Optional<Backlog> counted = pipeline.workspaceFigures().backlog(workspaceId);
        if (counted.isEmpty()) {
            return new Tile("Backlog", "…", "is being counted", "wait", "deliveries");
        }
        Backlog backlog = counted.get();
        Duration late = backlog.oldestDue();
        return new Tile(
                "Backlog",
                number(backlog.owed()),
                late.toSeconds() < 1 ? "none is late" : "the oldest is due for " + inWords(late),
                late.compareTo(LATE) > 0 ? "bad" : "",
                "deliveries?status=retrying");
    }

    /** The one before the last: that is not over. */
    private MinuteCount last() {
        return minutes.get(minutes.size() - 2);
    }

    private long sum(ToIntFunction<MinuteCount> figure) {
        return minutes.stream().mapToLong(figure::applyAsInt).sum();
    }

    List<SlowRow> slowest() {
        return pipeline.workspaceFigures().slowest(workspaceId, SLOWEST).stream()
                .flatMap(
                        slow ->
                                Optional.ofNullable(
                                        pipeline.subscriptions().byId(slow.subscriptionId()))
                                        .map(one -> row(slow, one))
                                        .stream())
                .toList();
    }

    private static SlowRow row(SlowDestination slow, Subscription to) {
        return new SlowRow(
                to.destination(),
                to.isHttp() ? "webhooks/" + to.id() : null,
                number(slow.meanAnswer().toMillis()) + " ms",
                number(slow.attempts()),
                number(slow.failures()));
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String inWords(Duration time) {
        if (time.toMinutes() < 1) {
            return time.toSeconds() + " s";
        }
        if (time.toHours() < 1) {
            return time.toMinutes() + " min";
        }
        return time.toHours() + " h " + time.toMinutesPart() + " min";
    }
}
