package io.github.cameltimelines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The reference page of the options says what the component's generated metadata says. */
class OptionsReferenceTest {

    private static final Path PAGE = Path.of("../../docs/reference/options.md");
    private static final Path METADATA =
            Path.of("src/generated/resources/META-INF/io/github/cameltimelines/timelines.json");

    private static final List<String> ESSENTIAL =
            List.of(
                    "apiToken",
                    "publicUrl",
                    "ack",
                    "retrySchedule",
                    "skipOwnMessages",
                    "subscriptionName",
                    "dataFolder",
                    "dataSource");
    private static final Set<String> CAMELS =
            Set.of(
                    "configuration",
                    "bridgeErrorHandler",
                    "lazyStartProducer",
                    "autowiredEnabled",
                    "exceptionHandler",
                    "exchangePattern");

    private final Map<String, JsonNode> options = new LinkedHashMap<>();
    private final JsonNode component;
    private final JsonNode endpoint;

    OptionsReferenceTest() throws IOException {
        JsonNode metadata = new ObjectMapper().readTree(METADATA.toFile());
        component = metadata.get("componentProperties");
        endpoint = metadata.get("properties");
        endpoint.fields().forEachRemaining(o -> options.put(o.getKey(), o.getValue()));
        component.fields().forEachRemaining(o -> options.putIfAbsent(o.getKey(), o.getValue()));
    }

    @Test
    void the_page_is_generated_from_the_metadata() throws IOException {
        GeneratedPage.assertUpToDate(PAGE, page());
    }

    private String page() {
        return """
                Reference. Every option of `timelines:`, with its unit, default and meaning.

                # Options

                *Generated from the component's metadata, which IDEs and Camel's tools read too.*

                Options are set on an endpoint, `timelines:message:*?ordering=NONE`, or for all endpoints on the component, `camel.component.timelines.configuration.ordering = NONE`. Those of the list "Component only" have no endpoint: `camel.component.timelines.dataFolder = data`. A duration is a number of milliseconds or has a unit: `1500`, `30s`, `2m`, `1h`.

                ## Essential

                %s
                ## Consumer

                Component and endpoint.

                %s
                ## Calls, and what both directions share

                Component and endpoint.

                %s
                ## Component only

                %s
                ## Parameters of operations

                Endpoint only. [Operations](operations.md) says which operation takes which.

                %s
                ## Camel's own

                %s"""
                .formatted(
                        ESSENTIAL.stream().map(this::row).collect(TABLE),
                        table(name -> isShared(name) && isConsumer(name)),
                        table(name -> isShared(name) && !isConsumer(name)),
                        table(name -> !endpoint.has(name)),
                        table(name -> !component.has(name) && endpoint.has(name)),
                        rows(CAMELS::contains));
    }

    private static final java.util.stream.Collector<CharSequence, ?, String> TABLE =
            Collectors.joining(
                    "\n",
                    "| option | type or unit | default | meaning |\n| --- | --- | --- | --- |\n",
                    "\n");

    private String table(Predicate<String> which) {
        return rows(which.and(name -> !CAMELS.contains(name)));
    }

    private String rows(Predicate<String> which) {
        return options.keySet().stream().filter(which).sorted().map(this::row).collect(TABLE);
    }

    private boolean isShared(String name) {
        return component.has(name) && endpoint.has(name);
    }

    private boolean isConsumer(String name) {
        return options.get(name).get("label").asText().startsWith("consumer");
    }

    private String row(String name) {
        JsonNode option = options.get(name);
        String value = option.path("defaultValue").asText("");
        return "| `%s` | %s | %s | %s |"
                .formatted(
                        name,
                        type(option),
                        value.isEmpty() ? "–" : "`" + value + "`",
                        option.get("description").asText().replace("|", "\\|").replace("\n", " "));
    }

    private static String type(JsonNode option) {
        String type = option.get("type").asText();
        return switch (type) {
            case "duration" -> "duration, ms";
            case "enum" -> {
                StringBuilder values = new StringBuilder();
                option.get("enum")
                        .forEach(
                                v ->
                                        values.append(values.isEmpty() ? "" : ", ")
                                                .append("`" + v.asText() + "`"));
                yield values.toString();
            }
            case "object" -> {
                String name = option.get("javaType").asText();
                yield "`" + name.substring(name.lastIndexOf('.') + 1) + "` bean";
            }
            default -> type.toLowerCase(Locale.ROOT);
        };
    }
}
