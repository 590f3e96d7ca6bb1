package io.github.cameltimelines.benchmarks;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/**
 * Rounds until the JVM has compiled what is measured. For the first minute or two its compiler
 * takes a third of two cores, and what is measured then is the compiler.
 */
final class WarmUp {

    /** Of the time of a round. */
    private static final double COMPILING_MAX = .04;

    private static final int ROUNDS_MIN = 4;
    private static final int QUIET_ROUNDS = 2;
    private static final long ENOUGH_NS = 240_000_000_000L;

    private final CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();

    /** What is measured, once. */
    @FunctionalInterface
    interface Round {
        void run() throws Exception;
    }

    void repeat(Round round) throws Exception {
        long began = System.nanoTime();
        int rounds = 0;
        int quiet = 0;
        double compiling = 1;
        while ((rounds < ROUNDS_MIN || quiet < QUIET_ROUNDS)
                && System.nanoTime() - began < ENOUGH_NS) {
            long roundBegan = System.nanoTime();
            long compiled = compiler.getTotalCompilationTime();
            round.run();
            rounds++;
            compiling =
                    (compiler.getTotalCompilationTime() - compiled)
                            * 1e6
                            / (System.nanoTime() - roundBegan);
            quiet = compiling < COMPILING_MAX ? quiet + 1 : 0;
        }
        System.out.printf(
                Locale.ROOT,
                "  warm after %d rounds, %.0f s; the compiler took %.0f %% of the last%n",
                rounds,
                (System.nanoTime() - began) / 1e9,
                100 * compiling);
    }
}
