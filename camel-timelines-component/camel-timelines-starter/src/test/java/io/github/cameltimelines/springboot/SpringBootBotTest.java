package io.github.cameltimelines.springboot;

import io.github.cameltimelines.bot.SameBot;
import io.github.cameltimelines.emulator.TimelinesEmulator;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** The quickstart's bot in a Spring Boot application, on the application's own port. */
class SpringBootBotTest {

    @Test
    void the_bot_answers_as_it_does_everywhere() {
        try (TimelinesEmulator timelines = TimelinesEmulator.start();
                ConfigurableApplicationContext application =
                        TestApplication.start(
                                Map.of(
                                        "camel.main.routes-include-pattern",
                                        "file:" + SameBot.yaml(),
                                        "camel.component.timelines.ledger",
                                        "memory",
                                        "camel.component.timelines.public-url",
                                        "http://localhost:${local.server.port}",
                                        "camel.component.timelines.base-url",
                                        "{{hub.api}}",
                                        "camel.component.timelines.configuration.api-token",
                                        "${hub.token}",
                                        "hub.api",
                                        timelines.baseUrl(),
                                        "hub.token",
                                        timelines.token()))) {
            SameBot.answers(timelines);
        }
    }
}
