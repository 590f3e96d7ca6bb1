package io.github.cameltimelines.karaf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the jars say to OSGi. */
class BundlesIT {

    private static final String COMPONENT = "camel-timelines-";
    private static final String HUB = "camel-timelines-hub-";
    private static final String OPTIONS = "camel-timelines-karaf-";

    private static Attributes manifest(String beginning) throws IOException {
        Path module = Path.of("..", beginning.substring(0, beginning.length() - 1), "target");
        Path jar = module.resolve(beginning + LocalBuild.VERSION + ".jar");
        assertThat(Files.exists(jar)).as(jar.toString()).isTrue();
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.getManifest().getMainAttributes();
        }
    }

    /** The clauses of a header; commas in quotes part nothing. */
    private static List<String> clauses(String header) {
        return Arrays.asList(header.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)"));
    }

    private static String name(String clause) {
        return clause.split(";")[0];
    }

    @Test
    void the_component_shows_what_users_use_and_the_pipeline_to_the_hub_alone() throws Exception {
        List<String> exports = clauses(manifest(COMPONENT).getValue("Export-Package"));

        assertThat(exports)
                .filteredOn(clause -> !clause.contains("mandatory:=timelines"))
                .extracting(BundlesIT::name)
                .containsExactlyInAnyOrder(
                        "io.github.cameltimelines",
                        "io.github.cameltimelines.api",
                        "io.github.cameltimelines.kamelet",
                        "io.github.cameltimelines.model");
        assertThat(exports)
                .filteredOn(clause -> clause.contains("mandatory:=timelines"))
                .allMatch(clause -> clause.contains(";timelines=pipeline;"));
        assertThat(exports).allMatch(clause -> clause.contains(";version=\"0."));
    }

    @Test
    void the_hub_shows_its_public_packages_and_asks_for_the_pipeline() throws Exception {
        Attributes hub = manifest(HUB);

        assertThat(clauses(hub.getValue("Export-Package")))
                .extracting(BundlesIT::name)
                .containsExactlyInAnyOrder(
                        "io.github.cameltimelines.hub",
                        "io.github.cameltimelines.hub.alert",
                        "io.github.cameltimelines.hub.api");
        assertThat(clauses(hub.getValue("Import-Package")))
                .filteredOn(clause -> name(clause).equals("io.github.cameltimelines.ledger"))
                .hasSize(1)
                .allMatch(clause -> clause.contains(";timelines=pipeline;"));
    }

    @Test
    void what_is_optional_on_the_class_path_is_optional_in_osgi() throws Exception {
        assertThat(clauses(manifest(COMPONENT).getValue("Import-Package")))
                .filteredOn(
                        clause ->
                                Stream.of("io.vertx", "jakarta.servlet", "org.postgresql")
                                                .anyMatch(clause::startsWith)
                                        || clause.contains("platform.http.vertx"))
                .isNotEmpty()
                .allMatch(clause -> clause.contains("resolution:=optional"));
        assertThat(clauses(manifest(HUB).getValue("Import-Package")))
                .filteredOn(
                        clause ->
                                clause.startsWith("org.apache.camel.main")
                                        || clause.startsWith(
                                                "org.apache.camel.component.micrometer")
                                        || clause.contains("instrument.binder"))
                .isNotEmpty()
                .allMatch(clause -> clause.contains("resolution:=optional"));
    }

    @ParameterizedTest
    @ValueSource(strings = {COMPONENT, HUB, OPTIONS})
    void every_import_has_a_range_of_versions(String jar) throws Exception {
        List<String> imports = clauses(manifest(jar).getValue("Import-Package"));

        assertThat(imports)
                .filteredOn(clause -> !clause.startsWith("java"))
                .filteredOn(clause -> !clause.startsWith("com.sun."))
                .isNotEmpty()
                .allMatch(clause -> clause.matches(".*version=\"\\[[^,]+,[^,]+\\)\".*"));
        assertThat(imports)
                .filteredOn(clause -> clause.startsWith("org.apache.camel"))
                .allMatch(clause -> clause.contains("version=\"[4.18,5)\""));
    }
}
