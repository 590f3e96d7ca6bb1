package io.github.cameltimelines.quickstart;

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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The built quickstart in a JVM of its own, as a user starts it. */
final class QuickstartProcess implements AutoCloseable {

    private static final Path JAR = Path.of("target", "quickstart.jar").toAbsolutePath();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern URL = Pattern.compile("http://localhost:(\\d+)/emulator$");
    private static final long SIGINT_BIT = 1L << 1;

    private final Process process;
    private final Thread reader;
    private final List<String> lines = new CopyOnWriteArrayList<>();

    private QuickstartProcess(Process process) {
        this.process = process;
        this.reader = new Thread(this::read, "quickstart-output");
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts it in an empty working directory of its own or one that it had before. */
    static QuickstartProcess start(Path directory, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if (sigintIsIgnored()) {
            command.addAll(List.of("env", "--default-signal=INT"));
        }
        command.addAll(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        JAR.toString()));
        command.addAll(List.of(arguments));
        return new QuickstartProcess(
                new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                        .start());
    }

    /** A build in the background ignores it, and its children would inherit that. */
    private static boolean sigintIsIgnored() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) {
            return false;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .anyMatch(
                        line ->
                                (Long.parseUnsignedLong(line.substring(7).trim(), 16) & SIGINT_BIT)
                                        != 0);
    }

    private void read() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            output.lines().forEach(lines::add);
        } catch (IOException | UncheckedIOException e) {
            lines.add("(output ended: " + e.getMessage() + ")");
        }
    }

    /** Waits until it has said what to try; returns its port. */
    int port() {
        await().atMost(PATIENCE)
                .until(
                        () ->
                                !process.isAlive()
                                        || lines.stream().anyMatch(l -> l.startsWith("Ctrl-C")));
        for (String line : lines) {
            Matcher url = URL.matcher(line);
            if (url.find()) {
                return Integer.parseInt(url.group(1));
            }
        }
        throw new IllegalStateException("The quickstart did not start: " + lines);
    }

    List<String> lines() {
        return lines;
    }

    /** What Ctrl-C sends. */
    void interrupt() throws IOException {
        new ProcessBuilder("sh", "-c", "kill -INT " + process.pid()).start();
    }

    /** What nothing can withstand. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        exitCode();
    }

    /** Waits until it has ended and all of its output is read. */
    int exitCode() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("The quickstart still runs: " + lines);
        }
        reader.join(PATIENCE.toMillis());
        return process.exitValue();
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
