package io.github.cameltimelines;

import static io.github.cameltimelines.HookFixture.PATIENCE;
import static io.github.cameltimelines.HookFixture.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameltimelines.emulator.TimelinesEmulator;
import io.github.cameltimelines.process.FreePort;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.regex.Pattern;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the pages show is what is compiled and run here and in {@link DslTest}. */
class DocsTest {

    private static final Path DOCS = Path.of("../../docs");

    @ParameterizedTest
    @CsvSource({
        "how-to/receive-behind-a-tunnel.md, routes/reply.yaml",
        "how-to/receive-behind-a-tunnel.md, docs/tunnel.properties",
        "how-to/keep-the-ledger-in-postgresql.md, docs/postgresql.properties"
    })
    void a_page_shows_the_file_that_is_tested(String page, String file) throws IOException {
        assertThat(read(page)).contains("\n" + resource(file) + "```");
    }

    @ParameterizedTest
    @CsvSource({
        "how-to/receive-behind-a-tunnel.md, How-to",
        "how-to/keep-the-ledger-in-postgresql.md, How-to",
        "reference/headers.md, Reference",
        "explanation/delivery-guarantees.md, Explanation"
    })
    void a_page_says_its_kind_in_its_first_line(String page, String kind) throws IOException {
        assertThat(read(page)).startsWith("*" + kind + ": ");
    }

    @ParameterizedTest
    @CsvSource({"reference/headers.md, 0", "explanation/delivery-guarantees.md, 1"})
    void a_page_shows_the_route_that_is_compiled(String page, int route) throws IOException {
        String here =
                Files.readString(Path.of("src/test/java/io/github/cameltimelines/DocsTest.java"));
        String shown = read(page).split("```java\n")[1].split("```")[0];

        assertThat(squeezed(here.split("// page\n")[1 + route])).contains(squeezed(shown));
    }

    private static String squeezed(String code) {
        return code.replaceAll("\\s+", "");
    }

    @Test
    void the_headers_page_has_every_header_as_the_catalog_describes_it() throws IOException {
        JsonNode catalog =
                new ObjectMapper()
                        .readTree(resource("META-INF/io/github/cameltimelines/timelines.json"));
        String page = read("reference/headers.md");

        catalog.get("headers")
                .fields()
                .forEachRemaining(
                        header -> {
                            String type = header.getValue().get("javaType").asText();
                            assertThat(page)
                                    .contains(
                                            "| `%s` | `%s` | %s |"
                                                    .formatted(
                                                            header.getKey(),
                                                            type.substring(
                                                                    type.lastIndexOf('.') + 1),
                                                            header.getValue()
                                                                    .get("description")
                                                                    .asText()
                                                                    .replace("|", "\\|")));
                        });
        assertThat(page.lines().filter(line -> line.startsWith("| `CamelTimelines")))
                .hasSize(catalog.get("headers").size());
    }

    static class Routes extends RouteBuilder {
        @Override
        public void configure() {
            // page
            from("timelines:message:*")
                    .filter(header("CamelTimelinesDirection").isEqualTo("RECEIVED"))
                    .to("log:received?showBody=false");
            // page
            from("timelines:message:received:new")
                    .idempotentConsumer(header("CamelTimelinesEventId"))
                    .idempotentRepository("seen")
                    .to("timelines:sendMessage?text=Thank you");
        }
    }

    @Test
    void the_routes_of_the_pages_run() throws Exception {
        try (TimelinesEmulator timelines = TimelinesEmulator.start();
                HookFixture app = new HookFixture()) {
            app.timelines().getConfiguration().setApiToken(timelines.token());
            app.timelines().getConfiguration().setBaseUrl(timelines.baseUrl());
            app.camel().getRegistry().bind("seen", new MemoryIdempotentRepository());
            timelines.customer("+34600111222").writes("Hello");
            long chat = timelines.customer("+34600111222").chatId().orElseThrow();
            app.start(new Routes());

            app.post(message((int) chat, "a"));

            await().atMost(PATIENCE).until(() -> timelines.sentByApi().size() == 1);
            assertThat(timelines.sentByApi().get(0).text()).isEqualTo("Thank you");
        }
    }

    @Test
    void the_properties_of_the_tunnel_page_register_a_webhook_with_a_secret_of_its_own()
            throws Exception {
        Main main = new Main();
        int port = FreePort.next();
        try (TimelinesEmulator timelines = TimelinesEmulator.start()) {
            Properties properties = new Properties();
            properties.load(new java.io.StringReader(resource("docs/tunnel.properties")));
            properties.replaceAll(
                    (name, value) ->
                            value.toString()
                                    .replace("{{env:TIMELINES_TOKEN}}", timelines.token())
                                    .replace("{{env:PUBLIC_URL}}", "http://localhost:" + port)
                                    .replaceFirst("^8080$", Integer.toString(port)));
            properties.put("camel.component.timelines.base-url", timelines.baseUrl());
            properties.put("camel.component.timelines.ledger", "memory");
            main.setOverrideProperties(properties);
            main.configure().withRoutesIncludePattern("classpath:routes/reply.yaml");
            main.start();

            await().atMost(PATIENCE).until(() -> !timelines.webhooks().isEmpty());
            assertThat(timelines.webhooks().get(0).url())
                    .matches(
                            Pattern.quote("http://localhost:" + port + "/timelines/webhooks/")
                                    + "[A-Za-z0-9_-]{43}");
            timelines.customer("+34600111222").writes("What are your hours?");
            await().atMost(PATIENCE).until(() -> timelines.sentByApi().size() == 1);
        } finally {
            main.stop();
        }
    }

    private static String read(String page) throws IOException {
        return Files.readString(DOCS.resolve(page));
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = DocsTest.class.getResourceAsStream("/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
