package io.github.cameltimelines.hub.console.overview;

import io.github.cameltimelines.hub.console.BarPlot;
import io.github.cameltimelines.hub.console.Frame;
import io.jstach.jstache.JStache;
import java.util.List;

/** How the hub is doing: what came in and went out in the last hour, what is owed, what is ill. */
@JStache(path = "overview/overview")
record OverviewPage(
        Frame frame,
        List<Tile> tiles,
        BarPlot events,
        BarPlot deliveries,
        List<SlowRow> slowest,
        List<HealthRow> health) {

    static OverviewPage of(Frame frame, Traffic traffic, List<HealthRow> health) {
        return new OverviewPage(
                frame,
                traffic.tiles(),
                traffic.events(),
                traffic.deliveries(),
                traffic.slowest(),
                health);
    }

    /**
     * One figure.
     *
     * @param state as the styles name it: {@code ok}, {@code bad}, {@code wait}, or nothing
     * @param href where there is more to it, below the console; null for nowhere
     */
    record Tile(String name, String figure, String remark, String state, String href) {}

    /**
     * A destination that takes long.
     *
     * @param href its page; null for a route, which has none
     */
    record SlowRow(
            String destination, String href, String mean, String attempts, String failures) {}
}
