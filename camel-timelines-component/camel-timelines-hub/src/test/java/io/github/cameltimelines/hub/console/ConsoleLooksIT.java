package io.github.cameltimelines.hub.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.AxeResults;
import com.deque.html.axecore.results.CheckedNode;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.github.cameltimelines.hub.console.ConsoleBrowser.Look;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
        browser.close();
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
