package io.github.cameltimelines.benchmarks;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * How long the quickstart and the hub take from {@code java -jar} to their first answer, and what
 * the hub has of memory when it has idled.
 */
final class StartBenchmark {

    private static final String TOKEN = "benchmark-token-0001";
    private static final long IDLE_S = 30;

    /** One that is started: its jar, the setting of its options, and a call that it answers. */
    private record Jar(String name, Path path, String call, String... options) {}

    private static final Jar QUICKSTART =
            new Jar(
                    "quickstart",
                    Path.of("camel-timelines-examples/quickstart/target/quickstart.jar"),
                    "/emulator");

    private final Bench bench;

    StartBenchmark(Bench bench) {
        this.bench = bench;
    }

    void run() throws Exception {
        time(QUICKSTART, "≤ 5");
        Jar hub =
                new Jar(
                        "hub",
                        hubJar(),
                        "/integrations/api/webhooks",
                        "--timelines.bootstrap.token=" + TOKEN);
        time(hub, "≤ 3");
        if (Files.exists(hub.path())) {
            bench.report()
                    .add(
                            "resident memory of the hub after " + IDLE_S + " s without calls, MB",
                            String.valueOf(idleMb(hub)),
                            "< 200");
        }
    }

    private static Path hubJar() throws IOException {
        Path target = Path.of("camel-timelines-component/camel-timelines-hub/target");
        if (Files.isDirectory(target)) {
            try (Stream<Path> files = Files.list(target)) {
                Optional<Path> jar =
                        files.filter(file -> file.toString().endsWith("-standalone.jar"))
                                .findFirst();
                if (jar.isPresent()) {
                    return jar.get();
                }
            }
        }
        return target.resolve("camel-timelines-hub-standalone.jar");
    }

    private void time(Jar jar, String bound) throws Exception {
        String what = jar.name() + " answers its first call after java -jar, s";
        if (!Files.exists(jar.path())) {
            bench.report().add(what, "not measured: no " + jar.path(), bound);
            return;
        }
        double[] seconds = new double[bench.repetitions()];
        for (int repetition = 0; repetition < seconds.length; repetition++) {
            long begin = System.nanoTime();
            Process process = start(jar, Server.freePort(), begin);
            seconds[repetition] = (System.nanoTime() - begin) / 1e9;
            process.destroyForcibly().waitFor();
        }
        bench.report().ratio(what, seconds, bound);
    }

    private static long idleMb(Jar jar) throws Exception {
        Process process = start(jar, Server.freePort(), System.nanoTime());
        try {
            Thread.sleep(TimeUnit.SECONDS.toMillis(IDLE_S)); // a benchmark may
            Path status = Path.of("/proc", Long.toString(process.pid()), "status");
            return Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
                    .findFirst()
                    .orElseThrow();
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    /** Returns when it has answered. */
    private static Process start(Jar jar, int port, long begin) throws Exception {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-jar",
                                jar.path().toString(),
                                "--timelines.port=" + port,
                                "--timelines.data=" + Folders.make()));
        command.addAll(List.of(jar.options()));
        Process process =
                new ProcessBuilder(command)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        while (!answers(port, jar.call())) {
            if (!process.isAlive() || System.nanoTime() - begin > TimeUnit.SECONDS.toNanos(60)) {
                process.destroyForcibly();
                throw new IllegalStateException("the " + jar.name() + " did not start");
            }
            Thread.sleep(20); // a benchmark may
        }
        return process;
    }

    private static boolean answers(int port, String path) {
        try {
            HttpURLConnection call =
                    (HttpURLConnection)
                            URI.create("http://localhost:" + port + path).toURL().openConnection();
            call.setConnectTimeout(200);
            call.setRequestProperty("Authorization", "Bearer " + TOKEN);
            return call.getResponseCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }
}
