package io.github.cameltimelines.hub.standalone;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The built jar in a JVM of its own, as a user starts it. */
final class HubProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long SIGINT_BIT = 1L << 1;

    private final Process process;
    private final Thread reader;
    private final List<String> lines = new CopyOnWriteArrayList<>();

    private HubProcess(Process process) {
        this.process = process;
        this.reader = new Thread(this::read, "hub-output");
        reader.setDaemon(true);
        reader.start();
    }

    static HubProcess start(Path directory, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if (sigintIsIgnored()) {
            command.addAll(List.of("env", "--default-signal=INT"));
        }
        command.addAll(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        jar().toString()));
        command.addAll(List.of(arguments));
        return new HubProcess(
                new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                        .start());
    }

    private static Path jar() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            return files.filter(file -> file.toString().endsWith("-standalone.jar"))
                    .findFirst()
                    .orElseThrow()
                    .toAbsolutePath();
        }
    }

    /** A build in the background ignores it, and its children would inherit that. */
    private static boolean sigintIsIgnored() throws IOException {
        Path status = Path.of("/proc/self/status");
        return Files.isReadable(status)
                && Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .anyMatch(
                                line ->
                                        (Long.parseUnsignedLong(line.substring(7).trim(), 16)
                                                        & SIGINT_BIT)
                                                != 0);
    }

    private void read() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            output.lines().forEach(lines::add);
        } catch (IOException | UncheckedIOException e) {
            lines.add("(output ended: " + e.getMessage() + ")");
        }
    }

    /** Waits until it has said what to try. */
    void awaitReady() {
        await().atMost(PATIENCE)
                .until(
                        () ->
                                !process.isAlive()
                                        || lines.stream().anyMatch(l -> l.startsWith("Ctrl-C")));
        if (!process.isAlive()) {
            throw new IllegalStateException("The hub did not start: " + lines);
        }
    }

    /** What stands behind that word on a line of its output. */
    Optional<String> told(String word) {
        return lines.stream()
                .map(String::trim)
                .filter(line -> line.startsWith(word + " "))
                .map(line -> line.substring(word.length()).trim().split("[ ,]")[0])
                .findFirst();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    List<String> lines() {
        return lines;
    }

    /** What Ctrl-C sends. */
    void interrupt() throws IOException {
        signal("INT");
    }

    /** What an orchestrator sends. */
    void terminate() throws IOException {
        signal("TERM");
    }

    private void signal(String name) throws IOException {
        new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid()).start();
    }

    /** What takes it away in the middle of whatever it does. */
    void kill() throws InterruptedException {
        close();
    }

    /** Waits until it has ended and all of its output is read. */
    int exitCode() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("The hub still runs: " + lines);
        }
        reader.join(PATIENCE.toMillis());
        return process.exitValue();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }
}
