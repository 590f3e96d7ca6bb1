package io.github.cameltimelines.karaf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltimelines.bot.SameBot;
import io.github.cameltimelines.emulator.TimelinesEmulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** The features of this build in the real Apache Karaf, with the quickstart's bot. One Karaf. */
@EnabledForJreRange(
        max = JRE.JAVA_23,
        disabledReason =
                "Karaf 4.4 starts with a security manager, which Java 24 and newer refuse: it runs on Java 17")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KarafIT {

    private static final String OPTIONS = "io.github.cameltimelines.cfg";
    private static final String BOT = "io.github.cameltimelines.bot.cfg";

    private static final int BOT_PORT = KarafContainer.freePort();

    private static TimelinesEmulator timelines;
    private static KarafContainer karaf;

    @BeforeAll
    static void install() throws Exception {
        timelines = TimelinesEmulator.start();
        Path repository = LocalBuild.repository();
        Path camel = Path.of("target/camel-features.xml");
        Files.writeString(camel, new CamelFeatures(repository, "4.18.0").xml());
        karaf = KarafContainer.unpack(LocalBuild.karaf(), Path.of("target/karaf"), repository);
        karaf.start();
        karaf.management().addRepository(camel.toUri().toString());
        karaf.management().addRepository(LocalBuild.FEATURES);
    }

    @AfterAll
    static void end() {
        if (karaf != null) {
            karaf.close();
        }
        if (timelines != null) {
            timelines.close();
        }
    }

    private static void configure(String file, String text) throws IOException {
        Files.writeString(karaf.etc(file), text);
    }

    private static String options(String path) {
        return """
                camel.component.timelines.configuration.apiToken = %s
                camel.component.timelines.configuration.baseUrl = %s
                camel.component.timelines.configuration.publicUrl = http://127.0.0.1:%d
                camel.component.timelines.configuration.path = %s
                """
                .formatted(timelines.token(), timelines.baseUrl(), BOT_PORT, path);
    }

    @Test
    @Order(1)
    void the_quickstarts_bot_answers() throws Exception {
        karaf.management().install("camel-timelines");
        assertThat(karaf.etc(OPTIONS)).exists();
        karaf.management().install("camel-yaml-dsl");

        configure(OPTIONS, options("/timelines/webhooks"));
        configure(
                BOT,
                "port = %d\nhub.api = %s\nhub.token = %s\n"
                        .formatted(BOT_PORT, timelines.baseUrl(), timelines.token()));
        karaf.management().installBundle(LocalBuild.bot().toUri().toString());

        SameBot.answers(timelines);
        assertThat(karaf.data().resolve("timelines/karaf-bot/ledger.mv.db")).exists();
    }
}
