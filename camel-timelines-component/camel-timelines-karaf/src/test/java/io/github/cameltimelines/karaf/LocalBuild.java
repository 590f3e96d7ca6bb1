package io.github.cameltimelines.karaf;

import aQute.bnd.osgi.Builder;
import io.github.cameltimelines.bot.SameBot;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** What this build made, as a user has it from a Maven repository. */
final class LocalBuild {

    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final Path BOT = Path.of("../../camel-timelines-examples/karaf-bot");
    private static final String GROUP = "io/github/cameltimelines";
    private static final String MODULE = "camel-timelines-karaf";

    static final String VERSION = System.getProperty("timelines.version");
    static final String FEATURES =
            "mvn:io.github.cameltimelines/%s/%s/xml/features".formatted(MODULE, VERSION);

    private LocalBuild() {}

    /** The libraries are there already; puts the module's own artifacts beside them. */
    static Path repository() throws IOException {
        Path repository = TARGET.resolve("repository");
        Path folder =
                Files.createDirectories(repository.resolve(GROUP).resolve(MODULE).resolve(VERSION));
        put(TARGET.resolve(MODULE + "-" + VERSION + ".jar"), folder, ".jar");
        put(TARGET.resolve(MODULE + "-" + VERSION + "-hub.jar"), folder, "-hub.jar");
        put(TARGET.resolve("feature/features.xml"), folder, "-features.xml");
        put(Path.of("src/main/etc/io.github.cameltimelines.cfg"), folder, "-component.cfg");
        put(Path.of("src/main/etc/io.github.cameltimelines.hub.cfg"), folder, "-hub.cfg");
        return repository;
    }

    private static void put(Path file, Path folder, String end) throws IOException {
        Files.copy(
                file,
                folder.resolve(MODULE + "-" + VERSION + end),
                StandardCopyOption.REPLACE_EXISTING);
    }

    static Path karaf() {
        return TARGET.resolve(
                "distribution/apache-karaf-" + System.getProperty("karaf.version") + ".tar.gz");
    }

    /** The bundle of the example karaf-bot, with the quickstart's route. */
    static Path bot() throws Exception {
        try (Builder builder = new Builder()) {
            builder.setProperties(BOT.resolve("bnd.bnd").toFile());
            for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
                builder.addClasspath(new File(entry));
            }
            builder.setProperty(
                    "-includeresource", "camel/bot.camel.yaml=" + SameBot.yaml().toAbsolutePath());
            Path bundle = TARGET.resolve("karaf-bot.jar");
            builder.build().write(bundle.toFile());
            if (!builder.isOk()) {
                throw new IllegalStateException("The bot's bundle: " + builder.getErrors());
            }
            return bundle;
        }
    }
}
