package io.github.cameltimelines.hub.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.AxeResults;
import com.deque.html.axecore.results.CheckedNode;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import io.github.cameltimelines.emulator.Customer;
import io.github.cameltimelines.emulator.TimelinesEmulator;
import io.github.cameltimelines.emulator.TimelinesEmulatorBuilder;
import io.github.cameltimelines.hub.console.ConsoleBrowser.Look;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How the pages look, with data as a busy workspace has it: within WCAG 2.2 AA as far as a program
 * can tell, light and dark, and whole on a phone. With {@code -Dscreenshots=true} it takes the
 * pictures of the documentation.
 */
class ConsoleLooksIT {

    private static final List<String> WCAG =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

    private static final List<String> COLOURS = List.of("color-contrast", "link-in-text-block");

    private static final String WIDER_THAN_THE_WINDOW =
            "document.documentElement.scrollWidth - document.documentElement.clientWidth";

    private static final Path IMAGES = Path.of("../../docs/images");

    @TempDir static Path folder;
    private static ConsoleData data;
    private static ConsoleBrowser browser;

    @BeforeAll
    static void start() throws Exception {
        data = new ConsoleData(folder);
        browser = new ConsoleBrowser(data.hub());
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
        data.close();
    }

    @Test
    void every_page_is_within_wcag_2_2_aa_light_and_dark_wide_and_on_a_phone() throws Exception {
        List<String> violations = new ArrayList<>();
        Page page = browser.open(Look.WIDE);
        look("sign-in", page, "/console/sign-in", violations);
        ConsoleBrowser.signIn(page, data.token());
        for (Map.Entry<String, String> one : data.pages().entrySet()) {
            look(one.getKey(), page, one.getValue(), violations);
        }
        assertThat(violations).isEmpty();
        browser.assertQuiet();
    }

    @Test
    void so_is_the_page_where_one_writes_as_a_customer() throws Exception {
        List<String> violations = new ArrayList<>();
        try (TimelinesEmulator emulator = emulator();
                ConsoleBrowser chat = new ConsoleBrowser(emulator.url())) {
            Customer ana = emulator.customer("+34600111222").named("Ana Ruiz");
            ana.writes("Hello, what are your hours?");
            answer(emulator, ana, "Monday to Friday, 9:00 to 18:00.");
            ana.writes("And the <b>price</b> of a chair?");
            answer(emulator, ana, "49 EUR, with delivery.");
            Page page = chat.open(Look.WIDE);
            look("chat", page, "/?phone=%2B34600111222&name=Ana+Ruiz", violations);
            PlaywrightAssertions.assertThat(page.getByLabel("Chat").last())
                    .containsText("And the <b>price</b> of a chair?");
            assertThat(violations).isEmpty();
            chat.assertQuiet();
        }
    }

    /** With the links that it has in the demo. */
    private static TimelinesEmulator emulator() {
        TimelinesEmulatorBuilder builder = TimelinesEmulator.builder();
        for (String section : List.of("Overview", "Webhooks", "Deliveries", "Events", "Flows")) {
            builder.link(section, "/console/" + section.toLowerCase(Locale.ROOT));
        }
        return builder.outcome("the hub's deliveries", "/console/deliveries").start();
    }

    private static void answer(TimelinesEmulator emulator, Customer to, String text)
            throws Exception {
        String url = emulator.baseUrl() + "/chats/" + to.chatId().getAsLong() + "/messages";
        HttpRequest send =
                HttpRequest.newBuilder(URI.create(url))
                        .header("Authorization", "Bearer " + emulator.token())
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{\"text\":\"" + text + "\"}"))
                        .build();
        HttpResponse<String> sent = HttpClient.newHttpClient().send(send, BodyHandlers.ofString());
        assertThat(sent.statusCode()).as(sent.body()).isEqualTo(200);
    }

    /** In all looks; what depends on the colours alone is all that is held again in the dark. */
    private static void look(String name, Page page, String path, List<String> violations)
            throws IOException {
        page.navigate(path);
        for (Look look : List.of(Look.WIDE, Look.PHONE)) {
            page.setViewportSize(look.width(), look.height());
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
            String where = name + ", " + look + ": ";
            hold(new AxeBuilder(page).withTags(WCAG), where, violations);
            int over = (int) page.evaluate(WIDER_THAN_THE_WINDOW);
            if (over > 0) {
                violations.add(where + "the page is " + over + " px wider than the window");
            }
            picture(name, page, look);
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
            where = name + ", " + look.inTheDark() + ": ";
            hold(new AxeBuilder(page).withRules(COLOURS), where, violations);
            picture(name, page, look.inTheDark());
        }
    }

    private static void hold(AxeBuilder axe, String where, List<String> violations) {
        AxeResults results = axe.setLegacyMode(true).analyze();
        assertThat(results.getPasses()).as(where + "what was held").isNotEmpty();
        for (Rule rule : results.getViolations()) {
            for (CheckedNode node : rule.getNodes()) {
                violations.add(
                        where + rule.getId() + " " + node.getHtml() + node.getFailureSummary());
            }
        }
    }

    /** Those of the documentation are wide; the others are only to be looked at. */
    private static void picture(String name, Page page, Look look) throws IOException {
        if (!Boolean.getBoolean("screenshots")) {
            return;
        }
        Path place = look.width() == Look.WIDE.width() ? IMAGES : Path.of("target/phone");
        String file = "console-%s-%s.png".formatted(name, look.dark() ? "dark" : "light");
        Picture.save(page.screenshot(), place.resolve(file));
    }
}
