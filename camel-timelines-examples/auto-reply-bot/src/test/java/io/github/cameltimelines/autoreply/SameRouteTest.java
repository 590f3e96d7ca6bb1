package io.github.cameltimelines.autoreply;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltimelines.bot.SameBot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The YAML is the quickstart's, which gets its events from the hub and not from TimelinesAI. */
class SameRouteTest {

    private static final List<String> OF_THE_HUB = List.of("parameters:", "baseUrl:", "apiToken:");

    @Test
    void the_bot_differs_from_the_quickstarts_in_where_it_subscribes_alone() throws IOException {
        assertThat(steps(Path.of("bot.camel.yaml"))).isEqualTo(steps(SameBot.yaml()));
    }

    private static List<String> steps(Path yaml) throws IOException {
        return Files.readAllLines(yaml).stream()
                .filter(line -> !line.startsWith("#"))
                .filter(line -> OF_THE_HUB.stream().noneMatch(line.strip()::startsWith))
                .toList();
    }
}
