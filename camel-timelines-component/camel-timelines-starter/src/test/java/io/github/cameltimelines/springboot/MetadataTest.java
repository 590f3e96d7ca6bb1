package io.github.cameltimelines.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameltimelines.hub.HubSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What IDEs complete, and the reference page of the properties, say what the component's metadata
 * and the page of the hub's settings say.
 */
class MetadataTest {

    private static final Path METADATA =
            Path.of("src/main/resources/META-INF/spring-configuration-metadata.json");
    private static final Path DOCS = Path.of("../../docs/reference");
    private static final Path PAGE = DOCS.resolve("spring-boot-properties.md");
    private static final String COMPONENT = "camel.component.timelines.";
    private static final ObjectMapper JSON = new ObjectMapper();

    private record Property(
            String name, Class<?> type, String defaultValue, String meaning, JsonNode hint) {}

    private final List<Property> options = new ArrayList<>();
    private final List<Property> hub = new ArrayList<>();

    MetadataTest() throws IOException {
        add(
                options,
                COMPONENT + "enabled",
                Boolean.class,
                "true",
                "Whether these properties are used.");
        add(
                options,
                COMPONENT + "customizer.enabled",
                Boolean.class,
                "true",
                "Whether these properties are used.");
        Map<String, JsonNode> described = new LinkedHashMap<>();
        JSON.readTree(
                        ComponentOption.class.getResourceAsStream(
                                "/META-INF/io/github/cameltimelines/timelines.json"))
                .get("componentProperties")
                .properties()
                .forEach(option -> described.put(option.getKey(), option.getValue()));
        for (ComponentOption option : ComponentOption.all()) {
            JsonNode metadata = described.get(option.name());
            String value = metadata.path("defaultValue").asText("");
            options.add(
                    new Property(
                            COMPONENT + option.dashed(),
                            option.type(),
                            value.isEmpty() || option.type() != java.time.Duration.class
                                    ? value
                                    : value + "ms",
                            metadata.get("description").asText(),
                            hint(option)));
        }
        add(
                hub,
                HubSwitch.ENABLED,
                Boolean.class,
                "false",
                "Whether the application is a hub too. Needs camel-timelines-hub on the class path.");
        hub.add(
                new Property(
                        HubSwitch.DATA_SOURCE,
                        String.class,
                        "",
                        "Name of the DataSource bean that the ledger is kept in, as "
                                + COMPONENT
                                + "data-source. Without it the ledger is an embedded H2 file.",
                        beans("javax.sql.DataSource")));
        hubSettings();
    }

    private static void add(
            List<Property> to, String name, Class<?> type, String value, String meaning) {
        to.add(new Property(name, type, value, meaning, null));
    }

    private static JsonNode hint(ComponentOption option) {
        if (option.isBean()) {
            return beans(option.javaType());
        }
        if (option.type() == String.class && !option.values().isEmpty()) {
            ObjectNode hint = JSON.createObjectNode();
            ArrayNode values = hint.putArray("values");
            option.values().forEach(value -> values.addObject().put("value", value));
            return hint;
        }
        return null;
    }

    private static JsonNode beans(String type) {
        ObjectNode hint = JSON.createObjectNode();
        ObjectNode provider = hint.putArray("providers").addObject();
        provider.put("name", "spring-bean-reference").putObject("parameters").put("target", type);
        return hint;
    }

    /** The rows of the page that is held against the hub by a test of its own. */
    private void hubSettings() throws IOException {
        for (String line : Files.readAllLines(DOCS.resolve("hub-settings.md"))) {
            if (!line.startsWith("| `timelines.")) {
                continue;
            }
            String[] cells = line.split("\\s*\\|\\s*");
            Matcher name = Pattern.compile("`(timelines\\.[a-z.-]+)`").matcher(cells[1]);
            while (name.find()) {
                if (!HubProperties.OF_ITS_OWN.containsKey(name.group(1))) {
                    add(
                            hub,
                            name.group(1),
                            type(name.group(1)),
                            cells[2].matches("`[^`]+`") ? cells[2].replace("`", "") : "",
                            plain(cells[4]));
                }
            }
        }
    }

    private static Class<?> type(String setting) {
        if (setting.endsWith(".enabled")) {
            return Boolean.class;
        }
        return setting.endsWith("-limit") ? Integer.class : String.class;
    }

    private static String plain(String markdown) {
        return markdown.replaceAll("\\[([^\\]]*)]\\([^)]*\\)", "$1").replace("`", "");
    }

    @Test
    void every_setting_of_the_hub_is_there() {
        assertThat(hub.stream().map(Property::name))
                .containsAll(
                        HubSettings.names().stream()
                                .filter(name -> !HubProperties.OF_ITS_OWN.containsKey(name))
                                .toList());
    }

    @Test
    void the_guide_names_no_property_that_there_is_not() throws IOException {
        Matcher named =
                Pattern.compile("(?m)^((camel\\.component\\.)?timelines\\.[a-z.-]+)=")
                        .matcher(
                                Files.readString(
                                        DOCS.resolve("../how-to/use-it-in-spring-boot.md")));
        List<String> names = named.results().map(one -> one.group(1)).toList();
        assertThat(names).hasSizeGreaterThan(5);
        assertThat(Stream.concat(options.stream(), hub.stream()).map(Property::name))
                .containsAll(names);
    }

