package io.github.cameltimelines.hub.standalone;

import io.github.cameltimelines.process.JavaProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The built jar in a JVM of its own, as a user starts it. */
final class HubProcess extends JavaProcess {

    private HubProcess(Path directory, List<String> command) throws IOException {
        super(directory, command);
    }

    static HubProcess start(Path directory, String... arguments) throws IOException {
        return new HubProcess(directory, jar(standalone(), arguments));
    }

    /**
     * @param option of the JVM
     */
    static HubProcess startWith(String option, Path directory, String... arguments)
            throws IOException {
        List<String> command = jar(standalone(), arguments);
        command.add(0, option);
        return new HubProcess(directory, command);
    }

    private static Path standalone() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            return files.filter(file -> file.toString().endsWith("-standalone.jar"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Waits until it has said what to try. */
    void awaitReady() {
        awaitLine(line -> line.startsWith("Ctrl-C"));
    }

    /** What stands behind that word on a line of its output. */
    Optional<String> told(String word) {
        return lines().stream()
                .map(String::trim)
                .filter(line -> line.startsWith(word + " "))
                .map(line -> line.substring(word.length()).trim().split("[ ,]")[0])
                .findFirst();
    }
}
