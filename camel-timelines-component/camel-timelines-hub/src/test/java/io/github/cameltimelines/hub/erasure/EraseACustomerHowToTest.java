package io.github.cameltimelines.hub.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameltimelines.hub.RunningHub;
import io.github.cameltimelines.hub.Shell;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of {@code docs/how-to/erase-a-customer.md}. */
class EraseACustomerHowToTest {

    @TempDir Path folder;

    @Test
    void the_commands_of_the_page_erase_a_customer() throws Exception {
        List<String> blocks = Shell.blocks(Shell.page("how-to/erase-a-customer.md"), "sh");
        try (RunningHub hub = RunningHub.start(folder)) {
            hub.post(
                    "/hub/api/v1/events",
                    "{\"event_type\":\"message:received:new\",\"chat\":{\"chat_id\":4711,"
                            + "\"phone\":\"34600111222\"},\"message\":{\"message_uid\":\"m\"}}");
            String[] asked = Shell.run(hub, blocks.subList(0, 1).stream()).split("\n");
            assertThat(asked)
                    .hasSize(2)
                    .allMatch(answer -> answer.contains("\"state\":\"running\""));
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(
                            () ->
                                    assertThat(Shell.run(hub, blocks.subList(1, 2).stream()))
                                            .contains("\"state\":\"done\"", "\"events\":1,"));
            assertThat(Shell.run(hub, blocks.subList(2, 3).stream()))
                    .contains("\"member\":\"bootstrap\"")
                    .doesNotContain("34600111222");
        }
    }
}
