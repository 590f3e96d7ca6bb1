package io.github.cameltimelines.hub.console;

import static io.github.cameltimelines.hub.RunningHub.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.github.cameltimelines.hub.History;
import io.github.cameltimelines.hub.Receiver;
import io.github.cameltimelines.hub.RunningHub;
import io.github.cameltimelines.hub.console.ConsoleBrowser.Look;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody sees why a delivery failed and repairs it, in a real browser. */
class ConsoleIT {

    private static final String TYPE = "message:received:new";
    private static final String NO_URL = "http://<script>alert('typed')</script>/";

    /** What a receiver might ask for, and no page may run. */
    private static final String MARKUP = "?q=%3Cscript%3Ealert('url')%3C/script%3E";

    private static final String MESSAGE = "<script>alert('message')</script>";
    private static final String ANSWER = "<img src=x onerror=alert('answer')>";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir static Path folder;
    private static RunningHub hub;
    private static ConsoleBrowser browser;

    private final Receiver receiver = receiver();
    private final History history = new History(hub);
    private final String url = receiver.url("/crm") + MARKUP;

    @BeforeAll
    static void start() throws Exception {
        browser = new ConsoleBrowser(hub = RunningHub.start(folder));
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE.toMillis());
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
        hub.close();
    }

    @AfterEach
    void nothingElseHappened() {
        receiver.close();
        browser.assertQuiet();
    }

    private static Receiver receiver() {
        try {
            return new Receiver();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void a_delivery_that_failed_is_understood_repaired_and_sent_again() throws Exception {
        walk(Look.WIDE);
    }

    @Test
    void the_same_goes_without_scripts_on_a_phone() throws Exception {
        walk(Look.PHONE.withoutScripts());
    }

    private void walk(Look look) throws Exception {
        Page page = browser.open(look);
        Walk walk = new Walk(page, look.scripts());
        walk.signIn(TOKEN);

        walk.add(NO_URL, TYPE);
        walk.urlIsRefused(NO_URL);
        walk.correctUrl(url);

        receiver.answer(500, ANSWER);
        receive();
        walk.openDelivery();
        walk.delivery("retrying");
        walk.shows("500");
        walk.shows(ANSWER);
        walk.shows(MESSAGE);
        walk.shows(MARKUP);

        receiver.answer(200, "");
        walk.resend();
        walk.delivery("delivered");
        assertThat(receiver.calls()).hasSize(2);

        assertThat(walk.download("Download log"))
                .as("the log of the webhook")
                .contains("500", "200", TYPE);
        walk.edit(url, MESSAGE);
        walk.disable(url);
        assertThat(walk.download("Download webhooks change log"))
                .contains("created", "edited", "disabled");
        walk.delete(url);
        walk.signOut();
        page.context().close();
    }

    /** From outside, as TimelinesAI sends one, and waits for its first attempt. */
    private void receive() throws Exception {
        history.publish(
                "{\"event_type\":\"%s\",\"chat\":{\"chat_id\":1},\"message\":{\"text\":\"%s\",\"direction\":\"received\",\"message_uid\":\"%s\"}}"
                        .formatted(TYPE, MESSAGE, "m-" + System.nanoTime()));
        await().atMost(PATIENCE).until(() -> receiver.calls().size() == 1);
    }

    @Test
    void a_webhook_is_added_switched_off_and_deleted_by_the_keyboard_alone() {
        Page page = browser.open(Look.WIDE);
        Keyboard keyboard = new Keyboard(page);
        page.navigate("/console/webhooks");
        PlaywrightAssertions.assertThat(page.getByLabel("Token of your workspace")).isFocused();
        page.keyboard().type(TOKEN);
        keyboard.enter();
        keyboard.enter("+ Add Endpoint");
        keyboard.go("URL");
        page.keyboard().type(url);
        keyboard.go("Event type");
        page.keyboard().type("chat:new");
        keyboard.enter("Add endpoint");
        keyboard.go("Status of " + url);
        keyboard.press("Space");
        PlaywrightAssertions.assertThat(page.getByText("disabled").first()).isVisible();
        keyboard.enter("Delete " + url);
        keyboard.enter("Delete");
        PlaywrightAssertions.assertThat(page.locator(".notice"))
                .hasText("The endpoint was deleted.");
        page.context().close();
    }
}
