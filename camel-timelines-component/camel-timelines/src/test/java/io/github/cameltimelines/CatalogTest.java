package io.github.cameltimelines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.catalog.EndpointValidationResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Camel's catalogue, which its CLI, its Maven plugin and IDEs ask, knows our endpoints once it has
 * been given the description in our jar.
 */
class CatalogTest {

    private final CamelCatalog catalog = new DefaultCamelCatalog();

    CatalogTest() throws IOException {
        String className = property("META-INF/services/org/apache/camel/component/timelines");
        String json = text("META-INF/io/github/cameltimelines/timelines.json");
        catalog.addComponent("timelines", className, json);
    }

    /** The class as the jar names it to Camel. */
    private static String property(String resource) throws IOException {
        return text(resource)
                .lines()
                .filter(l -> l.startsWith("class="))
                .findFirst()
                .orElseThrow()
                .substring(6);
    }

    private static String text(String resource) throws IOException {
        try (InputStream in = CatalogTest.class.getResourceAsStream("/" + resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void the_catalogue_has_the_component_and_its_options() {
        assertThat(catalog.findComponentNames()).contains("timelines");
        assertThat(catalog.componentModel("timelines").getEndpointOptions())
                .extracting("name")
                .contains("name", "apiToken", "webhookSecret", "chatId", "retrySchedule", "ack");
        assertThat(catalog.componentModel("timelines").getArtifactId())
                .isEqualTo("camel-timelines");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "timelines:message:received:new",
                "timelines:*?ack=processed&ordering=NONE&retrySchedule=1s,5s&skipOwnMessages=true",
                "timelines:sendMessage?chatId=4711&text=Hi&apiToken={{timelines.token}}",
                "timelines:sendToPhone?phone=%2B34600111222"
            })
    void an_endpoint_that_works_is_valid(String uri) {
        EndpointValidationResult result = catalog.validateEndpointProperties(uri);

        assertThat(result.isSuccess()).as(result.summaryErrorMessage(false)).isTrue();
    }

    @Test
    void a_misspelt_option_is_found() {
        EndpointValidationResult result =
                catalog.validateEndpointProperties("timelines:sendMessage?chatid=4711&txt=Hi");

        assertThat(result.isSuccess()).isFalse();
        assertThat(result.getUnknown()).containsExactlyInAnyOrder("chatid", "txt");
    }

    @Test
    void a_value_that_an_option_cannot_have_is_found() {
        EndpointValidationResult result =
                catalog.validateEndpointProperties(
                        "timelines:*?ordering=SOME&concurrentConsumers=ten&skipOwnMessages=perhaps");

        assertThat(result.getInvalidEnum()).containsEntry("ordering", "SOME");
        assertThat(result.getInvalidInteger()).containsEntry("concurrentConsumers", "ten");
        assertThat(result.getInvalidBoolean()).containsEntry("skipOwnMessages", "perhaps");
    }

    @Test
    void what_only_a_consumer_knows_is_found_in_a_producer() {
        EndpointValidationResult result =
                catalog.validateEndpointProperties(
                        "timelines:sendMessage?retrySchedule=none", false, false, true);

        assertThat(result.getNotProducerOnly()).containsExactly("retrySchedule");
    }

    @Test
    void an_endpoint_is_put_together_from_its_options_and_taken_apart() throws Exception {
        assertThat(catalog.endpointProperties("timelines:sendMessage?chatId=4711"))
                .containsEntry("name", "sendMessage")
                .containsEntry("chatId", "4711");
        assertThat(
                        catalog.asEndpointUri(
                                "timelines",
                                java.util.Map.of("name", "sendMessage", "chatId", "4711"),
                                false))
                .isEqualTo("timelines:sendMessage?chatId=4711");
    }
}
