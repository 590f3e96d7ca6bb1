package io.github.cameltimelines.benchmarks;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** How long the quickstart takes from {@code java -jar} to its first answer. */
final class StartBenchmark {

    private static final Path JAR =
            Path.of(
                    System.getProperty(
                            "quickstart",
                            "camel-timelines-examples/quickstart/target/quickstart.jar"));

    private final Bench bench;

    StartBenchmark(Bench bench) {
        this.bench = bench;
    }

    void run() throws Exception {
        if (!Files.exists(JAR)) {
            bench.report()
                    .add("quickstart ready after java -jar, s", "not measured: no " + JAR, "≤ 5");
            return;
        }
        double[] seconds = new double[bench.repetitions()];
        for (int repetition = 0; repetition < seconds.length; repetition++) {
            seconds[repetition] = start();
        }
        bench.report().ratio("quickstart ready after java -jar, s", seconds, "≤ 5");
    }

    private static double start() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        long begin = System.nanoTime();
        Process quickstart =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-jar",
                                JAR.toString(),
                                "--timelines.port=" + port,
                                "--timelines.data=" + Bench.folder())
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try {
            while (!answers(port)) {
                if (!quickstart.isAlive()
                        || System.nanoTime() - begin > TimeUnit.SECONDS.toNanos(60)) {
                    throw new IllegalStateException("the quickstart did not start");
                }
                Thread.sleep(20); // a benchmark may
            }
            return (System.nanoTime() - begin) / 1e9;
        } finally {
            quickstart.destroyForcibly().waitFor();
        }
    }

    private static boolean answers(int port) {
        try {
            HttpURLConnection call =
                    (HttpURLConnection)
                            URI.create("http://localhost:" + port + "/emulator")
                                    .toURL()
                                    .openConnection();
            call.setConnectTimeout(200);
            return call.getResponseCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }
}
