package io.github.cameltimelines.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages about the hub tell what the hub does. */
class DocsTest {

    private static final Path DOCS = Path.of("../../docs");

    @TempDir Path folder;

    private static String read(String page) throws IOException {
        return Files.readString(DOCS.resolve(page));
    }

    @Test
    void the_page_of_settings_has_every_setting_and_no_other() throws IOException {
        TreeSet<String> described = new TreeSet<>();
        for (String line : read("reference/hub-settings.md").split("\n")) {
            Matcher name =
                    Pattern.compile("`timelines\\.([a-z.-]+)`")
                            .matcher(
                                    line.split("\\|", 3).length > 2 ? line.split("\\|", 3)[1] : "");
            while (name.find()) {
                described.add(name.group(1));
            }
        }
        assertThat(described).containsExactlyElementsOf(new TreeSet<>(SettingsReader.NAMES));
    }

    @Test
    void the_page_of_the_api_has_every_route() throws Exception {
        String page = read("reference/hub-api.md");
        try (RunningHub hub = RunningHub.start(folder)) {
            assertThat(hub.routePaths())
                    .filteredOn(path -> !path.contains("matchOnUriPrefix"))
                    .hasSizeGreaterThan(10)
                    .allSatisfy(
                            uri -> {
                                String path =
                                        uri.replace("%7B", "{")
                                                .replace("%7D", "}")
                                                .replaceAll("platform-http:/*(/[^?]*).*", "$1");
                                String method = uri.replaceAll(".*httpMethodRestrict=", "");
                                assertThat(page).contains("`" + method + " " + path + "`");
                            });
        }
    }

    @Test
    void the_tutorial_works_as_it_is_written() throws Exception {
        String page = read("tutorials/first-hub.md");
        String script =
                Arrays.stream(page.split("```sh\n"))
                        .skip(1)
                        .map(block -> block.split("```")[0])
                        .filter(block -> block.startsWith("curl"))
                        .reduce("", (all, block) -> all + block + "\necho\n");
        try (RunningHub hub = RunningHub.start(folder)) {
            String run =
                    ("TOKEN="
                                    + RunningHub.TOKEN
                                    + "\nHOOK="
                                    + hub.url()
                                    + "/hooks/"
                                    + RunningHub.SECRET
                                    + "\n"
                                    + script)
                            .replace("http://localhost:8080", hub.url())
                            .replace("curl ", "curl -sS ");
            Process shell = new ProcessBuilder("sh", "-e").redirectErrorStream(true).start();
            try (var in = shell.getOutputStream()) {
                in.write(run.getBytes(StandardCharsets.UTF_8));
            }
            String output =
                    new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(shell.waitFor()).as(output).isZero();
            assertThat(output.lines().toList().get(0))
                    .isEqualTo(page.split("```json\n")[1].split("\n")[0]);
            assertThat(output).contains("{\"status\":\"ok\"}\n", "bootstrap  created webhook 1");
        }
    }
}
