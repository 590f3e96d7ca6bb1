package io.github.cameltimelines.kamelet;

import static io.github.cameltimelines.HookFixture.PATIENCE;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltimelines.GeneratedPage;
import io.github.cameltimelines.emulator.EmulatedMessage;
import io.github.cameltimelines.emulator.TimelinesEmulator;
import io.github.cameltimelines.model.Chat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The pages about kamelets say what the kamelets' files say, and their flows run. */
class KameletsPageTest {

    private static final Path PAGE = Path.of("../../docs/reference/kamelets.md");
    private static final Path HOW_TO = Path.of("../../docs/how-to/build-a-flow-from-kamelets.md");

    @Test
    void the_reference_is_generated_from_the_kamelets() throws IOException {
        GeneratedPage.assertUpToDate(PAGE, page());
    }

    private static String page() throws IOException {
        StringBuilder page = new StringBuilder(resource("docs/kamelets/head.md"));
        for (KameletFile kamelet : KameletFile.ours()) {
            page.append("\n## ").append(kamelet.name()).append("\n\n");
            page.append(kamelet.definition().path("description").asText()).append("\n\n");
            page.append("| property | type | default | example | meaning |\n");
            page.append("| --- | --- | --- | --- | --- |\n");
            kamelet.properties()
                    .forEach((name, property) -> page.append(row(kamelet, name, property)));
            page.append("\n```yaml\n").append(example(kamelet.name())).append("```\n");
        }
        return page.toString();
    }

    private static String row(KameletFile kamelet, String name, JsonNode property) {
        String type =
                property.has("enum")
                        ? KameletFile.texts(property.get("enum")).stream()
                                .map(value -> "`" + value + "`")
                                .collect(joining(", "))
                        : property.path("format").asText(property.path("type").asText());
        return "| %s | %s | %s | %s | %s |\n"
                .formatted(
                        kamelet.required().contains(name) ? "**`" + name + "`**" : "`" + name + "`",
                        type,
                        code(property, "default"),
                        code(property, "example"),
                        property.path("description").asText());
    }

    private static String code(JsonNode property, String field) {
        return property.has(field) ? "`" + property.get(field).asText() + "`" : "–";
    }

    private static String example(String kamelet) throws IOException {
        return resource("docs/kamelets/" + kamelet + ".camel.yaml");
    }

    @Test
    void the_examples_of_the_reference_run() throws Exception {
        try (FlowFixture app = new FlowFixture().start()) {
            for (KameletFile kamelet : KameletFile.ours()) {
                app.add(example(kamelet.name()));
            }
            app.timelines().customer("+34600111222").named("Ana").writes("Hello");
            long chat = app.timelines().customer("+34600111222").chatId().orElseThrow();
            for (String flow : List.of("reply", "welcome", "complaint", "money", "suppliers")) {
                assertThat(
                                app.send(
                                                flow,
                                                "Where is my order?",
                                                java.util.Map.of("CamelTimelinesChatId", chat))
                                        .getException())
                        .as(flow)
                        .isNull();
            }
            assertThat(app.timelines().sentByApi())
                    .extracting(EmulatedMessage::text)
                    .contains(
                            "Thank you, we are on it.",
                            "Welcome! This is our number for questions.");
            assertThat(app.camel().getRoutes())
                    .extracting(org.apache.camel.Route::getRouteId)
                    .contains("new-chats", "evening");
        }
    }

    @Test
    void the_how_to_shows_the_files_that_are_tested() throws IOException {
        assertThat(Files.readString(HOW_TO))
                .startsWith("*How-to guide: ")
                .contains("```yaml\n" + resource("docs/front-desk.camel.yaml") + "```")
                .contains("```properties\n" + resource("docs/front-desk.properties") + "```");
    }

    @Test
    void the_flows_of_the_how_to_do_what_it_says() throws Exception {
        try (FlowFixture app =
                new FlowFixture(TimelinesEmulator.start())
                        // so that it is closed whenever this runs
                        .set("office.from", "00:00")
                        .set("office.to", "00:01")
                        .set("office.days", closedDay())) {
            app.main().configure().withRoutesIncludePattern("classpath:docs/front-desk.camel.yaml");
            app.start();
            await().atMost(PATIENCE).until(() -> app.timelines().webhooks().size() == 2);

            app.timelines().customer("+34600111222").named("Ana").writes("It came BROKEN!");
            app.timelines().customer("+34600333444").named("Suppliers").writes("Refund sent");
            app.timelines().customer("+34600555666").named("Bea").calls();

            await().atMost(PATIENCE).until(() -> app.timelines().sentByApi().size() == 4);
            long ana = app.timelines().customer("+34600111222").chatId().orElseThrow();
            long suppliers = app.timelines().customer("+34600333444").chatId().orElseThrow();
            assertThat(sentTo(app, ana))
                    .containsExactlyInAnyOrder(
                            "We are sorry. Eva will look at it and write to you here.",
                            "Our office is closed now. We answer from Monday to Friday, nine to five.");
            assertThat(sentTo(app, suppliers))
                    .containsExactly("We are sorry. Eva will look at it and write to you here.");
            Chat chat =
                    app.camel()
                            .createFluentProducerTemplate()
                            .to("timelines:getChat?chatId=" + ana)
                            .request(Chat.class);
            assertThat(chat.labels()).contains("complaint");
            assertThat(chat.responsibleEmail()).isEqualTo("eva@shop.example");
        }
    }

    private static List<String> sentTo(FlowFixture app, long chat) {
        return app.timelines().sentByApi().stream()
                .filter(message -> message.chatId() == chat)
                .map(EmulatedMessage::text)
                .toList();
    }

    /** Neither today nor tomorrow anywhere. */
    private static String closedDay() {
        return java.time.LocalDate.now(java.time.ZoneOffset.UTC)
                .plusDays(3)
                .getDayOfWeek()
                .name()
                .substring(0, 3);
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = KameletsPageTest.class.getResourceAsStream("/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
