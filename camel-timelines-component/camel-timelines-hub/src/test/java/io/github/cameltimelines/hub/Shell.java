package io.github.cameltimelines.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Runs the commands of a page of the documentation, as its reader does. */
public final class Shell {

    private static final Path DOCS = Path.of("../../docs");

    private Shell() {}

    public static String page(String name) throws IOException {
        return Files.readString(DOCS.resolve(name));
    }

    /** The blocks of a page in that language, in their order. */
    public static List<String> blocks(String page, String language) {
        return Arrays.stream(page.split("```" + language + "\n"))
                .skip(1)
                .map(block -> block.split("```")[0])
                .toList();
    }

    /** Runs blocks one after the other, in one shell, against that hub; answers what they print. */
    public static String run(RunningHub hub, Stream<String> blocks) throws Exception {
        StringBuilder script = new StringBuilder("TOKEN=" + RunningHub.TOKEN + "\n");
        blocks.forEach(block -> script.append(block).append("\necho\n"));
        Process shell = new ProcessBuilder("sh", "-e").redirectErrorStream(true).start();
        try (var in = shell.getOutputStream()) {
            in.write(
                    script.toString()
                            .replace("http://localhost:8080", hub.url())
                            .replace("curl ", "curl -sS ")
                            .getBytes(StandardCharsets.UTF_8));
        }
        String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor()).as(output).isZero();
        return output;
    }
}
