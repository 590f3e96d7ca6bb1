package io.github.cameltimelines.springboot;

import io.github.cameltimelines.bot.SameBot;
import io.github.cameltimelines.emulator.TimelinesEmulator;
import io.github.cameltimelines.process.JavaProcess;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The quickstart's bot in a Spring Boot application, on the application's own port. */
class SpringBootBotIT {

    @TempDir Path folder;

    @Test
    void the_bot_answers_as_it_does_everywhere() throws Exception {
        try (TimelinesEmulator timelines = TimelinesEmulator.start();
                JavaProcess application =
                        TestApplication.process(
                                folder,
                                List.of(
                                        "--server.port=0",
                                        "--camel.main.routes-include-pattern=file:"
                                                + SameBot.yaml(),
                                        "--camel.component.timelines.base-url={{hub.api}}",
                                        "--camel.component.timelines.configuration.api-token=${hub.token}",
                                        "--camel.component.timelines.public-url=http://localhost:${local.server.port}",
                                        "--hub.api=" + timelines.baseUrl(),
                                        "--hub.token=" + timelines.token()))) {
            SameBot.answers(timelines);
        }
    }
}