    @Test
    void what_ides_complete_is_generated() throws IOException {
        ObjectNode metadata = JSON.createObjectNode();
        ArrayNode groups = metadata.putArray("groups");
        groups.addObject().put("name", "camel.component.timelines");
        groups.addObject().put("name", "timelines");
        ArrayNode properties = metadata.putArray("properties");
        ArrayNode hints = metadata.putArray("hints");
        List<Property> all = new ArrayList<>(options);
        for (ComponentOption option : ComponentOption.all()) {
            if (option.isShared()) {
                options.stream()
                        .filter(one -> one.name().equals(COMPONENT + option.dashed()))
                        .map(MetadataTest::asOnCamelMain)
                        .forEach(all::add);
            }
        }
        all.addAll(hub);
        for (Property property : all) {
            ObjectNode entry = properties.addObject().put("name", property.name());
            entry.put("type", property.type().getName()).put("description", property.meaning());
            if (!property.defaultValue().isEmpty()) {
                value(entry, property);
            }
            if (property.hint() != null) {
                hints.addObject().put("name", property.name()).setAll((ObjectNode) property.hint());
            }
        }
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        printer.indentArraysWith(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE);
        requireSame(METADATA, JSON.writer(printer).writeValueAsString(metadata) + "\n");
    }

    private static Property asOnCamelMain(Property property) {
        return new Property(
                property.name().replace(COMPONENT, COMPONENT + "configuration."),
                property.type(),
                property.defaultValue(),
                property.meaning(),
                property.hint());
    }

    private static void value(ObjectNode entry, Property property) {
        if (property.type() == Boolean.class) {
            entry.put("defaultValue", Boolean.valueOf(property.defaultValue()));
        } else if (property.type() == Integer.class) {
            entry.put("defaultValue", Integer.valueOf(property.defaultValue()));
        } else if (property.type() == Double.class) {
            entry.put("defaultValue", Double.valueOf(property.defaultValue()));
        } else {
            entry.put("defaultValue", property.defaultValue());
        }
    }

    @Test
    void the_page_is_generated() throws IOException {
        requireSame(
                PAGE,
                """
                Reference. Every property of `camel-timelines-starter`.

                # Spring Boot properties

                *Generated from the metadata that IDEs complete properties by.*

                A property may be written in any form that Spring Boot knows: `api-token`, `apiToken`, in the environment `CAMEL_COMPONENT_TIMELINES_APITOKEN`. One that there is not, or that has no usable value, ends the start and is named. [Use it in Spring Boot](../how-to/use-it-in-spring-boot.md) shows the usual ones together.

                ## Component

                Those of [endpoints](options.md) may be written `camel.component.timelines.configuration.…` too, as on Camel Main. A bean is written by its name. A duration is a number of milliseconds or has a unit: `1500`, `30s`, `2m`, `1h`.

                %s
                ## Hub

                Needs `camel-timelines-hub` on the class path and `timelines.hub.enabled=true`. Of a [hub that runs by itself](hub-settings.md) these are not there: %s.

                %s"""
                        .formatted(
                                table(options),
                                HubProperties.OF_ITS_OWN.entrySet().stream()
                                        .map(
                                                one ->
                                                        "`%s` (here `%s`)"
                                                                .formatted(
                                                                        one.getKey(),
                                                                        one.getValue()))
                                        .sorted()
                                        .collect(Collectors.joining(", ")),
                                table(hub)));
    }

    private static String table(List<Property> properties) {
        return properties.stream()
                .map(
                        one ->
                                "| `%s` | %s | %s | %s |\n"
                                        .formatted(
                                                one.name(),
                                                type(one),
                                                one.defaultValue().isEmpty()
                                                        ? "–"
                                                        : "`" + one.defaultValue() + "`",
                                                one.meaning().replace("|", "\\|")))
                .collect(
                        Collectors.joining(
                                "",
                                "| property | type | default | meaning |\n| --- | --- | --- | --- |\n",
                                ""));
    }

    private static String type(Property property) {
        if (property.hint() != null && property.hint().has("providers")) {
            String bean = property.hint().at("/providers/0/parameters/target").asText();
            return "`" + bean.substring(bean.lastIndexOf('.') + 1) + "` bean";
        }
        if (property.hint() != null) {
            return property.hint().get("values").findValuesAsText("value").stream()
                    .map(value -> "`" + value + "`")
                    .collect(Collectors.joining(", "));
        }
        if (property.type().isEnum()) {
            return java.util.Arrays.stream(property.type().getEnumConstants())
                    .map(value -> "`" + value + "`")
                    .collect(Collectors.joining(", "));
        }
        return property.type().getSimpleName().toLowerCase(java.util.Locale.ROOT);
    }

    private static void requireSame(Path file, String expected) throws IOException {
        String found = Files.exists(file) ? Files.readString(file) : "";
        if (!found.equals(expected)) {
            Files.writeString(file, expected);
        }
        assertThat(found)
                .as("%s was out of date and is now written anew: look at it and commit it", file)
                .isEqualTo(expected);
    }
}
