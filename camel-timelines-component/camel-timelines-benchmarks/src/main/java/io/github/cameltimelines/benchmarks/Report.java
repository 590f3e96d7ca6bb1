package io.github.cameltimelines.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Gathers figures and prints them as a Markdown table, with the bound that each should keep. */
final class Report {

    private record Row(String what, String figure, String bound) {}

    private final List<Row> rows = new ArrayList<>();

    void machine() {
        System.out.printf(
                "%s %s, %d cores, Java %s, %s %s%n",
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.version"),
                System.getProperty("java.vm.name"),
                System.getProperty("os.arch"));
    }

    /** The median of repeated measurements, with all of them behind it. */
    void ratio(String what, double[] values, String bound) {
        add(what, String.format(Locale.ROOT, "%.2f  %s", median(values), all(values)), bound);
    }

    void add(String what, String figure, String bound) {
        System.out.printf("%s: %s (bound %s)%n", what, figure, bound);
        rows.add(new Row(what, figure, bound));
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static String all(double[] values) {
        StringBuilder text = new StringBuilder("[");
        for (double value : values) {
            text.append(text.length() == 1 ? "" : " ")
                    .append(String.format(Locale.ROOT, "%.2f", value));
        }
        return text.append(']').toString();
    }

    void print() {
        System.out.println();
        System.out.println("| what | measured | bound |");
        System.out.println("| --- | --- | --- |");
        rows.forEach(
                row ->
                        System.out.printf(
                                "| %s | %s | %s |%n", row.what(), row.figure(), row.bound()));
    }
}
