package io.github.cameltimelines.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
        assertThat(described).containsExactlyElementsOf(new TreeSet<>(SettingNames.ALL));
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
        try (RunningHub hub = RunningHub.start(folder)) {
            String hook = "HOOK=" + hub.url() + "/hooks/" + RunningHub.SECRET + "\n";
            String output = run(hub, hook + commands(page));
            assertThat(output.lines().toList().get(0))
                    .isEqualTo(page.split("```json\n")[1].split("\n")[0]);
            assertThat(output).contains("{\"status\":\"ok\"}\n", "bootstrap  created webhook 1");
        }
    }

    @Test
    void the_guide_to_resending_works_as_it_is_written() throws Exception {
        try (Receiver receiver = new Receiver();
                RunningHub hub = RunningHub.start(folder)) {
            History history = new History(hub);
            history.webhook("message:received:new", receiver.url("/bot"), "");
            receiver.answer(410, "");
            int many = 300; // more than a replay has due at once
            for (int number = 0; number < many; number++) {
                history.publish(number, "m-" + number);
            }
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> history.deliveries("status=given_up").size() == many);
            hub.suspend("timelines-deliver"); // so that no replay ends
            String delivery = history.deliveries("").get(0).get("id").asText();
            String replay = history.replay("{\"webhook_id\":1}").get("id").asText();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> history.replayOf(replay).get("resent").intValue() > 0);
            String output =
                    run(
                            hub,
                            "DELIVERY="
                                    + delivery
                                    + "\nREPLAY="
                                    + replay
                                    + "\n"
                                    + commands(read("how-to/resend-what-failed.md")));
            assertThat(output.lines().filter(line -> line.startsWith("{")))
                    .hasSize(10)
                    .allMatch(line -> line.startsWith("{\"status\":\"ok\""));
            assertThat(output).contains("\"dry_run\":true", "\"state\":\"paused\"");
        }
    }

    /** The commands of a page that call the hub, each followed by the end of a line. */
    private static String commands(String page) {
        return Arrays.stream(page.split("```sh\n"))
                .skip(1)
                .map(block -> block.split("```")[0])
                .filter(block -> block.startsWith("curl"))
                .flatMap(block -> Arrays.stream(block.split("(?m)^(?=curl)")))
                .reduce("", (all, command) -> all + command + "\necho\n");
    }

    private static String run(RunningHub hub, String script) throws Exception {
        String run =
                ("TOKEN=" + RunningHub.TOKEN + "\n" + script)
                        .replace("http://localhost:8080", hub.url())
                        .replace("curl ", "curl -sS ");
        Process shell = new ProcessBuilder("sh", "-e").redirectErrorStream(true).start();
        try (var in = shell.getOutputStream()) {
            in.write(run.getBytes(StandardCharsets.UTF_8));
        }
        String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor()).as(output).isZero();
        return output;
    }
}
