package io.github.cameltimelines.pipeline;

import io.github.cameltimelines.process.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A process to be killed, in a JVM of its own, and the files it writes. */
final class ChildProcess implements AutoCloseable {

    private final int port;
    private final Path delivered;
    private final Path log;
    private final String ledger;
    private final Class<?> main;
    private Process process;

    /**
     * @param ledger JDBC URL or folder
     */
    ChildProcess(Path folder, String ledger) throws IOException {
        this(folder, ledger, KillChild.class);
    }

    /**
     * @param main called with a free port, the file for what is delivered, and the ledger
     */
    ChildProcess(Path folder, String ledger, Class<?> main) throws IOException {
        this.ledger = ledger;
        this.main = main;
        delivered = folder.resolve("delivered.txt");
        log = folder.resolve("child.log");
        Files.createFile(delivered);
        port = FreePort.next();
    }

    void start() throws IOException {
        process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                main.getName(),
                                Integer.toString(port),
                                delivered.toString(),
                                ledger)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start();
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    String url() {
        return "http://127.0.0.1:" + port + "/timelines/webhooks/" + KillChild.SECRET;
    }

    /** What the route took, one line for each event: id and message uid. */
    List<String> delivered() {
        return lines(delivered);
    }

    /** The end of what the child printed. */
    String log() {
        List<String> lines = lines(log);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 200), lines.size()));
    }

    private static List<String> lines(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        if (process != null) {
            kill();
        }
    }
}
