package io.github.cameltimelines.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TimelinesAI's own guide, run against the hub: only base URL, token and id are replaced. */
class SeedsTest {

    @TempDir Path folder;

    @Test
    void the_calls_of_the_guide_give_the_answers_of_the_guide() throws Exception {
        try (RunningHub hub = RunningHub.start(folder)) {
            String script =
                    guide().replace("https://app.timelines.ai", hub.url())
                            .replace("YOUR_TOKEN", RunningHub.TOKEN)
                            .replace("7654321", "1")
                            .replace("curl ", "curl -sS ");
            String webhook =
                    "{\"id\":1,\"event_type\":\"message:received:new\","
                            + "\"url\":\"https://your-app.com/webhooks/timelines\","
                            + "\"enabled\":true,\"errors_counter\":0}";
            String disabled = webhook.replace("true", "false");
            String changed =
                    disabled.replace(
                            "https://your-app.com/webhooks/timelines",
                            "https://new-endpoint.com/webhooks");
            assertThat(run(script))
                    .containsExactly(
                            ok(webhook),
                            ok("[" + webhook + "]"),
                            ok(webhook),
                            ok(disabled),
                            ok(changed),
                            ok(changed),
                            "{\"status\":\"ok\"}");
        }
    }

    private static String ok(String data) {
        return "{\"status\":\"ok\",\"data\":" + data + "}";
    }

    private static String guide() throws IOException {
        try (InputStream script = SeedsTest.class.getResourceAsStream("/seeds.sh")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static List<String> run(String script) throws Exception {
        Process shell = new ProcessBuilder("sh", "-e").redirectErrorStream(true).start();
        try (var in = shell.getOutputStream()) {
            in.write(script.getBytes(StandardCharsets.UTF_8));
        }
        List<String> lines =
                new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .toList();
        assertThat(shell.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(shell.exitValue()).as(lines.toString()).isZero();
        return lines;
    }
}
