package io.github.cameltimelines.karafbot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** That it runs in Karaf is a test of camel-timelines-karaf, which deploys it. */
class BundleIT {

    @Test
    void the_jar_is_a_bundle_with_the_route_and_the_component() throws Exception {
        try (JarFile jar = new JarFile(new File("target/karaf-bot.jar"))) {
            Attributes headers = jar.getManifest().getMainAttributes();

            assertThat(headers.getValue("Service-Component"))
                    .isEqualTo("OSGI-INF/io.github.cameltimelines.karafbot.KarafBot.xml");
            assertThat(headers.getValue("Import-Package"))
                    .contains("io.github.cameltimelines.model;version=\"[0.1,0.2)\"");
            assertThat(jar.getEntry("camel/bot.camel.yaml")).isNotNull();
            assertThat(jar.getEntry("OSGI-INF/io.github.cameltimelines.karafbot.KarafBot.xml"))
                    .isNotNull();
        }
    }
}
