package io.github.cameltimelines.hub.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.github.cameltimelines.hub.console.BarPlot.Bar;
import io.github.cameltimelines.hub.console.BarPlot.Count;
import io.github.cameltimelines.hub.console.BarPlot.Part;
import io.github.cameltimelines.hub.console.BarPlot.Words;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class BarPlotTest {

    @Test
    void a_bar_is_as_high_as_its_count_with_what_failed_on_top() {
        BarPlot plot = little(new Count("10:00", 3, 1), new Count("11:00", 2, 0));

        List<Part> first = plot.bars().get(0).parts();
        assertThat(first).extracting(Part::styleClass).containsExactly("bad", "ok");
        assertThat(first).extracting(Part::height).containsExactly(7.0, 21.0);
        assertThat(first).extracting(Part::y).containsExactly(0.0, 7.0);
        assertThat(plot.bars().get(1).parts()).extracting(Part::height).containsExactly(14.0);
    }

    @Test
    void nothing_at_all_is_a_row_of_hairlines() {
        BarPlot plot =
                BarPlot.little(
                        "Last 24 hours",
                        Collections.nCopies(24, new Count("10:00", 0, 0)),
                        Words.DELIVERIES);

        assertThat(plot.bars())
                .hasSize(24)
                .allSatisfy(
                        bar ->
                                assertThat(bar.parts())
                                        .extracting(Part::styleClass, Part::height)
                                        .containsExactly(tuple("none", 1.0)));
        assertThat(plot.summary()).isEqualTo("Last 24 hours: 0 delivered, 0 failed");
    }

    @Test
    void one_among_a_million_is_seen_and_no_bar_leaves_the_drawing() {
        BarPlot plot =
                little(
                        new Count("a", 1_000_000, 1),
                        new Count("b", 1, 1_000_000),
                        new Count("c", 1, 0),
                        new Count("d", 0, 1));

        for (Bar bar : plot.bars()) {
            assertThat(bar.parts()).allSatisfy(BarPlotTest::isInside);
            assertThat(bar.parts()).extracting(Part::height).allMatch(height -> height >= 2);
        }
    }

    private static void isInside(Part part) {
        assertThat(part.y()).isBetween(0.0, 28.0);
        assertThat(part.y() + part.height()).isBetween(0.0, 28.0);
        assertThat(part.x()).isBetween(0.0, 144.0);
        assertThat(part.x() + part.width()).isBetween(0.0, 144.0);
    }

    @Test
    void a_wide_one_has_its_highest_number_and_its_ends() {
        BarPlot plot =
                BarPlot.wide(
                        "Last hour",
                        List.of(new Count("10:00", 4, 1), new Count("10:59", 1, 0)),
                        Words.DELIVERIES);

        assertThat(plot.max()).isEqualTo(5);
        assertThat(plot.first()).isEqualTo("10:00");
        assertThat(plot.last()).isEqualTo("10:59");
        assertThat(plot.isLabelled()).isTrue();
        assertThat(plot.bars().get(0).text()).isEqualTo("10:00: 4 delivered, 1 failed");
    }

    @Test
    void without_bars_there_is_nothing_to_draw() {
        BarPlot plot = BarPlot.wide("Last hour", List.of(), new Words("came in", null));

        assertThat(plot.bars()).isEmpty();
        assertThat(plot.isLabelled()).isFalse();
        assertThat(plot.summary()).isEqualTo("Last hour: 0 came in");
    }

    @Test
    void less_than_nothing_is_refused() {
        assertThatThrownBy(() -> new Count("10:00", -1, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static BarPlot little(Count... counts) {
        return BarPlot.little("Last 24 hours", List.of(counts), Words.DELIVERIES);
    }
}
