package io.github.cameltimelines.autoreply;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltimelines.bot.SameBot;
import io.github.cameltimelines.emulator.TimelinesEmulator;
import io.github.cameltimelines.process.JavaProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The jar that was built, whose main class is Camel's, started as the README says. */
class CamelMainIT {

    private static final Path EXAMPLE = Path.of("").toAbsolutePath();
    private static final List<String> JAR =
            List.of("-XX:TieredStopAtLevel=1", "-jar", "target/auto-reply-bot.jar");

    @TempDir Path data;

    @ParameterizedTest
    @ValueSource(strings = {"bot.camel.yaml", "xml/bot.camel.xml", ".AutoReplyBot"})
    void the_bot_in_each_dsl_gives_the_one_reply(String named) throws Exception {
        List<String> properties = List.of("-pl", "file:" + propertiesWith(named));
        try (TimelinesEmulator timelines = TimelinesEmulator.start();
                JavaProcess bot = start(Overrides.of(timelines, "-D"), JAR, properties)) {
            bot.awaitLine(line -> line.contains("Started auto-reply "));
            SameBot.answers(timelines);
        }
    }

    /** The example's, with the one of three lines in effect that ends in this. */
    private Path propertiesWith(String named) throws IOException {
        List<String> properties = new ArrayList<>();
        for (String line : Files.readAllLines(EXAMPLE.resolve("application.properties"))) {
            boolean wanted = line.endsWith(named);
            if (wanted || !line.startsWith("camel.main.routesIncludePattern")) {
                properties.add(wanted ? line.replace("#camel", "camel") : line);
            }
        }
        return Files.write(data.resolve("application.properties"), properties);
    }

    @Test
    void the_demo_brings_its_own_timelines_ai() throws Exception {
        int emulator = Overrides.freePort();
        List<String> ports =
                List.of(
                        "-Dcamel.server.port=" + Overrides.freePort(),
                        "-Demulator.port=" + emulator);
        try (JavaProcess bot = start(ports, JAR, List.of("-profile", "demo"))) {
            bot.awaitLine(line -> line.contains("Registered webhook"));
            SameBot.answersAt("http://localhost:" + emulator);
        }
    }

    @Test
    void without_a_token_it_says_which_variable_to_set() throws Exception {
        try (JavaProcess bot = start(JAR)) {
            assertThat(bot.exitCode()).isNotZero();
            assertThat(String.join("\n", bot.lines()))
                    .containsAnyOf("env:TIMELINES_TOKEN", "env:PUBLIC_URL");
        }
    }

    /** In the folder of the example, as the README says; but what it keeps is kept elsewhere. */
    @SafeVarargs
    private JavaProcess start(List<String>... command) throws IOException {
        List<String> whole = new ArrayList<>();
        whole.add("-Dcamel.component.timelines.dataFolder=" + data);
        Stream.of(command).forEach(whole::addAll);
        return new JavaProcess(EXAMPLE, whole);
    }
}
