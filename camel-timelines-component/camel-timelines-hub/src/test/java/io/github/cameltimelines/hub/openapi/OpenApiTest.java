package io.github.cameltimelines.hub.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.github.cameltimelines.hub.openapi.Described.Operation;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The OpenAPI document tells of each call, as it should. */
class OpenApiTest extends DescribedHub {

    @Test
    void it_is_valid_openapi_3_1() throws Exception {
        SwaggerParseResult read =
                new OpenAPIV3Parser().readContents(hub.get("/openapi.json", null).text());
        assertThat(read.getMessages()).isEmpty();
        assertThat(read.isOpenapi31()).isTrue();
        assertThat(read.getOpenAPI().getPaths()).hasSizeGreaterThan(5);
        JsonNode schemas = described.document().at("/components/schemas");
        assertThat(
                        schemas.properties().stream()
                                .flatMap(
                                        one ->
                                                JsonSchemaFactory.getInstance(VersionFlag.V202012)
                                                        .getSchema(
                                                                SchemaLocation.of(
                                                                        VersionFlag.V202012
                                                                                .getId()))
                                                        .validate(
                                                                one.getValue().toString(),
                                                                InputFormat.JSON)
                                                        .stream()))
                .isEmpty();
    }

    @Test
    void it_describes_every_route_and_the_hook_and_nothing_else() {
        TreeSet<String> routes = new TreeSet<>(List.of("POST /hooks/{secret}"));
        hub.routePaths().stream()
                .filter(uri -> !uri.contains("matchOnUriPrefix"))
                .map(uri -> uri.replace("%7B", "{").replace("%7D", "}"))
                .map(
                        uri ->
                                uri.replaceAll(".*httpMethodRestrict=", "")
                                        + uri.replaceAll("platform-http:/*(/[^?]*).*", " $1"))
                .forEach(routes::add);
        assertThat(described.operations())
                .extracting(Operation::name)
                .containsExactlyInAnyOrderElementsOf(routes);
    }

    @Test
    void every_example_is_what_its_schema_allows() {
        for (Operation operation : described.operations()) {
            example(operation.name(), operation.body());
            operation
                    .json()
                    .get("responses")
                    .forEach(
                            one ->
                                    described
                                            .resolve(one)
                                            .path("content")
                                            .forEach(body -> example(operation.name(), body)));
        }
    }

    private void example(String what, JsonNode content) {
        if (content.has("example")) {
            assertThat(described.errors(content.get("schema"), content.get("example")))
                    .as(what + " " + content.get("example"))
                    .isEmpty();
        }
    }
}
