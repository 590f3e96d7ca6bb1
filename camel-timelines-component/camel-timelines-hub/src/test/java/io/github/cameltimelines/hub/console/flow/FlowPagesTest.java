package io.github.cameltimelines.hub.console.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameltimelines.hub.RunningHub;
import io.github.cameltimelines.hub.console.ConsoleFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the page of flows shows. */
class FlowPagesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String THROWING =
            """
            - from:
                uri: timelines:chat:new?retrySchedule=1h
                steps:
                  - throwException:
                      exceptionType: java.io.IOException
                      message: <script>alert(1)</script>
            """;

    @TempDir static Path folder;
    private static ConsoleFixture with;

    @BeforeAll
    static void start() throws Exception {
        Path flows = Files.createDirectory(folder.resolve("flows"));
        Map<String, String> settings = Map.of("timelines.flows", flows.toString());
        with = ConsoleFixture.of(RunningHub.start(folder.resolve("data"), settings));
        assertThat(page()).contains("No flow is loaded", "write-a-flow.md", "timelines.flows");
        Files.writeString(flows.resolve("throws.yaml"), THROWING);
        Files.writeString(flows.resolve("broken.yaml"), "- from:\n    url: timelines:x\n");
    }

    @AfterAll
    static void stop() {
        with.close();
    }

    private static String page() throws Exception {
        return with.console().get("/flows").text();
    }

    private static void awaitPage(String... texts) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(page()).contains(texts));
    }

    @Test
    void a_flow_shows_its_state_its_events_and_where_it_failed_last() throws Exception {
        awaitPage(
                "<span class=\"state ok\">running</span>",
                "<span class=\"state bad\">failed</span>",
                "timelines://chat:new");
        assertThat(page()).containsPattern("<strong>broken.yaml(:[0-9]+)?</strong>");
        with.history().publish("{\"event_type\":\"chat:new\",\"chat\":{\"chat_id\":1}}");
        awaitPage("<strong>throws.yaml:5</strong>", "failures\">1</td>");
        assertThat(page())
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                .doesNotContain("<script>alert");
        assertThat(with.console().get("/flows", "HX-Request", "true").text())
                .startsWith("<div id=\"flows\"")
                .contains("hx-trigger=\"every 3s\"", "throws.yaml", "hx-preserve")
                .doesNotContain("<html");
        assertThat(with.stranger().get("/flows").text())
                .contains("No flow is loaded")
                .doesNotContain("throws.yaml");
    }
}
