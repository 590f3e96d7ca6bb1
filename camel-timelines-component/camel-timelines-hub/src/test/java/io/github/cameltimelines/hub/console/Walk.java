package io.github.cameltimelines.hub.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.regex.Pattern;

/** What somebody does in the console, by what is seen there: roles, labels, texts. */
final class Walk {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Page page;
    private final boolean scripts;

    /**
     * @param scripts whether the browser runs them: without, a page is as new as its last load
     */
    Walk(Page page, boolean scripts) {
        this.page = page;
        this.scripts = scripts;
    }

    void signIn(String token) {
        ConsoleBrowser.signIn(page, token);
        heading("Overview");
    }

    void heading(String text) {
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                .containsText(text);
    }

    /** By the menu. */
    void open(String section) {
        page.getByLabel("Console", new Page.GetByLabelOptions().setExact(true))
                .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(section))
                .click();
        heading(section);
    }

    // ---- webhooks

    /** Fills in the form and sends it. */
    void add(String url, String type) {
        open("Webhooks");
        button("+ Add Endpoint").click();
        heading("Add endpoint");
        field("URL").fill(url);
        field("Event type").selectOption(type);
        button("Add endpoint").click();
    }

    /** The form is there again, says what is wrong of the URL beside it, and has what was typed. */
    void urlIsRefused(String typed) {
        heading("Add endpoint");
        Locator url = field("URL");
        assertThat(url).hasAttribute("aria-invalid", "true");
        assertThat(url).hasValue(typed);
        String error = url.getAttribute("aria-describedby").split(" ")[0];
        assertThat(page.locator("id=" + error)).isVisible();
        assertThat(page.locator("id=" + error)).containsText("URL");
    }

    void correctUrl(String url) {
        field("URL").fill(url);
        button("Add endpoint").click();
        notice("The endpoint was added.");
    }

    void notice(String text) {
        assertThat(page.locator(".notice")).hasText(text);
    }

    /** The row of a webhook in the list. */
    Locator row(String url) {
        return page.getByRole(AriaRole.ROW, new Page.GetByRoleOptions().setName(url)).first();
    }

    /** By its switch in the list. */
    void disable(String url) {
        open("Webhooks");
        Locator status = row(url).getByRole(AriaRole.SWITCH);
        assertThat(status).isChecked();
        status.click();
        if (!scripts) {
            row(url).getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Save"))
                    .click();
        }
        assertThat(row(url).getByText("disabled", exactly())).isVisible();
        page.reload();
        assertThat(row(url).getByRole(AriaRole.SWITCH)).not().isChecked();
    }

    void edit(String url, String description) {
        open("Webhooks");
        row(url).hover();
        row(url).getByText("Edit").click();
        heading("Edit endpoint");
        assertThat(field("URL")).hasValue(url);
        if (!field("Description").isVisible()) {
            page.getByText("More", new Page.GetByTextOptions().setExact(true)).click();
        }
        field("Description").fill(description);
        button("Save").click();
        notice("The endpoint was changed.");
    }

    void delete(String url) {
        open("Webhooks");
        row(url).hover();
        row(url).getByText("Delete").click();
        heading("Delete endpoint");
        button("Delete").click();
        notice("The endpoint was deleted.");
        assertThat(page.getByText(url)).hasCount(0);
    }

    /** The text of a file that a link of the list gives. */
    String download(String link) throws IOException {
        open("Webhooks");
        Download file =
                page.waitForDownload(
                        () ->
                                page.getByText(link, new Page.GetByTextOptions().setExact(false))
                                        .first()
                                        .click());
        return Files.readString(file.path());
    }

    // ---- deliveries

    /** Opens the only delivery: two clicks from wherever one is. */
    void openDelivery() {
        open("Deliveries");
        page.getByRole(AriaRole.ROW).nth(1).getByRole(AriaRole.LINK).first().click();
        heading("Delivery");
    }

    /** Waits until the page says so; without scripts it is asked for again. */
    void delivery(String state) {
        Locator status = page.locator("#standing .state");
        if (scripts) {
            assertThat(status).hasText(state);
            return;
        }
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> {
                            page.reload();
                            assertThat(status.textContent()).isEqualTo(state);
                        });
    }

    void shows(String text) {
        assertThat(page.locator("main")).containsText(text);
    }

    void resend() {
        button("Resend").click();
        notice("The delivery is sent again.");
    }

    // ---- out

    void signOut() {
        button("Sign out").click();
        notice("You are signed out.");
        page.navigate("/console/deliveries");
        heading("Sign in");
        assertThat(page).hasURL(Pattern.compile(".*/console/sign-in\\?next=deliveries$"));
    }

    // ---- what is on a page

    private Locator button(String text) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(text).setExact(true));
    }

    private Locator field(String label) {
        return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
    }

    private static Locator.GetByTextOptions exactly() {
        return new Locator.GetByTextOptions().setExact(true);
    }
}
