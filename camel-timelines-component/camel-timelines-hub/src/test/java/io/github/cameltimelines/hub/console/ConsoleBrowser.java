package io.github.cameltimelines.hub.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import io.github.cameltimelines.hub.RunningHub;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Chromium on the console of a hub, without a window. It is driven, never downloaded: where it is
 * not installed the test fails and says how to install it. What a page should never do is noted: a
 * request to another site, an error of a script, a dialog, something that its policy forbids.
 */
public final class ConsoleBrowser implements AutoCloseable {

    private static final String INSTALL =
            "There is no browser: apt-get install --no-install-recommends chromium,"
                    + " or say where one is with -Dchromium=/path/to/chromium";

    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome");

    private static final double PATIENCE_MS = 20_000;

    /** How it is looked at. */
    public record Look(int width, int height, boolean dark, boolean scripts) {

        public static final Look WIDE = new Look(1280, 800, false, true);
        public static final Look PHONE = new Look(390, 844, false, true);

        public Look inTheDark() {
            return new Look(width, height, true, scripts);
        }

        public Look withoutScripts() {
            return new Look(width, height, dark, false);
        }

        @Override
        public String toString() {
            return width + " px wide, " + (dark ? "dark" : "light");
        }
    }

    private final String url;
    private final Playwright playwright;
    private final Browser browser;
    private final List<String> troubles = new ArrayList<>();

    public ConsoleBrowser(RunningHub hub) {
        this(hub.url());
    }

    /**
     * @param url of the hub, without a slash at its end
     */
    public ConsoleBrowser(String url) {
        this.url = url;
        Path chromium = chromium();
        playwright =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser =
                playwright
                        .chromium()
                        .launch(
                                new BrowserType.LaunchOptions()
                                        .setExecutablePath(chromium)
                                        .setArgs(List.of("--no-sandbox")));
    }

    private static Path chromium() {
        String said = System.getProperty("chromium", "");
        Stream<Path> places =
                said.isEmpty()
                        ? NAMES.stream().flatMap(ConsoleBrowser::onThePath)
                        : Stream.of(Path.of(said));
        return places.filter(Files::isExecutable).findFirst().orElseGet(() -> fail(INSTALL));
    }

    private static Stream<Path> onThePath(String name) {
        return Stream.of(System.getenv("PATH").split(":")).map(folder -> Path.of(folder, name));
    }

    /** An empty page of a browser that was never here: without cookies. */
    public Page open(Look look) {
        BrowserContext context =
                browser.newContext(
                        new Browser.NewContextOptions()
                                .setBaseURL(url)
                                .setViewportSize(look.width(), look.height())
                                .setColorScheme(look.dark() ? ColorScheme.DARK : ColorScheme.LIGHT)
                                .setReducedMotion(ReducedMotion.REDUCE)
                                .setJavaScriptEnabled(look.scripts())
                                .setTimezoneId("UTC")
                                .setLocale("en-GB"));
        context.setDefaultTimeout(PATIENCE_MS);
        context.onRequest(this::asked);
        context.onResponse(this::answered);
        context.onConsoleMessage(this::said);
        context.onWebError(error -> troubles.add("error of a script: " + error.error()));
        context.onDialog(
                dialog -> {
                    troubles.add("dialog: " + dialog.message());
                    dialog.dismiss();
                });
        return context.newPage();
    }

    /** The same, where the member with that token is signed in. */
    public Page signedIn(Look look, String token) {
        Page page = open(look);
        signIn(page, token);
        return page;
    }

    static void signIn(Page page, String token) {
        page.navigate("/console/sign-in");
        page.getByLabel("Token of your workspace").fill(token);
        page.locator("main").getByText("Sign in", exactly()).last().click();
    }

    private static com.microsoft.playwright.Locator.GetByTextOptions exactly() {
        return new com.microsoft.playwright.Locator.GetByTextOptions().setExact(true);
    }

    private void asked(Request request) {
        String to = request.url();
        if (!to.startsWith(url + "/") && !to.startsWith("data:") && !to.startsWith("blob:")) {
            troubles.add("request to another site: " + to);
        }
    }

    private void answered(Response response) {
        boolean page = response.request().isNavigationRequest();
        if (response.status() >= (page ? 500 : 400)) {
            troubles.add("answer " + response.status() + ": " + response.url());
        }
    }

    /** Pages that answer with an error of the form are told there, too; {@link #answered} knows. */
    private void said(ConsoleMessage message) {
        if (List.of("error", "warning").contains(message.type())
                && !message.text().startsWith("Failed to load resource")) {
            troubles.add("console: " + message.text());
        }
    }

    /** Since the last time. */
    public void assertQuiet() {
        List<String> noted = List.copyOf(troubles);
        troubles.clear();
        assertThat(noted).as("what the pages did that they should not").isEmpty();
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
