package io.github.cameltimelines;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What completes in IDEs is what the sources say. */
class OptionsTest {

    private static JsonNode catalog;

    @BeforeAll
    static void read() throws Exception {
        try (InputStream json =
                OptionsTest.class.getResourceAsStream(
                        "/META-INF/io/github/cameltimelines/timelines.json")) {
            catalog = new ObjectMapper().readTree(json);
        }
    }

    @Test
    void every_endpoint_option_is_there_with_a_description() {
        Set<String> declared = new TreeSet<>();
        collect(TimelinesEndpoint.class, declared);

        assertThat(names("properties")).containsAll(declared);
        describedInFull("properties");
    }

    private static void collect(Class<?> type, Set<String> names) {
        for (Field field : type.getDeclaredFields()) {
            if (field.isAnnotationPresent(UriParam.class)) {
                if (field.getType().isAnnotationPresent(UriParams.class)) {
                    collect(field.getType(), names);
                } else {
                    names.add(field.getName());
                }
            }
        }
    }

    @Test
    void every_component_option_is_there_with_a_description() {
        Set<String> declared = new TreeSet<>();
        Arrays.stream(TimelinesComponent.class.getDeclaredFields())
                .filter(field -> field.isAnnotationPresent(Metadata.class))
                .map(Field::getName)
                .forEach(declared::add);

        assertThat(names("componentProperties")).containsAll(declared).contains("webhookSecret");
        describedInFull("componentProperties");
    }

    @Test
    void every_header_is_there_with_a_description() throws Exception {
        for (Field constant : TimelinesConstants.class.getDeclaredFields()) {
            if (Modifier.isPublic(constant.getModifiers())) {
                assertThat(names("headers")).contains((String) constant.get(null));
            }
        }
        describedInFull("headers");
    }

    @Test
    void secrets_are_marked_as_such() {
        for (String secret : new String[] {"webhookSecret", "apiToken"}) {
            assertThat(catalog.at("/properties/" + secret + "/secret").asBoolean()).isTrue();
            assertThat(catalog.at("/componentProperties/" + secret + "/secret").asBoolean())
                    .isTrue();
        }
    }

    private static Set<String> names(String group) {
        Set<String> names = new TreeSet<>();
        catalog.get(group).fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static void describedInFull(String group) {
        catalog.get(group)
                .fields()
                .forEachRemaining(
                        option ->
                                assertThat(option.getValue().path("description").asText())
                                        .as(option.getKey())
                                        .isNotBlank()
                                        .endsWith("."));
    }
}
