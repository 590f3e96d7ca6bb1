package io.github.cameltimelines.kamelet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.github.cameltimelines.model.TimelinesJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The kamelets keep the rules of Camel's catalogue, and some stricter ones of ours. */
class KameletFilesTest {

    private static final JsonSchema YAML_DSL = yamlDsl();

    static List<KameletFile> ours() {
        return KameletFile.ours();
    }

    @Test
    void all_are_there() {
        assertThat(ours())
                .extracting(KameletFile::name)
                .containsExactly(
                        "timelines-chat-action",
                        "timelines-chat-filter-action",
                        "timelines-event-source",
                        "timelines-keyword-filter-action",
                        "timelines-office-hours-filter-action",
                        "timelines-send-message-sink",
                        "timelines-send-to-phone-sink");
    }

    @ParameterizedTest
    @MethodSource("ours")
    void the_rules_of_the_catalogue_are_kept(KameletFile kamelet) {
        assertThat(CatalogueRules.brokenBy(kamelet)).isEmpty();
        assertThat(CatalogueRules.used(kamelet)).isEqualTo(CatalogueRules.declared(kamelet));
    }

    @Test
    void no_two_have_the_same_title_or_description() throws IOException {
        List<KameletFile> all = new java.util.ArrayList<>(ours());
        all.addAll(KameletFile.camels());
        assertThat(CatalogueRules.repeatedIn(all))
                .filteredOn(s -> s.startsWith("timelines"))
                .isEmpty();
    }

    /** So the rules here are no others than those. */
    @Test
    void the_catalogue_itself_keeps_the_rules_as_they_are_read_here() throws IOException {
        List<KameletFile> camels = KameletFile.camels();
        assertThat(camels).hasSizeGreaterThan(200);
        assertThat(camels.stream().flatMap(k -> CatalogueRules.brokenBy(k).stream()))
                .allSatisfy(
                        broken ->
                                assertThat(broken)
                                        .matches(
                                                "kafka-.*: sslKeyPassword is a password without the descriptor of credentials"));
    }

    @ParameterizedTest
    @MethodSource("ours")
    void the_template_is_valid_by_the_schema_of_the_yaml_dsl(KameletFile kamelet) {
        ObjectNode template = kamelet.template().deepCopy();
        template.put("id", kamelet.name());
        ArrayNode routes = template.arrayNode();
        routes.addObject().set("routeTemplate", template);

        Set<ValidationMessage> problems = YAML_DSL.validate(routes);

        assertThat(problems).isEmpty();
    }

    @Test
    void the_schema_finds_a_misspelt_option() {
        ArrayNode routes = TimelinesJson.mapper().createArrayNode();
        ObjectNode template = KameletFile.ours("timelines-chat-action").template().deepCopy();
        template.put("id", "misspelt").put("formUri", "x");
        routes.addObject().set("routeTemplate", template);

        assertThat(YAML_DSL.validate(routes)).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("ours")
    void the_jar_itself_is_named_in_its_version(KameletFile kamelet) throws IOException {
        Matcher version =
                Pattern.compile(
                                "<artifactId>camel-timelines-component</artifactId>\\s*<version>(.*?)</version>")
                        .matcher(Files.readString(Path.of("pom.xml")));
        assertThat(version.find()).isTrue();

        assertThat(kamelet.dependencies())
                .containsExactlyInAnyOrder(
                        "camel:core",
                        "camel:kamelet",
                        "mvn:io.github.cameltimelines:camel-timelines:" + version.group(1));
        assertThat(kamelet.annotation("camel.apache.org/catalog.version"))
                .isEqualTo(version.group(1));
        assertThat(kamelet.annotation("camel.apache.org/provider")).isEqualTo("Camel Timelines");
        assertThat(kamelet.annotation("camel.apache.org/kamelet.icon"))
                .startsWith("data:image/svg+xml;base64,");
    }

    @ParameterizedTest
    @MethodSource("ours")
    void every_property_shows_what_to_write(KameletFile kamelet) {
        kamelet.properties()
                .forEach(
                        (name, property) -> {
                            boolean isSecret = name.matches("(?i).*(token|secret|password).*");
                            assertThat(property.path("format").asText().equals("password"))
                                    .as(name)
                                    .isEqualTo(isSecret);
                            boolean shows =
                                    property.has("example")
                                            || property.has("default")
                                            || property.has("enum");
                            assertThat(shows || isSecret).as(name + " has an example").isTrue();
                            if (kamelet.required().contains(name)) {
                                assertThat(property.has("default")).as(name).isFalse();
                            }
                            check(name, property);
                        });
    }

    private static void check(String name, JsonNode property) {
        String type = property.path("type").asText();
        JsonNode given = property.path("default");
        assertThat(type).as(name).isIn("string", "boolean", "integer");
        if (property.has("enum")) {
            List<String> values = KameletFile.texts(property.path("enum"));
            for (String field : List.of("default", "example")) {
                if (property.has(field)) {
                    assertThat(values).as(name).contains(property.path(field).asText());
                }
            }
        }
        if (!given.isMissingNode()) {
            assertThat(given.isBoolean()).as(name).isEqualTo(type.equals("boolean"));
        }
    }

    private static JsonSchema yamlDsl() {
        try (InputStream schema =
                KameletFilesTest.class.getResourceAsStream("/schema/camelYamlDsl.json")) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4)
                    .getSchema(TimelinesJson.mapper().readTree(schema));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
