package io.github.cameltimelines.karaf;

import io.github.cameltimelines.emulator.TimelinesEmulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The quickstart's bot in a Karaf, installed as a user does it. */
final class BotInKaraf {

    static final String OPTIONS = "io.github.cameltimelines.cfg";
    static final String BOT = "io.github.cameltimelines.bot.cfg";

    private static final String CAMEL_VERSION = "4.18.0";

    private BotInKaraf() {}

    /** Karaf, which knows our features and Camel's. */
    static KarafContainer start() throws Exception {
        Path repository = LocalBuild.repository();
        Path camel = Path.of("target/camel-features.xml");
        Files.writeString(camel, new CamelFeatures(repository, CAMEL_VERSION).xml());
        KarafContainer karaf =
                KarafContainer.unpack(LocalBuild.karaf(), Path.of("target/karaf"), repository);
        try {
            karaf.start();
            karaf.management().addRepository(camel.toUri().toString());
            karaf.management().addRepository(LocalBuild.FEATURES);
            return karaf;
        } catch (Exception e) {
            karaf.close();
            throw e;
        }
    }

    static void install(KarafContainer karaf, TimelinesEmulator timelines, int port)
            throws Exception {
        karaf.management().install("camel-timelines");
        karaf.management().install("camel-yaml-dsl");
        configure(karaf, OPTIONS, options(timelines, port, "/timelines/webhooks"));
        configure(karaf, BOT, bot(port, timelines.baseUrl(), timelines.token()));
        karaf.management().installBundle(LocalBuild.bot().toUri().toString());
    }

    /** As with an editor. */
    static void configure(KarafContainer karaf, String file, String text) throws IOException {
        Files.writeString(karaf.etc(file), text);
    }

    static String options(TimelinesEmulator timelines, int port, String path) {
        return """
                camel.component.timelines.configuration.apiToken = %s
                camel.component.timelines.configuration.baseUrl = %s
                camel.component.timelines.configuration.publicUrl = http://127.0.0.1:%d
                camel.component.timelines.configuration.path = %s
                """
                .formatted(timelines.token(), timelines.baseUrl(), port, path);
    }

    static String bot(int port, String api, String token) {
        return "port = %d\nhub.api = %s\nhub.token = %s\n".formatted(port, api, token);
    }
}
