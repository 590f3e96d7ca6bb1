package io.github.cameltimelines.autoreply;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltimelines.bot.SameBot;
import io.github.cameltimelines.emulator.TimelinesEmulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code camel run}, which fetches the component by its coordinates. */
class CamelCliIT {

    private static final Path EXAMPLE = Path.of("").toAbsolutePath();
    private static final String PROPERTIES = "application.properties";

    @TempDir static Path shared;
    private static Path repository;

    @TempDir Path directory;

    @BeforeAll
    static void repository() throws IOException {
        repository = CliProcess.repository(shared.resolve("repository"));
    }

    @Test
    void camel_run_with_all_files_of_the_example_gives_the_one_reply() throws Exception {
        try (TimelinesEmulator timelines = TimelinesEmulator.start()) {
            List<String> arguments = new ArrayList<>(copyOfTheExample());
            arguments.addAll(Overrides.of(timelines, "--prop="));
            // A second server, on which TimelinesAI does not call.
            arguments.addAll(List.of("--health", "--management-port=" + Overrides.freePort()));
            answers(timelines, arguments);
            assertThat(directory.resolve("timelines-data")).isDirectory();
        }
    }

    @Test
    void the_bot_of_the_quickstart_needs_two_files() throws Exception {
        answers(SameBot.yaml());
    }

    @Test
    void kamelets_are_found_in_the_component() throws Exception {
        answers(EXAMPLE.resolve("src/test/resources/kamelets.camel.yaml"));
    }

    /** With this route, properties that say little more than what to fetch, and no server. */
    private void answers(Path route) throws Exception {
        try (TimelinesEmulator timelines = TimelinesEmulator.start()) {
            Files.copy(route, directory.resolve("bot.camel.yaml"));
            List<String> properties = new ArrayList<>(Overrides.of(timelines, ""));
            properties.add("hub.api=" + timelines.baseUrl());
            properties.add("hub.token=" + timelines.token());
            properties.add(dependencies());
            Files.write(directory.resolve(PROPERTIES), properties);
            String port = properties.get(0).replace("camel.server.port=", "--port=");
            answers(timelines, List.of("bot.camel.yaml", PROPERTIES, port));
        }
    }

    private void answers(TimelinesEmulator timelines, List<String> arguments) throws Exception {
        try (CliProcess cli = CliProcess.run(directory, repository, arguments)) {
            cli.awaitLine(line -> line.contains("Started auto-reply "));
            SameBot.answers(timelines);
        }
    }

    /** What the shell makes of {@code *}: folders too, which the CLI passes over. */
    private List<String> copyOfTheExample() throws IOException {
        try (Stream<Path> all = Files.list(EXAMPLE)) {
            List<String> names = new ArrayList<>();
            for (Path file :
                    all.filter(path -> !path.getFileName().toString().startsWith(".")).toList()) {
                Path copy = directory.resolve(file.getFileName());
                names.add(file.getFileName().toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectory(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
            return names.stream().sorted().toList();
        }
    }

    /** The line of the example, which has to name the version that is built. */
    private static String dependencies() throws IOException {
        return Files.readAllLines(EXAMPLE.resolve(PROPERTIES)).stream()
                .filter(line -> line.startsWith("camel.jbang.dependencies"))
                .filter(
                        line ->
                                line.endsWith(
                                        ":camel-timelines:" + System.getProperty("built.version")))
                .findFirst()
                .orElseThrow();
    }
}
