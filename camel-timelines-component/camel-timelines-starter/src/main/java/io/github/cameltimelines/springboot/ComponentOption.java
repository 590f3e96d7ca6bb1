package io.github.cameltimelines.springboot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.util.ClassUtils;

/**
 * An option of the component, from the metadata that its build generates: what is not told here
 * twice cannot be forgotten.
 *
 * @param name in camel case
 * @param type of its value in the application's properties
 * @param javaType as the component has it
 * @param values all that there are; empty where there are many
 * @param isBean whether the value names a bean
 * @param isShared whether it is one of the component's {@code configuration}
 */
record ComponentOption(
        String name,
        Class<?> type,
        String javaType,
        List<String> values,
        boolean isBean,
        boolean isShared) {

    private static final String METADATA = "META-INF/io/github/cameltimelines/timelines.json";

    /** In the order of the metadata. */
    static List<ComponentOption> all() {
        ClassLoader loader = ComponentOption.class.getClassLoader();
        List<ComponentOption> options = new ArrayList<>();
        try (InputStream file = loader.getResourceAsStream(METADATA)) {
            new ObjectMapper()
                    .readTree(file)
                    .get("componentProperties")
                    .properties()
                    .forEach(option -> options.add(of(option.getKey(), option.getValue(), loader)));
        } catch (IOException e) {
            throw new UncheckedIOException("The component's metadata cannot be read", e);
        }
        return options;
    }

    private static ComponentOption of(String name, JsonNode metadata, ClassLoader loader) {
        List<String> values = new ArrayList<>();
        metadata.path("enum").forEach(value -> values.add(value.asText()));
        String kind = metadata.get("type").asText();
        String javaType = metadata.get("javaType").asText();
        return new ComponentOption(
                name,
                type(kind, javaType, loader),
                javaType,
                values,
                kind.equals("object"),
                metadata.has("configurationField"));
    }

    private static Class<?> type(String kind, String javaType, ClassLoader loader) {
        return switch (kind) {
            case "boolean" -> Boolean.class;
            case "integer" -> javaType.endsWith("ong") ? Long.class : Integer.class;
            case "number" -> Double.class;
            case "duration" -> Duration.class;
            case "enum" -> ClassUtils.resolveClassName(javaType, loader);
            default -> String.class;
        };
    }

    /** As properties are written: {@code api-token}. */
    String dashed() {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
