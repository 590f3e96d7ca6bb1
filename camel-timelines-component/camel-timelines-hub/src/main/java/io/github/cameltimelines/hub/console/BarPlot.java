package io.github.cameltimelines.hub.console;

import java.util.ArrayList;
import java.util.List;

/**
 * A plot of bars, each what went well with what went wrong on top, as SVG that the template {@code
 * plot} writes: {@code {{#plot}}{{>plot}}{{/plot}}}. A bar of nothing is a hairline, so that a time
 * without events looks different from a time that is not shown. Immutable.
 */
public final class BarPlot {

    /** What nobody could see, or point at, is drawn a little higher than it is. */
    private static final double SEEN = 2;

    private static final double HAIRLINE = 1;

    /** Size, in units of the drawing. */
    private enum Size {
        LITTLE("little", 144, 28),
        WIDE("large", 720, 120);

        private final String styleClass;
        private final int width;
        private final int height;

        Size(String styleClass, int width, int height) {
            this.styleClass = styleClass;
            this.width = width;
            this.height = height;
        }
    }

    /**
     * What the bars count.
     *
     * @param well as in {@code delivered}
     * @param wrong as in {@code failed}; null where nothing can go wrong
     */
    public record Words(String well, String wrong) {

        public static final Words DELIVERIES = new Words("delivered", "failed");

        String of(long ok, long bad) {
            return ok + " " + well + (wrong == null ? "" : ", " + bad + " " + wrong);
        }
    }

    /**
     * What was counted in a stretch of time.
     *
     * @param label the stretch, as a reader knows it: {@code 10:00}
     */
    public record Count(String label, long ok, long bad) {
        public Count {
            if (ok < 0 || bad < 0) {
                throw new IllegalArgumentException("A bar of " + ok + " and " + bad);
            }
        }
    }

    /** A part of a bar. */
    public record Part(String styleClass, double x, double y, double width, double height) {}

    /** What stands at one place, from top to bottom; {@code back} is all of that place. */
    public record Bar(String text, Part back, List<Part> parts) {}

    private final Size size;
    private final String summary;
    private final long max;
    private final List<Count> counts;
    private final Words words;

    private BarPlot(Size size, String summary, long max, List<Count> counts, Words words) {
        this.size = size;
        this.summary = summary;
        this.max = max;
        this.counts = List.copyOf(counts);
        this.words = words;
    }

    /**
     * For the cell of a table.
     *
     * @param time that all bars are about, as in {@code Last 24 hours}
     */
    public static BarPlot little(String time, List<Count> counts, Words words) {
        return of(Size.LITTLE, time, counts, words);
    }

    /** As wide as the page, with its highest number and its first and last label. */
    public static BarPlot wide(String time, List<Count> counts, Words words) {
        return of(Size.WIDE, time, counts, words);
    }

    private static BarPlot of(Size size, String time, List<Count> counts, Words words) {
        long ok = counts.stream().mapToLong(Count::ok).sum();
        long bad = counts.stream().mapToLong(Count::bad).sum();
        long max = counts.stream().mapToLong(count -> count.ok() + count.bad()).max().orElse(0);
        return new BarPlot(size, time + ": " + words.of(ok, bad), max, counts, words);
    }

    /** All of it in a sentence, for whoever does not see it. */
    public String summary() {
        return summary;
    }

    public String styleClass() {
        return size.styleClass;
    }

    public int width() {
        return size.width;
    }

    public int height() {
        return size.height;
    }

    /** Whether there is room for labels. */
    public boolean isLabelled() {
        return size == Size.WIDE && !counts.isEmpty();
    }

    /** The highest bar's number. */
    public long max() {
        return max;
    }

    public String first() {
        return counts.isEmpty() ? "" : counts.get(0).label();
    }

    public String last() {
        return counts.isEmpty() ? "" : counts.get(counts.size() - 1).label();
    }

    public List<Bar> bars() {
        double place = (double) size.width / Math.max(1, counts.size());
        double width = place * 5 / 6;
        List<Bar> bars = new ArrayList<>();
        for (int i = 0; i < counts.size(); i++) {
            bars.add(bar(counts.get(i), i * place, place, width));
        }
        return bars;
    }

    private Bar bar(Count count, double x, double place, double width) {
        Part back = part("back", x, 0, place, size.height);
        String text = count.label() + ": " + words.of(count.ok(), count.bad());
        if (count.ok() + count.bad() == 0) {
            double base = size.height - HAIRLINE;
            return new Bar(text, back, List.of(part("none", x, base, width, HAIRLINE)));
        }
        double bad = length(count.bad());
        double ok = Math.min(length(count.ok()), size.height - bad);
        if (count.ok() > 0 && ok < SEEN) {
            ok = SEEN;
            bad = size.height - SEEN;
        }
        List<Part> parts = new ArrayList<>();
        if (bad > 0) {
            parts.add(part("bad", x, size.height - ok - bad, width, bad));
        }
        if (ok > 0) {
            parts.add(part("ok", x, size.height - ok, width, ok));
        }
        return new Bar(text, back, parts);
    }

    private double length(long count) {
        return count == 0 ? 0 : Math.max(SEEN, (double) count / max * size.height);
    }

    private static Part part(String styleClass, double x, double y, double width, double height) {
        return new Part(styleClass, tenth(x), tenth(y), tenth(width), tenth(height));
    }

    private static double tenth(double length) {
        return Math.round(length * 10) / 10.0;
    }
}
