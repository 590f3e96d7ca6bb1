package io.github.cameltimelines.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameltimelines.emulator.TimelinesEmulator;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's application.properties, with a token and an API that are at hand here. */
class OwnApplicationTest {

    @TempDir Path data;

    @Test
    void the_readmes_properties_register_a_webhook_at_the_public_url() {
        try (TimelinesEmulator timelines = TimelinesEmulator.start()) {
            Main main = new Main();
            main.setPropertyPlaceholderLocations("classpath:own-application.properties");
            Properties here = new Properties();
            here.put("camel.server.port", "0");
            here.put("camel.component.timelines.dataFolder", data.toString());
            here.put("camel.component.timelines.configuration.baseUrl", timelines.baseUrl());
            here.put("camel.component.timelines.configuration.apiToken", timelines.token());
            here.put("camel.main.routesIncludePattern", "classpath:camel/first-route.camel.yaml");
            main.setOverrideProperties(here);
            main.start();
            try {
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> timelines.webhooks().size() == 1);
                assertThat(timelines.webhooks().get(0).url())
                        .startsWith("https://bot.example.com/timelines/webhooks/");
            } finally {
                main.stop();
            }
        }
    }
}
